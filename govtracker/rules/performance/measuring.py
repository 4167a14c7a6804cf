"""Measurements: what may be said of a KPI for a month, and how people write it into one cell."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from govtracker.enums import Aggregation, ComputedKpi, CriterionKind, EnteredBy, MeasurementState, Side, Unit
from govtracker.rules.performance import scoring, values
from govtracker.rules.performance.scoring import Measured
from govtracker.rules.periods import Period


class BadEntry(ValueError):
    """An entry that is refused: the part that is at fault and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Measure:
    """What is measured: a KPI without its targets."""

    kpi_id: int
    code: str
    name: str
    unit: Unit
    unit_label: str
    decimals: int
    aggregation: Aggregation
    computed: ComputedKpi | None
    source: str = ""
    kind: CriterionKind = CriterionKind.QUANTITATIVE
    entered_by: EnteredBy = EnteredBy.EITHER


@dataclass(frozen=True)
class Entry:
    """What is said of a KPI for a month: a value, or numerator and denominator; n is how many cases stand behind it."""

    state: MeasurementState
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None


def check(entry: Entry, measure: Measure) -> None:
    """Raise BadEntry for figures that are missing, too many, or outside the domain of the unit."""
    figures = (entry.value, entry.numerator, entry.denominator)
    if entry.state not in WITH_FIGURES:
        if any(figure is not None for figure in figures):
            raise BadEntry("value", f"Leave the figures empty where it is {entry.state.replace('_', ' ')}.")
        return
    try:
        _check_figures(entry, measure)
    except values.BadValue as refusal:
        field = "value" if entry.value is not None else "numerator"
        raise BadEntry(field, refusal.sentence) from refusal
    if entry.n is not None and not 0 <= entry.n < MOST_CASES:
        raise BadEntry("n", "The number of cases lies between 0 and two thousand million.")


def objection(measure: Measure, period: Period, *, today: date, locked: bool, side: Side | None = None) -> str | None:
    """Why people of a side (None: either) cannot enter a value for this month, as a sentence; None where they can."""
    made = made_of_records(measure)
    if made:
        return made
    if period.first_day > today:
        return f"{period.name} has not begun."
    if side and measure.entered_by not in (EnteredBy.EITHER, EnteredBy(side.value)):
        return f"The {measure.entered_by.value} enters it, as both sides have agreed."
    return standing_in_the_way(period) if locked else None


def made_of_records(measure: Measure) -> str | None:
    """What a value comes from that nobody types, and so nobody sets a typed one against; None where people enter it."""
    if measure.computed:
        return "It is computed from what stands here, so nobody enters it."
    if measure.kind is CriterionKind.QUALITATIVE:
        return "Both sides rate it against its levels, on the page of ratings."
    return None


def standing_in_the_way(period: Period) -> str:
    """What to do when a shared or agreed scorecard holds the value."""
    return (
        f"The scorecard of {period.name} is shared and holds this value. "
        "Dispute the scorecard first; then the value can be corrected."
    )


def value(entry: Entry, measure: Measure) -> Decimal | None:
    """The month's value in the KPI's unit; None where there is none."""
    measured = Measured(entry.value, entry.numerator, entry.denominator, entry.n)
    return scoring.aggregate(measure.aggregation, [measured], unit=measure.unit)


def read_cell(text: str, measure: Measure) -> Entry:
    """What one cell says: 84.5 · 842/1000 · n/a · a question mark behind it: provisional · empty: missing.

    Raises BadEntry with field "value".
    """
    typed = text.strip()
    if not typed:
        return Entry(MeasurementState.MISSING)
    if typed.lower() in NOT_APPLICABLE:
        return Entry(MeasurementState.NOT_APPLICABLE)
    state = MeasurementState.PROVISIONAL if typed.endswith("?") else MeasurementState.MEASURED
    above, slash, below = typed.removesuffix("?").strip().partition("/")
    try:
        if slash:
            parts = values.parse_number(above), values.parse_number(below)
            entry = Entry(state, numerator=parts[0], denominator=parts[1])
        else:
            entry = Entry(state, values.parse_number(above, unit=measure.unit))
    except values.BadValue as refusal:
        raise BadEntry("value", refusal.sentence) from refusal
    check(entry, measure)
    return entry


def doubt(text: str, entry: Entry, measure: Measure) -> str:
    """What to ask where a percentage looks like a share of one: 0.85 without a percent sign; "" where nothing is."""
    number = entry.value
    if measure.unit is not Unit.PERCENT or "%" in text or number is None or not 0 < number < 1:
        return ""
    written, hundredfold = values.number_text(number), values.number_text(number * 100)
    return f"{written} may be {hundredfold} % or {written} %: write which, with the percent sign."


def cell(entry: Entry | None) -> str:
    """An entry as one cell says it; `read_cell` reads it back."""
    if entry is None or entry.state is MeasurementState.MISSING:
        return ""
    if entry.state is MeasurementState.NOT_APPLICABLE:
        return "n/a"
    mark = "?" if entry.state is MeasurementState.PROVISIONAL else ""
    if entry.value is not None:
        return values.number_text(entry.value) + mark
    if entry.numerator is None or entry.denominator is None:
        return ""
    return f"{values.number_text(entry.numerator)}/{values.number_text(entry.denominator)}{mark}"


def needs_reason(before: Entry | None, after: Entry) -> bool:
    """Whether a change is a correction one has to give a reason for: of a value that was taken as final."""
    return before is not None and before != after and before.state not in OPEN_ENDED


def _check_figures(entry: Entry, measure: Measure) -> None:
    if entry.value is not None:
        if entry.numerator is not None or entry.denominator is not None:
            raise BadEntry("value", "Enter the value, or numerator and denominator, not both.")
        values.check_value(entry.value, measure.unit)
        return
    if entry.numerator is None and entry.denominator is None:
        raise BadEntry("value", "Enter a number.")
    if measure.aggregation is not Aggregation.RATIO:
        raise BadEntry("numerator", f"{measure.name} is no ratio: enter one value.")
    if entry.numerator is None:
        raise BadEntry("numerator", "The numerator is missing.")
    if entry.denominator is None:
        raise BadEntry("denominator", "The denominator is missing.")
    values.check_ratio(entry.numerator, entry.denominator, measure.unit)


MOST_CASES: Final = 2_000_000_000
NOT_DUE: Final = "Measured by the quarter: not due in this month"
WITH_FIGURES: Final = frozenset({MeasurementState.MEASURED, MeasurementState.PROVISIONAL, MeasurementState.DISPUTED})
OPEN_ENDED: Final = frozenset({MeasurementState.PROVISIONAL, MeasurementState.MISSING})
NOT_APPLICABLE: Final = frozenset({"n/a", "na", "not applicable", "n.a."})
