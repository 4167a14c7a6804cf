"""A trend in plain words: its limits, signals, assurance and slope, a sentence each."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from govtracker.enums import Assurance, Bearing, TrendRule, Unit
from govtracker.rules.performance import anchors as curves
from govtracker.rules.performance import explanation, signals, trend_reading, values
from govtracker.rules.performance.anchors import Span
from govtracker.rules.performance.scoring import EXACT
from govtracker.rules.performance.trend import Signal, Trend
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Figures:
    """How values of a KPI are written: its unit, or the label it has instead, and decimals."""

    unit: Unit
    label: str = ""
    decimals: int = 1

    def said(self, value: Decimal) -> str:
        """A value as people read it: 58 %."""
        return explanation.measured(value, self.unit, label=self.label, decimals=self.decimals)

    def held(self, limit: Decimal) -> str:
        """A limit as people read it; one that lies beyond what can be measured ends there."""
        lowest, highest = values.DOMAINS[self.unit]
        limit = limit if lowest is None else max(limit, lowest)
        return self.said(limit if highest is None else min(limit, highest))

    def step(self, value: Decimal) -> str:
        """A difference, to two digits that count: 0.4 percentage points."""
        with localcontext(EXACT):
            places = max(self.decimals, 1 - abs(value).adjusted()) if value else self.decimals
        shown = explanation.figure(abs(value), places)
        if self.unit is Unit.PERCENT:
            return f"{shown} percentage point{'' if shown == '1' else 's'}"
        return shown + self.suffix

    @property
    def suffix(self) -> str:
        """What stands behind a value."""
        return explanation.suffix(self.unit, self.label)

    def span(self, span: Span) -> str:
        """The ends of a span: 70 %, or 240 s to 300 s."""
        return " to ".join(self.said(end) for end in (span.low, span.high) if end is not None)


def sentences(trend: Trend, figures: Figures) -> list[str]:
    """Everything that is to be said of a trend, what matters most first."""
    found = [signal(trend, one) for one in trend.running]
    found += [assured(trend, figures), luck(trend), sloping(trend, figures)]
    found += [limits(trend, figures), year_ago(trend, figures), unsure(trend, figures)]
    return [sentence for sentence in found if sentence]


def headline(trend: Trend) -> str:
    """The newest signal in a few words, "" where there is none: Concern: 8 or more in a row below the centre line."""
    gravest = sorted(trend.running, key=lambda one: (ORDER.index(one.bearing), one.shown))
    return f"{MEANINGS[gravest[0].bearing]}: {_shape(gravest[0])}" if gravest else ""


def signal(trend: Trend, one: Signal) -> str:
    """A signal: Concern since March 2026: 8 or more in a row below the centre line."""
    since = called(trend.points[one.first].period)
    when = f"since {since}" if one.last > one.first else f"in {since}"
    doubt = "" if one.alerts else " So few cases stand behind it that it may be chance."
    return f"{MEANINGS[one.bearing]} {when}: {_shape(one)}.{doubt}"


def assured(trend: Trend, figures: Figures) -> str:
    """What the limits mean for the target; "" where there are none."""
    if trend.promise is None or trend.anchors is None:
        return ""
    target = figures.span(curves.on_target(trend.anchors))
    early = " The limits are provisional." if trend.is_provisional else ""
    return f"{ASSURED[trend.promise].format(target=target)}{early}"


def luck(trend: Trend) -> str:
    """That a green period is none of the process's doing, where it is not."""
    if not trend.is_luck or trend.newest is None:
        return ""
    return (
        f"{called(trend.newest.period)} is green by luck, unless more follow: within its limits it misses the target."
    )


def sloping(trend: Trend, figures: Figures) -> str:
    """How steadily it rises or falls, and where that leads; "" where chance may do it."""
    slope = trend.slope
    if slope is None or not slope.is_steady:
        return ""
    way = "Rising" if slope.slope > 0 else "Falling"
    told = f"{way} for {_length(trend)} periods, about {figures.step(slope.slope)} a period"
    return f"{told}{_leading(trend, figures)}."


def limits(trend: Trend, figures: Figures) -> str:
    """Between what values it lies while nothing changes."""
    known = trend.limits
    if known is None:
        return "Nothing is measured yet."
    number = trend.stretches[-1].number
    around = f"around {figures.said(known.centre)}"
    if known.low is None or known.high is None:
        few = number < signals.FEWEST
        why = (
            f"limits need {signals.FEWEST} values, {number} so far" if few else "it does not vary from one to the next"
        )
        return f"It lies {around}; {why}."
    within = f"between {figures.held(known.low)} and {figures.held(known.high)}"
    if trend.running:
        return f"So far it lay {within}, {around}; it is on the move. If that is for good, begin a new baseline."
    return f"While nothing changes it lies {within}, {around}."


def year_ago(trend: Trend, figures: Figures) -> str:
    """The same period of last year beside the newest; "" before two years stand here."""
    before, newest = trend.year_ago, trend.newest
    if before is None or before.value is None or newest is None or newest.value is None:
        return ""
    now = f"{called(newest.period)} was {figures.said(newest.value)}"
    return f"{now}, the same period last year {figures.said(before.value)}."


def unsure(trend: Trend, figures: Figures) -> str:
    """That the newest value rests on few cases."""
    newest = trend.newest
    if newest is None or not newest.is_unsure:
        return ""
    share = newest.share
    within = f": the true share may lie anywhere from {figures.span(share).replace(' to ', ' up to ')}" if share else ""
    return f"Low confidence: {called(newest.period)} rests on {newest.n} cases{within}."


def called(period: Period) -> str:
    """A period in a sentence: October 2026, Quarter 3 of 2026."""
    return period.name.partition(" (")[0]


def _shape(one: Signal) -> str:
    return SHAPES[one.rule][0 if one.upwards else 1]


def _length(trend: Trend) -> int:
    """How many periods the slope was read over, gaps among them."""
    part = trend.stretches[-1]
    last = max(place for place in range(part.first, part.end) if trend.points[place].counted is not None)
    first = min(place for place in range(part.first, part.end) if trend.points[place].counted is not None)
    return last - first + 1


def _leading(trend: Trend, figures: Figures) -> str:
    if trend.anchors is None or trend.slope is None:
        return ""
    minimum, target = curves.acceptable(trend.anchors), curves.on_target(trend.anchors)
    periods = trend_reading.crossing(trend.slope, minimum)
    if periods is not None and minimum.holds(trend.slope.now):
        edge = minimum.high if trend.slope.slope > 0 else minimum.low
        return f"; at this slope the minimum of {figures.said(edge or Decimal(0))} is crossed in {_about(periods)}"
    periods = trend_reading.crossing(trend.slope, target)
    if periods is not None and not target.holds(trend.slope.now):
        edge = target.low if trend.slope.slope > 0 else target.high
        return f"; at this slope the target of {figures.said(edge or Decimal(0))} is reached in {_about(periods)}"
    return ""


def _about(periods: int) -> str:
    return f"about {periods} period{'' if periods == 1 else 's'}"


ORDER: Final = (Bearing.CONCERN, Bearing.IMPROVEMENT, Bearing.CHANGE)
MEANINGS: Final = {
    Bearing.CONCERN: "Concern",
    Bearing.IMPROVEMENT: "Improvement",
    Bearing.CHANGE: "Change",
}
SHAPES: Final = {
    TrendRule.OUTSIDE_LIMITS: ("above the upper limit", "below the lower limit"),
    TrendRule.TWO_OF_THREE: ("two of three near the upper limit", "two of three near the lower limit"),
    TrendRule.RUN_OF_EIGHT: ("8 or more in a row above the centre line", "8 or more in a row below the centre line"),
    TrendRule.SIX_TRENDING: ("6 or more rising in a row", "6 or more falling in a row"),
}
ASSURED: Final = {
    Assurance.WILL_MEET: "Will meet its target of {target}: both limits do.",
    Assurance.HIT_OR_MISS: "Hit or miss: the target of {target} lies between the limits, so chance decides.",
    Assurance.WILL_MISS: "Will miss its target of {target} while nothing changes: both limits do.",
}
