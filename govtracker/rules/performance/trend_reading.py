"""Reading a trend: limits, signals and slope of every baseline, what they mean for the target, and where they lead."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Final

from govtracker.enums import Assurance, Bearing, Direction, TrendRule
from govtracker.rules.performance import anchors as curves
from govtracker.rules.performance import kendall, signals
from govtracker.rules.performance.anchors import Anchors, Span
from govtracker.rules.performance.kendall import Slope
from govtracker.rules.performance.scoring import EXACT
from govtracker.rules.performance.signals import Found, Limits
from govtracker.rules.performance.trend import Break, Marks, Point, Signal, Stretch, Trend


def read(points: Iterable[Point], marks: Marks) -> Trend:
    """The trend of points over equal steps of time, oldest first. A new baseline starts limits, runs and slope anew."""
    line = tuple(points)
    parts = [_stretch(line, first, end) for first, end in _bounds(line, marks.breaks)]
    last = parts[-1] if parts else None
    return Trend(
        points=line,
        breaks=tuple(one for one in marks.breaks if line and line[0].period.first_day < one.on),
        anchors=marks.anchors,
        stretches=tuple(parts),
        signals=tuple(signal for part in parts for signal in _signals(line, part, marks.anchors)),
        assurance=assurance(last.limits, marks.anchors) if last and last.limits else None,
        slope=kendall.slope(_values(line, last)) if last else None,
    )


def assurance(limits: Limits, anchors: Anchors | None) -> Assurance | None:
    """What values within the limits mean for the target: it is met, missed, or now met and now missed."""
    if anchors is None or limits.low is None or limits.high is None:
        return None
    target = curves.on_target(anchors)
    if target.holds(limits.low) and target.holds(limits.high):
        return Assurance.WILL_MEET
    too_high = target.high is not None and limits.low > target.high
    too_low = target.low is not None and limits.high < target.low
    return Assurance.WILL_MISS if too_high or too_low else Assurance.HIT_OR_MISS


def bearing(before: Decimal, now: Decimal, anchors: Anchors | None) -> Bearing:
    """What it means that values moved: a range asks whether they came nearer to its band or left it."""
    if anchors is None or before == now:
        return Bearing.CHANGE
    way = curves.direction(anchors)
    if way is Direction.RANGE:
        gaps = distance(before, anchors), distance(now, anchors)
        better = gaps[1] < gaps[0]
        if gaps[0] == gaps[1]:
            return Bearing.CHANGE
    else:
        better = (now > before) is (way is Direction.HIGHER)
    return Bearing.IMPROVEMENT if better else Bearing.CONCERN


def distance(value: Decimal, anchors: Anchors) -> Decimal:
    """How far a value is from meeting the target, in the KPI's unit; 0 where it does."""
    target = curves.on_target(anchors)
    if target.low is not None and value < target.low:
        return target.low - value
    return value - target.high if target.high is not None and value > target.high else Decimal(0)


def crossing(slope: Slope, span: Span) -> int | None:
    """In about how many periods the line enters or leaves `span`; None where it does not, or only much later."""
    rising = slope.slope > 0
    inside = span.holds(slope.now)
    edge = span.high if rising is inside else span.low
    if edge is None or not slope.is_steady or (edge > slope.now) is not rising:
        return None
    with localcontext(EXACT):
        periods = max(int(((edge - slope.now) / slope.slope).to_integral_value()), 1)
    return periods if periods <= FARTHEST else None


def _bounds(points: Sequence[Point], breaks: Sequence[Break]) -> list[tuple[int, int]]:
    """Where stretches begin and end: at every new baseline that has points before and after it."""
    begins = sorted(one.on for one in breaks if one.anew)
    places = [next((place for place, point in enumerate(points) if point.period.last_day >= on), 0) for on in begins]
    return list(pairwise(sorted({0, *places, len(points)})))


def _stretch(points: Sequence[Point], first: int, end: int) -> Stretch:
    values = [point.counted for point in points[first:end]]
    return Stretch(first, end, signals.limits(values), sum(value is not None for value in values))


def _values(points: Sequence[Point], part: Stretch) -> list[Decimal | None]:
    """The values of a stretch, without what is missing at its end: a line is read up to its newest point."""
    values = [point.counted for point in points[part.first : part.end]]
    while values and values[-1] is None:
        values.pop()
    return values


def _signals(points: Sequence[Point], part: Stretch, anchors: Anchors | None) -> list[Signal]:
    if part.limits is None:
        return []
    values = [point.counted for point in points[part.first : part.end]]
    seen = signals.found(values, part.limits, signals.rules_for(part.number))
    return [_signal(points, part, one, anchors) for one in seen]


def _signal(points: Sequence[Point], part: Stretch, one: Found, anchors: Anchors | None) -> Signal:
    places, shown = tuple(part.first + place for place in one.places), part.first + one.shown
    assert part.limits is not None  # there is no signal without
    before, now = _moved(points, one.rule, part.limits.centre, places[0], shown)
    alerts = not _may_be_chance(points[shown], anchors)
    return Signal(one.rule, bearing(before, now, anchors), places, shown, one.upwards, alerts)


def _moved(
    points: Sequence[Point], rule: TrendRule, centre: Decimal, first: int, shown: int
) -> tuple[Decimal, Decimal]:
    """What a signal says the values moved from and to."""
    values = [point.counted for point in points[first : shown + 1] if point.counted is not None]
    if rule is TrendRule.SIX_TRENDING:
        return values[0], values[-1]
    if rule is TrendRule.RUN_OF_EIGHT:
        with localcontext(EXACT):
            return centre, sum(values, Decimal(0)) / len(values)
    return centre, values[-1]


def _may_be_chance(point: Point, anchors: Anchors | None) -> bool:
    """Few cases, and the true share may well be on target."""
    if not point.is_unsure or point.share is None or anchors is None:
        return False
    low, high = point.share.low, point.share.high
    return any(low <= edge <= high for edge in _edges(anchors) if low is not None and high is not None)


def _edges(anchors: Anchors) -> list[Decimal]:
    return [edge for edge in (anchors.target, anchors.high_target) if edge is not None]


FARTHEST: Final = 36
