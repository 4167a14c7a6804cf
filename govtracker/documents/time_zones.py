"""A time zone as calendar files describe it (VTIMEZONE of RFC 5545): by yearly rules, which Outlook needs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

A_DAY: Final = timedelta(days=1)
A_SECOND: Final = timedelta(seconds=1)
WEEK: Final = 7
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # a wall time: RFC 5545 writes onsets without a zone


@dataclass(frozen=True)
class Change:
    """The wall goes from one offset to another; `wall` is what it showed at that moment by the old one."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def rules(self) -> list[tuple[int, str]]:
        """Month and weekday that would bring it again every year: counted from the month's end, from its start."""
        day = DAYS[self.wall.weekday()]
        counted = f"{(self.wall.day - 1) // WEEK + 1}{day}"
        is_last = (self.wall + timedelta(days=WEEK)).month != self.wall.month
        return [(self.wall.month, f"-1{day}"), (self.wall.month, counted)] if is_last else [(self.wall.month, counted)]


def described(zone: ZoneInfo, year: int) -> Any:
    """The VTIMEZONE of a zone, right for all of that year: by rules where its changes follow one, else one by one."""
    import icalendar

    made = icalendar.Timezone()
    made.add("TZID", zone.key)
    years = [_changes(zone, one) for one in (year - 1, year, year + 1)]
    rules = _rules(years)
    if not any(years):
        made.add_component(_part(_steady(zone, year), rule=None))
    elif rules:
        for change, rule in zip(years[0], rules, strict=True):
            made.add_component(_part(change, rule=rule))
    else:
        first = datetime(year - 1, 1, 1, tzinfo=UTC)
        made.add_component(_part(_steady(zone, year - 1, at=first), rule=None))
        for change in (change for changes in years for change in changes):
            made.add_component(_part(change, rule=None))
    return made


def _changes(zone: ZoneInfo, year: int) -> list[Change]:
    """The changes of a year, found day by day and then to the second."""
    found, at = [], datetime(year, 1, 1, tzinfo=UTC)
    while at.year == year:
        if _offset(at, zone) != _offset(at + A_DAY, zone):
            found.append(_change(zone, at, at + A_DAY))
        at += A_DAY
    return found


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    before = _offset(low, zone)
    while high - low > A_SECOND:
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    there = high.astimezone(zone)
    wall = (high + before).replace(tzinfo=None)
    return Change(wall, before, _offset(high, zone), there.tzname() or zone.key, is_summer=bool(there.dst()))


def _rules(years: list[list[Change]]) -> list[tuple[int, str]]:
    """A yearly rule for each change, where the same ones bring those of all years; else none."""
    first, *later = years
    if not first or any(len(changes) != len(first) for changes in later):
        return []
    found = []
    for number, change in enumerate(first):
        same = [changes[number] for changes in later]
        rule = next((rule for rule in change.rules if all(rule in one.rules for one in same)), None)
        if rule is None or any(one.wall.time() != change.wall.time() or one.after != change.after for one in same):
            return []
        found.append(rule)
    return found


def _steady(zone: ZoneInfo, year: int, *, at: datetime | None = None) -> Change:
    """What holds since ever, for what one has to know of a year."""
    there = (at or datetime(year, 7, 1, tzinfo=UTC)).astimezone(zone)
    offset = there.utcoffset() or timedelta()
    return Change(EPOCH, offset, offset, there.tzname() or zone.key, is_summer=False)


def _part(change: Change, *, rule: tuple[int, str] | None) -> Any:
    import icalendar

    part = icalendar.TimezoneDaylight() if change.is_summer else icalendar.TimezoneStandard()
    part.add("DTSTART", change.wall)
    part.add("TZOFFSETFROM", change.before)
    part.add("TZOFFSETTO", change.after)
    part.add("TZNAME", change.name)
    if rule is not None:
        month, day = rule
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": day})
    return part


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
