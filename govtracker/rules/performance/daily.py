"""Daily performance: a day against plan, by the anchors both sides agreed for the month."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from govtracker.enums import Aggregation, Rag
from govtracker.rules.performance import scoring
from govtracker.rules.performance.criteria import Terms
from govtracker.rules.performance.scoring import Measured


@dataclass(frozen=True)
class Day:
    """A day against plan: its value in the KPI's unit, its colour, and how it differs from the day a week before."""

    value: Decimal | None
    rag: Rag
    than_week_before: Decimal | None


def against_plan(terms: Terms, days: Mapping[date, Measured], day: date) -> Day:
    """How a day went; grey without a figure. The plan of a sum is the month's, spread evenly over its days."""
    value, before = (_value(terms, days, one) for one in (day, day - timedelta(7)))
    difference = value - before if value is not None and before is not None else None
    return Day(value, scoring.rag(_as_a_month(terms, value, day), terms.anchors), difference)


def line(terms: Terms, days: Mapping[date, Measured], last: date, *, shown: int) -> Sequence[Decimal | None]:
    """The values of `shown` days up to `last`, oldest first; None where nothing is known."""
    return [_value(terms, days, last - timedelta(back)) for back in range(shown - 1, -1, -1)]


def plan(terms: Terms, day: date) -> Decimal:
    """What the day's value is held against, in the KPI's unit: the target, or its share of the month's sum."""
    if terms.aggregation is Aggregation.SUM:
        return scoring.settled(terms.anchors.target / days_in(day))
    return terms.anchors.target


def days_in(day: date) -> int:
    """How many days the month of a day has."""
    return monthrange(day.year, day.month)[1]


def _as_a_month(terms: Terms, value: Decimal | None, day: date) -> Decimal | None:
    return value * days_in(day) if value is not None and terms.aggregation is Aggregation.SUM else value


def _value(terms: Terms, days: Mapping[date, Measured], day: date) -> Decimal | None:
    measured = days.get(day)
    return scoring.aggregate(terms.aggregation, [measured], unit=terms.unit) if measured else None
