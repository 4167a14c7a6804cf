"""Explanations: how a criterion's score came about, in words and figures."""

from decimal import Decimal, localcontext
from typing import Final

from govtracker.enums import MeasurementState, Rag, Unit
from govtracker.rules.performance import scoring
from govtracker.rules.performance.anchors import Anchors, Point, acceptable, on_target, points
from govtracker.rules.performance.measuring import NOT_DUE
from govtracker.rules.performance.scorecards import CriterionInput, CriterionResult

Line = tuple[str, str]


def explain(result: CriterionResult) -> list[Line]:
    """Pairs of label and figure from the measurements down to the share in the whole, unrounded but for display."""
    criterion = result.criterion
    if result.value is None or result.score is None:
        reason = f"{NOT_DUE}." if criterion.source == NOT_DUE else ABSENT.get(criterion.state, "No usable value.")
        return [("Score", "none"), ("Because", result.refusal or reason)]
    return [
        *_origin(criterion, result.value),
        *([("Source", criterion.source)] if criterion.source else []),
        *_scoring(result.value, criterion),
        ("Colour", colour(result)),
        ("Weight", f"{figure(criterion.weight)}; {figure(result.share_in_pillar, 1)} % of its pillar's score"),
        ("Share of the overall score", f"{figure(result.share, 1)} %"),
        *_flags(result),
    ]


def curve(anchors: Anchors) -> str:
    """The corners of the curve by rising value: "55 → 0 · 65 → 60 · 70 → 100"."""
    return " · ".join(f"{figure(corner.raw)} → {figure(corner.score)}" for corner in points(anchors))


def sum_done(value: Decimal, anchors: Anchors) -> str:
    """The sum that gives the score: "(58 − 55) ÷ (65 − 55) × 60 = 18"."""
    score = figure(scoring.score(value, anchors), 2)
    if on_target(anchors).holds(value):
        return f"on target: {score}"
    corners = points(anchors)
    if not corners[0].raw < value < corners[-1].raw:
        return f"at the worst value or beyond it: {score}"
    low, high = scoring.segment(value, corners)
    worse, better = (low, high) if low.score < high.score else (high, low)
    return f"{_start(worse)}{_rise(value, worse, better)} = {score}"


def colour(result: CriterionResult) -> str:
    """The colour and its reason, with the anchor it was compared with."""
    anchors = result.criterion.anchors
    span = on_target(anchors) if result.rag is Rag.GREEN else acceptable(anchors)
    ends = [figure(end) for end in (span.low, span.high) if end is not None]
    return f"{result.rag}: {REASONS[result.rag]} {' to '.join(ends)}"


def figure(value: Decimal, places: int = 6) -> str:
    """`value` with thousands set apart and at most so many decimals, no zeros behind: 38,512 or 0.5."""
    with localcontext(scoring.EXACT):
        shown = f"{round(value, places):,f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown == "-0" else shown.replace("-", "−")


def measured(value: Decimal, unit: Unit, *, label: str = "", decimals: int = 1) -> str:
    """A KPI's value as people read it, with its unit or the label it has instead: 58 %, 4.5 h, 1,200 EUR."""
    return figure(value, decimals) + suffix(unit, label)


def suffix(unit: Unit, label: str = "") -> str:
    """What stands behind a figure: its unit, or the label it has instead, set apart from the figure."""
    return f" {label}" if label else SUFFIXES[unit]


def _scoring(value: Decimal, criterion: CriterionInput) -> list[Line]:
    """How the value becomes a score, and what lies beyond the target."""
    if criterion.rated:
        return [("Score", f"{figure(scoring.settled(value), 2)}, the mean of the levels' scores")]
    summed = f"; those agreed times {criterion.summed}, for {criterion.summed} periods are added up"
    corners = curve(criterion.anchors) + (summed if criterion.summed > 1 else "")
    lines = [("Anchors", corners), ("Score", sum_done(value, criterion.anchors))]
    beyond = scoring.stretched(value, criterion.anchors)
    if beyond is not None and criterion.anchors.stretch is not None:
        told = f"{figure(beyond, 2)} of 110 at {figure(criterion.anchors.stretch)}; it counts as 100 here"
        lines.append(("Beyond the target", told))
    return lines


def _origin(criterion: CriterionInput, value: Decimal) -> list[Line]:
    told = ("Value", f"{figure(value)}{SUFFIXES[criterion.unit]}")
    numerator, denominator = criterion.numerator, criterion.denominator
    if numerator is None or denominator is None:
        return [told, *_cases(criterion)]
    factor = " × 100" if criterion.unit is Unit.PERCENT else ""
    division = f"{figure(numerator)} ÷ {figure(denominator)}{factor} = {told[1]}"
    return [("Numerator", figure(numerator)), ("Denominator", figure(denominator)), ("Value", division)]


def _cases(criterion: CriterionInput) -> list[Line]:
    return [] if criterion.n is None else [("Cases", figure(Decimal(criterion.n)))]


def _start(worse: Point) -> str:
    return f"{figure(worse.score)} + " if worse.score else ""


def _rise(value: Decimal, worse: Point, better: Point) -> str:
    gained, whole = (worse.raw, value), (worse.raw, better.raw)
    return f"{_difference(*gained)} ÷ {_difference(*whole)} × {figure(better.score - worse.score)}"


def _difference(one: Decimal, other: Decimal) -> str:
    low, high = sorted((one, other))
    return f"({figure(high)} − {f'({figure(low)})' if low < 0 else figure(low)})"


def _flags(result: CriterionResult) -> list[Line]:
    return [("Note", FLAGS[state])] if (state := result.criterion.state) in FLAGS else []


SUFFIXES: Final = {
    Unit.PERCENT: " %",
    Unit.HOURS: " h",
    Unit.MINUTES: " min",
    Unit.SECONDS: " s",
    Unit.DAYS: " days",
    Unit.MONEY: "",
    Unit.COUNT: "",
    Unit.POINTS: " points",
}
REASONS: Final = {
    Rag.GREEN: "meets the target of",
    Rag.AMBER: "short of the target, no worse than the minimum of",
    Rag.RED: "worse than the minimum of",
}
ABSENT: Final = {
    MeasurementState.MISSING: "Nothing has been entered for this period. Missing counts neither as 0 nor as 100.",
    MeasurementState.NOT_APPLICABLE: "It does not apply in this period.",
}
FLAGS: Final = {
    MeasurementState.PROVISIONAL: "The value is provisional and may still change.",
    MeasurementState.DISPUTED: "The other side disputes this value; the score uses it as recorded.",
}
