"""Benefits: what was committed for each month, what was realised of it, and where that leads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import combinations
from statistics import median
from typing import Final

from govtracker.enums import Aggregation, Progress, Unit
from govtracker.rules import periods
from govtracker.rules.performance.scoring import EXACT, settled
from govtracker.rules.periods import BadPeriod, Period


@dataclass(frozen=True)
class Promise:
    """A figure a month that goes from `baseline` to `target`, from the month `first` until the month `due`.

    Where the months add up (money, hours) gains are summed; where they do not (a percentage) each is a level. Without
    a baseline and a target nothing was promised, and the figure is the gain itself.
    """

    first: Period
    baseline: Decimal | None = None
    target: Decimal | None = None
    due: Period | None = None
    adds_up: bool = False

    @property
    def whole(self) -> Decimal | None:
        """The gain of a month once the target is reached."""
        return None if self.target is None or self.baseline is None else abs(self.target - self.baseline)

    def gain(self, value: Decimal) -> Decimal:
        """How much better a month's figure is than the baseline; below 0 it is worse."""
        if self.baseline is None or self.target is None:
            return value
        return value - self.baseline if self.target >= self.baseline else self.baseline - value

    def committed(self, month: Period) -> Decimal:
        """The gain promised for a month: it grows by the same step each month from the first to the due one."""
        if self.whole is None or self.due is None or month < self.first:
            return Decimal(0)
        steps = _between(self.first, self.due) + 1
        with localcontext(EXACT):
            return settled(self.whole * min(_between(self.first, month) + 1, steps) / steps)


@dataclass(frozen=True)
class Step:
    """A month of a benefit: its figure, gain and what was committed; `so_far` sums the months that have a figure."""

    month: Period
    value: Decimal | None
    gain: Decimal | None
    committed: Decimal
    gained_so_far: Decimal
    committed_so_far: Decimal


@dataclass(frozen=True)
class Reading:
    """What the months say: the newest, percentages (0–100 and beyond), the step a month, when the target is reached."""

    newest: Step | None
    progress: Progress
    percent: Decimal | None = None
    percent_so_far: Decimal | None = None
    step: Decimal | None = None
    reached_in: Period | None = None


def promised(
    starts_on: date, due_on: date | None, baseline: Decimal | None, target: Decimal | None, *, adds_up: bool
) -> Promise:
    """What a benefit promises; nothing where its baseline, its target or its day is open."""
    first = periods.containing(starts_on)
    if due_on is None or baseline is None or target is None:
        return Promise(first, adds_up=adds_up)
    return Promise(first, baseline, target, periods.containing(due_on), adds_up=adds_up)


def adds_up(unit: Unit, aggregation: Aggregation | None) -> bool:
    """Whether the months of a figure may be summed: those of a KPI where it is a sum itself."""
    return aggregation is Aggregation.SUM if aggregation is not None else unit in SUMMED


def curve(promise: Promise, values: Mapping[date, Decimal], last: Period) -> list[Step]:
    """Month by month from the first to the due one, or to `last` where that is later; `values` by first day."""
    steps = []
    gained = committed = Decimal(0)
    month, end = promise.first, max(last, promise.due or promise.first)
    while True:
        value = values.get(month.first_day)
        gain = None if value is None else promise.gain(value)
        promised = promise.committed(month)
        if gain is not None:
            gained, committed = gained + gain, committed + promised
        steps.append(Step(month, value, gain, promised, gained, committed))
        if month >= end:
            return steps
        month = month.next()


def read(promise: Promise, steps: Sequence[Step]) -> Reading:
    """What the months say; a month without a figure counts neither as nothing gained nor as kept."""
    known = [step for step in steps if step.gain is not None]
    if not known:
        return Reading(None, Progress.NOTHING_YET)
    newest, slope = known[-1], _slope(known[-LOOKED_BACK:])
    assert newest.gain is not None
    percent = _percent(newest.gain, promise.whole)
    so_far = _percent(newest.gained_so_far, newest.committed_so_far) if promise.adds_up else None
    return Reading(newest, _progress(promise, newest), percent, so_far, slope, _reached(promise, newest, slope))


def net(gains: Iterable[Decimal], losses: Iterable[Decimal]) -> Decimal:
    """What stays of gains after the losses that offset them; may lie below 0."""
    return sum(gains, Decimal(0)) - sum(losses, Decimal(0))


def _progress(promise: Promise, newest: Step) -> Progress:
    assert newest.gain is not None
    if newest.gain < 0:
        return Progress.WORSE_THAN_BEFORE
    if promise.whole is not None and newest.gain >= promise.whole:
        return Progress.REACHED
    return Progress.ON_TRACK if newest.gain >= newest.committed else Progress.BEHIND


def _slope(known: Sequence[Step]) -> Decimal | None:
    """Sen 1968: the median of the slopes between all pairs of months; None under three months."""
    if len(known) < FEWEST:
        return None
    with localcontext(EXACT):
        slopes = [
            (later.gain - one.gain) / _between(one.month, later.month)
            for one, later in combinations(known, 2)
            if one.gain is not None and later.gain is not None
        ]
        return settled(median(slopes))


def _reached(promise: Promise, newest: Step, slope: Decimal | None) -> Period | None:
    """The month in which the whole gain is reached at this pace, None where it is not within FURTHEST months."""
    if promise.whole is None or newest.gain is None or slope is None or slope <= 0 or newest.gain >= promise.whole:
        return None
    with localcontext(EXACT):
        months = -((newest.gain - promise.whole) // slope)
    months = months if newest.gain + months * slope >= promise.whole else months + 1
    return later(newest.month, int(months)) if months <= FURTHEST else None


def later(month: Period, how_many: int) -> Period | None:
    """The month so many months on; None past the last year there is."""
    place = month.first_day.year * 12 + month.first_day.month - 1 + how_many
    try:
        return periods.containing(date(place // 12, place % 12 + 1, 1))
    except BadPeriod:
        return None


def _percent(part: Decimal, whole: Decimal | None) -> Decimal | None:
    if not whole:
        return None
    with localcontext(EXACT):
        return settled(part * 100 / whole)


def _between(one: Period, other: Period) -> int:
    """How many months the other one lies later."""
    return (other.first_day.year - one.first_day.year) * 12 + other.first_day.month - one.first_day.month


SUMMED: Final = frozenset({Unit.MONEY, Unit.HOURS, Unit.DAYS, Unit.COUNT})
NETTED: Final = frozenset({Unit.MONEY, Unit.HOURS, Unit.DAYS})  # gains and losses of a programme in one sum
LOOKED_BACK: Final = 6  # months the pace is read from (ours)
FEWEST: Final = 3
FURTHEST: Final = 60
