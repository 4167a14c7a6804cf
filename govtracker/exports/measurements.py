"""The grid of measurements as a list: a row a KPI, a column a month."""

from collections.abc import Sequence
from typing import Any

from govtracker.exports.columns import Column, Kind
from govtracker.rules.periods import Period


def columns(months: Sequence[Period]) -> list[Column]:
    """The columns of rows (measure, values by month)."""
    return [
        Column("code", "Code", lambda row: row[0].code, width=10),
        Column("name", "Criterion", lambda row: row[0].name, width=40),
        Column("unit", "Unit", lambda row: row[0].unit_label or row[0].unit.value, width=10),
        *(_of_month(place, month) for place, month in enumerate(months)),
    ]


def _of_month(place: int, month: Period) -> Column:
    def value(row: Any) -> Any:
        return row[1][place]

    return Column(month.key, month.name, value, Kind.NUMBER, width=16)
