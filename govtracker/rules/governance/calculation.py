"""The calculation behind a due instant: what counted, what was skipped, and the words for it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govtracker.rules import wall_time
from govtracker.rules.date_words import WEEKDAYS, day_and_month, listed, short_day
from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import BusinessCalendar, Opening

DAYS_WORTH_NAMING = 5


@dataclass(frozen=True)
class CountedDay:
    """A local day of which something counted, with what was open of it (UTC instants)."""

    day: date
    openings: tuple[Opening, ...]

    @property
    def counted(self) -> timedelta:
        """The business time of that day."""
        return sum((closes - opens for opens, closes in self.openings), timedelta())


@dataclass(frozen=True)
class SkippedDay:
    """A local day on which nothing is open: the name it is closed for, None where its weekday has no hours."""

    day: date
    closed_for: str | None


@dataclass(frozen=True)
class Paused:
    """A time during which a clock stood still, from when to when (UTC), and why, as the end of a sentence."""

    from_at: datetime
    to_at: datetime
    why: str


@dataclass(frozen=True)
class Calculation:
    """How a due instant came about, day by day in the calendar's zone; `start` and `due` are UTC."""

    zone: str
    start: datetime
    due: datetime
    counted: tuple[CountedDay, ...]
    skipped: tuple[SkippedDay, ...]
    paused: tuple[Paused, ...] = ()

    @property
    def minutes(self) -> int:
        """Whole business minutes that counted."""
        return sum((day.counted for day in self.counted), timedelta()) // business_time.MINUTE


def explain(
    start: datetime, due: datetime, calendar: BusinessCalendar, *, pauses: Sequence[Paused] = ()
) -> Calculation:
    """The calculation behind a due instant; ValueError when `due` lies before `start`.

    What lies within one of the `pauses` (in order, none touching another) did not count.
    """
    start, due = wall_time.utc(start), wall_time.utc(due)
    if due < start:
        raise ValueError("What is due before it starts cannot be explained.")
    within = [pause for pause in pauses if pause.from_at < due and pause.to_at > start]
    by_day: dict[date, list[Opening]] = {}
    stretches = list(_running(start, due, within))
    for from_at, to_at in stretches:
        for opening in business_time.openings(from_at, to_at, calendar):
            by_day.setdefault(wall_time.local(opening[0], calendar.zone).date(), []).append(opening)
    skipped = dict.fromkeys(day for from_at, to_at in stretches for day in _skipped(from_at, to_at, calendar))
    return Calculation(
        zone=calendar.zone,
        start=start,
        due=due,
        counted=tuple(CountedDay(day, tuple(found)) for day, found in by_day.items()),
        skipped=tuple(skipped),
        paused=tuple(within),
    )


def in_words(calculation: Calculation) -> str:
    """One sentence: “Counted in Europe/Berlin: Fri 18 Dec 15:00–17:00, Mon 21 Dec 09:00–11:00; skipped: Sat, Sun.”"""
    sentence = f"Counted in {calculation.zone}: {_counted_in_words(calculation)}"
    skipped = skipped_in_words(calculation)
    if skipped:
        sentence += f"; skipped: {skipped}"
    if calculation.paused:
        sentence += f"; paused: {', '.join(_pause_in_words(pause, calculation.zone) for pause in calculation.paused)}"
    return f"{sentence}."


def skipped_in_words(calculation: Calculation) -> str:
    """The days skipped: “Sat, Sun, 25 Dec Christmas Day”; weekdays that come again are counted: “3 Sat, 2 Sun”."""
    times = Counter(skipped.day.weekday() for skipped in calculation.skipped if skipped.closed_for is None)
    names = [f"{n} {WEEKDAYS[weekday][:3]}" if n > 1 else WEEKDAYS[weekday][:3] for weekday, n in times.items()]
    names += [f"{day_and_month(s.day)} {s.closed_for}".strip() for s in calculation.skipped if s.closed_for is not None]
    return ", ".join(names)


def _running(start: datetime, due: datetime, pauses: Sequence[Paused]) -> Iterator[Opening]:
    """The stretches of time between the pauses."""
    since = start
    for pause in pauses:
        if pause.from_at > since:
            yield since, pause.from_at
        since = max(since, pause.to_at)
    if since < due or not pauses:
        yield since, due


def _pause_in_words(pause: Paused, zone: str) -> str:
    """“Thu 19 Nov 11:00–Fri 20 Nov 09:00, waiting on Northgate”; the day is named once where it is one."""
    began, ended = wall_time.local(pause.from_at, zone), wall_time.local(pause.to_at, zone)
    until = f"{ended:%H:%M}" if ended.date() == began.date() else f"{short_day(ended.date())} {ended:%H:%M}"
    return f"{short_day(began.date())} {began:%H:%M}–{until} ({pause.why})"


def _counted_in_words(calculation: Calculation) -> str:
    days = calculation.counted
    if not days:
        return "nothing"
    named = [_day_in_words(day, calculation.zone) for day in days]
    if len(days) > DAYS_WORTH_NAMING:
        return f"{_hours_in_words(calculation.minutes)} on {len(days)} days, the first {named[0]}, the last {named[-1]}"
    return ", ".join(named)


def _day_in_words(counted: CountedDay, zone: str) -> str:
    spans = [
        f"{_wall(opens, counted.day, zone)}–{_wall(closes, counted.day, zone)}" for opens, closes in counted.openings
    ]
    return f"{short_day(counted.day)} {listed(spans)}"


def _wall(moment: datetime, day: date, zone: str) -> str:
    there = wall_time.local(moment, zone)
    return f"{there:%H:%M}" if there.date() == day else "24:00"


def _hours_in_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _skipped(start: datetime, due: datetime, calendar: BusinessCalendar) -> Iterator[SkippedDay]:
    day, last = wall_time.local(start, calendar.zone).date(), wall_time.local(due, calendar.zone).date()
    while day <= last:
        if not calendar.open_on(day):
            yield SkippedDay(day, calendar.closed_days.get(day) if calendar.usually_open_on(day) else None)
        day += timedelta(days=1)
