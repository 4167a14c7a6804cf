"""Anchors of a KPI: the raw values that mean worst, minimum and target, and which way is better."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from govtracker.enums import Direction, Unit
from govtracker.rules.performance import values

AT_WORST: Final = Decimal(0)
AT_MINIMUM: Final = Decimal(60)
AT_TARGET: Final = Decimal(100)


class BadAnchors(ValueError):
    """Anchors that are refused: the field that is at fault and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Anchors:
    """Three anchors whose order says which way is better; a range KPI has the same three again on its high side.

    On a range, `worst < minimum < target` stand on the low side and `high_target < high_minimum < high_worst` on the
    high side; every value from `target` to `high_target` is on target.
    """

    worst: Decimal
    minimum: Decimal
    target: Decimal
    stretch: Decimal | None = None
    high_target: Decimal | None = None
    high_minimum: Decimal | None = None
    high_worst: Decimal | None = None


@dataclass(frozen=True)
class Point:
    """A corner of the curve: a raw value and its score."""

    raw: Decimal
    score: Decimal


@dataclass(frozen=True)
class Span:
    """Raw values from `low` to `high`, both included; None is open."""

    low: Decimal | None
    high: Decimal | None

    def holds(self, value: Decimal) -> bool:
        """Whether `value` lies in the span; a value equal to an end does."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def validate(anchors: Anchors, unit: Unit) -> None:
    """Raise BadAnchors when anchors are incomplete, outside the unit's domain, equal or crossing."""
    given = list(_given(anchors))
    for field, value in given:
        try:
            values.check_value(value, unit)
        except values.BadValue as refusal:
            raise BadAnchors(field, refusal.sentence) from refusal
    high = (anchors.high_target, anchors.high_minimum, anchors.high_worst)
    if any(part is not None for part in high):
        _validate_range(anchors)
    rising = anchors.worst < anchors.target
    for (left_field, left), (field, value) in pairwise(given):
        if left == value or (left < value) is not rising:
            raise BadAnchors(field, _crossing(left_field, field, rising=rising))


def doubtful(anchors: Anchors, unit: Unit) -> str | None:
    """The field to ask about where percentages look like shares of one (0.85 for 85); None where they do not."""
    given = [(value, field) for field, value in _given(anchors)]
    highest, field = max(given)
    return field if unit is Unit.PERCENT and 0 < highest <= 1 else None


def times(anchors: Anchors, count: int) -> Anchors:
    """The anchors of so many values that are added up, each of which has these."""
    if count == 1:
        return anchors
    return replace(anchors, **{field: value * count for field, value in _given(anchors)})


def direction(anchors: Anchors) -> Direction:
    """Which way is better, read from the order of the anchors."""
    if anchors.high_target is not None:
        return Direction.RANGE
    return Direction.HIGHER if anchors.worst < anchors.target else Direction.LOWER


def points(anchors: Anchors) -> tuple[Point, ...]:
    """The corners of the curve by rising raw value: three, or six for a range."""
    corners = [
        Point(anchors.worst, AT_WORST),
        Point(anchors.minimum, AT_MINIMUM),
        Point(anchors.target, AT_TARGET),
    ]
    if anchors.high_target is not None and anchors.high_minimum is not None and anchors.high_worst is not None:
        corners += [
            Point(anchors.high_target, AT_TARGET),
            Point(anchors.high_minimum, AT_MINIMUM),
            Point(anchors.high_worst, AT_WORST),
        ]
    return tuple(sorted(corners, key=lambda corner: corner.raw))


def on_target(anchors: Anchors) -> Span:
    """Raw values that meet the target."""
    return _span(anchors, anchors.target, anchors.high_target)


def acceptable(anchors: Anchors) -> Span:
    """Raw values that are no worse than the minimum."""
    return _span(anchors, anchors.minimum, anchors.high_minimum)


def _span(anchors: Anchors, near: Decimal, high: Decimal | None) -> Span:
    if direction(anchors) is Direction.LOWER:
        return Span(None, near)
    return Span(near, high)


def _given(anchors: Anchors) -> Iterator[tuple[str, Decimal]]:
    for field in FIELDS:
        value: Decimal | None = getattr(anchors, field)
        if value is not None:
            yield field, value


def _validate_range(anchors: Anchors) -> None:
    for field in ("high_target", "high_minimum", "high_worst"):
        if getattr(anchors, field) is None:
            raise BadAnchors(field, "A range needs all three anchors on its high side.")
    if anchors.stretch is not None:
        raise BadAnchors("stretch", "A range has no stretch: nothing is better than lying in it.")
    if anchors.worst > anchors.target:
        raise BadAnchors("target", "On the low side of a range the worst value is the lowest.")


def _crossing(left: str, field: str, *, rising: bool) -> str:
    way = "above" if rising else "below"
    return f"The {WORDS[field]} has to lie {way} the {WORDS[left]}."


WORDS: Final = {
    "worst": "worst value",
    "minimum": "minimum",
    "target": "target",
    "stretch": "stretch value",
    "high_target": "upper target",
    "high_minimum": "upper minimum",
    "high_worst": "upper worst value",
}
FIELDS: Final = tuple(WORDS)
