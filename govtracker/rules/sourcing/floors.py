"""The floor of acceptable experience: what no saving may break."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import FloorMeasure
from govtracker.rules.performance import explanation


@dataclass(frozen=True)
class Floor:
    """The least acceptable experience, from 0 to 100 by its measure."""

    measure: FloorMeasure
    value: Decimal


def said(floor: Floor, value: Decimal | None = None) -> str:
    """The floor, or another value by its measure, in words: CSAT of 75 %."""
    word, unit = WORDS[floor.measure]
    return f"{word} of {explanation.figure(floor.value if value is None else value)}{unit}"


def breach(floor: Floor, expected: Decimal) -> str:
    """Why somebody or something that gives this experience is out of the question; "" where it is not.

    `expected` is 0–100 by the floor's measure; what equals the floor keeps it.
    """
    if expected >= floor.value:
        return ""
    return (
        f"Below the floor: {said(floor, expected)} is expected, at least {said(floor)} is acceptable, "
        "and no saving may break that."
    )


def fault(value: Decimal) -> str:
    """Why this cannot be a value of a floor's measure; "" where it can."""
    return "" if 0 <= value <= 100 else "Enter a value from 0 to 100."


# what each measure is called within a sentence, and its unit
WORDS: Final[Mapping[FloorMeasure, tuple[str, str]]] = {
    FloorMeasure.EXPERIENCE_SCORE: ("an experience score", ""),
    FloorMeasure.CSAT: ("a CSAT", " %"),
    FloorMeasure.FIRST_CONTACT_RESOLUTION: ("a first-contact resolution", " %"),
}
