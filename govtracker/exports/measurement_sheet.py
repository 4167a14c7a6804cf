"""The measurement sheet of a month: what stands, and a column to fill in."""

from collections.abc import Sequence

from govtracker.documents import fill_in_marks
from govtracker.documents.fill_in_sheets import Column, FillIn
from govtracker.rules.performance.measuring import Measure
from govtracker.rules.performance.sheets import PURPOSE, VALUE
from govtracker.rules.words import label

HELP = "84.5, or 842/1000 for numerator and denominator; a question mark behind it: provisional; empty: missing."
HEADS = (
    Column("KPI", 12),
    Column("What it measures", 44),
    Column("Unit", 26),
    Column("Month", 12),
    Column(VALUE, 24, is_open=True, says=HELP),
)


def sheet(key: str, lines: Sequence[tuple[Measure, str, str, str]]) -> FillIn:
    """Lines of a KPI, its month (2026-10), its cell's name and what stands there, of the relationship `key`."""
    return FillIn(f"Measurements of {key}", HEADS, [_row(key, *line) for line in lines])


def _row(key: str, measure: Measure, month: str, cell: str, text: str) -> tuple[str, ...]:
    unit = measure.unit_label or label(measure.unit)
    ratio = ", or numerator/denominator" if measure.aggregation == "ratio" else ""
    mark = fill_in_marks.mark(PURPOSE, {"in": key, "cell": cell, "seen": text})
    return measure.code, measure.name, f"{unit}{ratio}", month, text, mark
