"""Series of monthly values for tests of trends."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.trend import Break, Marks, Point, Trend
from govtracker.rules.performance.trend_reading import read
from govtracker.rules.periods import Period, containing

Number = str | int | Decimal | None
HIGHER = Anchors(Decimal(50), Decimal(65), Decimal(70))
LOWER = Anchors(Decimal(12), Decimal(8), Decimal(5))
RANGE = Anchors(
    Decimal(200),
    Decimal(220),
    Decimal(240),
    high_target=Decimal(300),
    high_minimum=Decimal(320),
    high_worst=Decimal(360),
)


def months(number: int, *, first: date = date(2025, 1, 1)) -> list[Period]:
    """So many months in a row."""
    found = [containing(first)]
    while len(found) < number:
        found.append(found[-1].next())
    return found[:number]


def points(values: Sequence[Number]) -> list[Point]:
    """A month for each value."""
    figures = [None if value is None else Decimal(value) for value in values]
    return [Point(month, value) for month, value in zip(months(len(figures)), figures, strict=True)]


def trend(values: Sequence[Number], anchors: Anchors | None = HIGHER, *breaks: Break) -> Trend:
    """What is read from these values."""
    return read(points(values), Marks(anchors, breaks))
