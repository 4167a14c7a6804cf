"""The trend of a KPI as values: points over time, where they begin anew, signals, and what the limits promise."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from govtracker.enums import Assurance, Bearing, TrendRule
from govtracker.rules.performance import anchors as curves
from govtracker.rules.performance import intervals, signals
from govtracker.rules.performance.anchors import Anchors, Span
from govtracker.rules.performance.kendall import Slope
from govtracker.rules.performance.signals import Limits
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Point:
    """A KPI's value in one period; None is a gap. A provisional value is shown and counts once it is final.

    `n` is how many cases stand behind it; `share` the interval (percent) in which the true share of few cases lies.
    """

    period: Period
    value: Decimal | None
    provisional: bool = False
    n: int | None = None
    share: Span | None = None

    @property
    def counted(self) -> Decimal | None:
        """The value, where it counts."""
        return None if self.provisional else self.value

    @property
    def is_unsure(self) -> bool:
        """So few cases that the value deserves little confidence."""
        return self.value is not None and intervals.is_unsure(self.n)


@dataclass(frozen=True)
class Break:
    """Where a picture marks that something changed; with `anew` a new baseline begins there."""

    on: date
    words: str
    anew: bool = False


@dataclass(frozen=True)
class Stretch:
    """Points from `first` up to, but without, `end` that share one baseline; `number` of them count."""

    first: int
    end: int
    limits: Limits | None
    number: int

    @property
    def is_provisional(self) -> bool:
        """Limits there are, of so few points that they may still move much."""
        return self.limits is not None and self.limits.reach is not None and self.number < signals.ENOUGH


@dataclass(frozen=True)
class Signal:
    """A signal and what it means, with the places of its points in the whole trend and the one that gave it away.

    `alerts` is false where chance may do it.
    """

    rule: TrendRule
    bearing: Bearing
    places: tuple[int, ...]
    shown: int
    upwards: bool
    alerts: bool = True

    @property
    def first(self) -> int:
        """Where it begins."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Where it is so far."""
        return self.places[-1]


@dataclass(frozen=True)
class Trend:
    """All that is read from a series of points, oldest first; assurance and slope speak of the newest stretch."""

    points: tuple[Point, ...] = ()
    breaks: tuple[Break, ...] = ()
    anchors: Anchors | None = None
    stretches: tuple[Stretch, ...] = ()
    signals: tuple[Signal, ...] = ()
    assurance: Assurance | None = None
    slope: Slope | None = None

    @property
    def limits(self) -> Limits | None:
        """Centre line and limits as they are now."""
        return self.stretches[-1].limits if self.stretches else None

    @property
    def is_provisional(self) -> bool:
        """The limits of now rest on few points."""
        return bool(self.stretches) and self.stretches[-1].is_provisional

    @property
    def newest(self) -> Point | None:
        """The newest point that counts."""
        return next((point for point in reversed(self.points) if point.counted is not None), None)

    @property
    def running(self) -> tuple[Signal, ...]:
        """The signals that hold the newest point that counts."""
        place = max((place for place, point in enumerate(self.points) if point.counted is not None), default=None)
        return tuple(signal for signal in self.signals if signal.last == place)

    @property
    def promise(self) -> Assurance | None:
        """The assurance, as long as the limits hold: what is on the move keeps to none."""
        return None if any(signal.bearing is not Bearing.CHANGE for signal in self.running) else self.assurance

    @property
    def is_luck(self) -> bool:
        """The newest value is on target, and the process as it is misses it: the next one will hardly be."""
        newest = self.newest
        missed = self.assurance is Assurance.WILL_MISS and self.anchors is not None and newest is not None
        return bool(missed and self.anchors and newest and on_target(newest.value, self.anchors))

    @property
    def year_ago(self) -> Point | None:
        """The same period of last year, once two years stand here."""
        newest = self.newest
        if newest is None or sum(point.counted is not None for point in self.points) < TWO_YEARS:
            return None
        day = newest.period.first_day
        wanted = [point for point in self.points if _is_year_before(point.period.first_day, day)]
        return wanted[0] if wanted and wanted[0].counted is not None else None


@dataclass(frozen=True)
class Marks:
    """What stands beside the values: breaks, and the anchors in force."""

    anchors: Anchors | None = None
    breaks: Sequence[Break] = field(default=())


def on_target(value: Decimal | None, anchors: Anchors) -> bool:
    """Whether a value meets the target."""
    return value is not None and curves.on_target(anchors).holds(value)


def _is_year_before(day: date, later: date) -> bool:
    return (day.year + 1, day.month, day.day) == (later.year, later.month, later.day)


TWO_YEARS: Final = 24
