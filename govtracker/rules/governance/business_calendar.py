"""The business calendar of a side: when its people are at work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise

from govtracker.rules import wall_time
from govtracker.rules.date_words import WEEKDAYS

Span = tuple[int, int]  # minutes of the local day, from and until; until may pass midnight
Opening = tuple[datetime, datetime]  # UTC instants, from and until

DAY = 1440
LONGEST_CLOSURE_DAYS = 366


@dataclass(frozen=True)
class BusinessCalendar:
    """Zone (IANA), opening spans by weekday (0 is Monday), closed days with their names, days with hours of their own.

    A span belongs to the day it begins on and may pass midnight: a night shift 22:00–06:00 is (1320, 1800).
    A closed day is closed from midnight to midnight, and what would begin on it does not.
    A day with hours of its own has exactly these, closed or not.
    """

    zone: str
    hours: Mapping[int, tuple[Span, ...]]
    closed_days: Mapping[date, str] = field(default_factory=dict)
    opened_days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    def open_on(self, day: date) -> tuple[Span, ...]:
        """The spans open on that local day, 0 to 1440 minutes, in order, none touching another."""
        if day in self.opened_days:
            return _merged(_heads(self.opened_days[day]))
        if day in self.closed_days:
            return ()
        eve = day - timedelta(days=1)
        if eve not in self.opened_days and eve not in self.closed_days:
            return self._usual[day.weekday()]
        return _merged([*_tails(self._begun(eve)), *_heads(self.hours.get(day.weekday(), ()))])

    def openings_on(self, day: date) -> tuple[Opening, ...]:
        """The same as UTC instants; remembered, for the same days are asked for again and again."""
        if day not in self._known_openings:
            self._known_openings[day] = self._openings_on(day)
        return self._known_openings[day]

    def usually_open_on(self, day: date) -> bool:
        """Whether that day would be open if no day were closed."""
        return bool(self._usual[day.weekday()])

    def _openings_on(self, day: date) -> tuple[Opening, ...]:
        midnight = datetime.combine(day, time())
        walls = (
            (midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)) for start, end in self.open_on(day)
        )
        openings = (
            (wall_time.instant(opens, self.zone), wall_time.instant(closes, self.zone)) for opens, closes in walls
        )
        return tuple((opens, closes) for opens, closes in openings if opens < closes)

    def _begun(self, day: date) -> tuple[Span, ...]:
        if day in self.opened_days:
            return self.opened_days[day]
        return () if day in self.closed_days else self.hours.get(day.weekday(), ())

    @cached_property
    def _known_openings(self) -> dict[date, tuple[Opening, ...]]:
        return {}

    @cached_property
    def _usual(self) -> tuple[tuple[Span, ...], ...]:
        return tuple(
            _merged([*_tails(self.hours.get((weekday - 1) % 7, ())), *_heads(self.hours.get(weekday, ()))])
            for weekday in range(7)
        )


ALWAYS_OPEN = BusinessCalendar("UTC", dict.fromkeys(range(7), ((0, DAY),)))


def from_values(
    zone: str,
    hours: Mapping[str, Sequence[Sequence[int]]],
    closed: Mapping[date, str] | None = None,
    opened: Mapping[date, Sequence[Sequence[int]]] | None = None,
) -> BusinessCalendar:
    """A calendar from what JSON can hold: weekday "0" to "6" → [[from, until], …]. It is not validated."""
    return BusinessCalendar(
        zone=zone,
        hours={int(weekday): _spans(spans) for weekday, spans in hours.items()},
        closed_days=dict(closed or {}),
        opened_days={day: _spans(spans) for day, spans in (opened or {}).items()},
    )


def hours_values(calendar: BusinessCalendar) -> dict[str, list[list[int]]]:
    """The weekly hours as JSON can hold them; `from_values` reads them back."""
    return {str(weekday): [list(span) for span in spans] for weekday, spans in sorted(calendar.hours.items())}


def validate(calendar: BusinessCalendar) -> None:
    """ValueError with a sentence for an unknown zone, impossible or overlapping hours, or nothing open for a year."""
    wall_time.zone(calendar.zone)
    for weekday, spans in calendar.hours.items():
        if weekday not in range(7):
            raise ValueError("Opening hours belong to a day of the week, 0 for Monday to 6 for Sunday.")
        _validate_spans(spans, WEEKDAYS[weekday])
    for day, spans in calendar.opened_days.items():
        _validate_spans(spans, f"{day:%Y-%m-%d}")
    _validate_nights(calendar)
    if not any(calendar.hours.values()):
        raise ValueError("The calendar needs opening hours on at least one day of the week.")
    _validate_closures(calendar)


def _validate_spans(spans: Sequence[Span], day: str) -> None:
    for start, end in spans:
        if not (0 <= start < DAY and start < end <= start + DAY):
            raise ValueError(f"The hours of {day} must begin within the day and last at most 24 hours.")
    if any(earlier[1] > later[0] for earlier, later in pairwise(sorted(spans))):
        raise ValueError(f"The hours of {day} overlap.")


def _validate_nights(calendar: BusinessCalendar) -> None:
    for weekday, spans in calendar.hours.items():
        tomorrow = (weekday + 1) % 7
        night_ends = max((end for _, end in _tails(spans)), default=0)
        if any(start < night_ends for start, _ in calendar.hours.get(tomorrow, ())):
            raise ValueError(f"The hours of {WEEKDAYS[weekday]} run into those of {WEEKDAYS[tomorrow]}.")


def _validate_closures(calendar: BusinessCalendar) -> None:
    known_closed_until = date.min
    for day in sorted(calendar.closed_days):
        if day <= known_closed_until:
            continue
        known_closed_until = day
        while not calendar.open_on(known_closed_until):
            if (known_closed_until - day).days >= LONGEST_CLOSURE_DAYS:
                raise ValueError(f"Nothing is open for more than {LONGEST_CLOSURE_DAYS} days from {day:%Y-%m-%d}.")
            if known_closed_until >= wall_time.LAST_ZONED_DAY:
                break
            known_closed_until += timedelta(days=1)


def _spans(values: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in values)


def _heads(spans: Sequence[Span]) -> Iterator[Span]:
    return ((start, min(end, DAY)) for start, end in spans)


def _tails(spans: Sequence[Span]) -> Iterator[Span]:
    return ((0, end - DAY) for _, end in spans if end > DAY)


def _merged(spans: Iterator[Span] | Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
