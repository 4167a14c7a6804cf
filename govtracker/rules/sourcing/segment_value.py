"""What a customer segment is worth: three inputs, each the word of the function that owns it.

The value is the mean of profitability, lifetime value and recommender influence, 1–5 each and of equal weight (ours):
low under 2.5, high from 3.5 on. What is missing counts as nothing: the level is named once no missing input could
change it, and until then what it is at least and at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import Department, ValueInput, ValueLevel
from govtracker.rules.words import label

LOWEST, HIGHEST = 1, 5
MIDDLE_FROM, HIGH_FROM = Decimal("2.5"), Decimal("3.5")
OWNERS: Final[Mapping[ValueInput, Department]] = {  # until somebody says otherwise
    ValueInput.PROFITABILITY: Department.FINANCE,
    ValueInput.LIFETIME_VALUE: Department.SALES,
    ValueInput.RECOMMENDER_INFLUENCE: Department.MARKETING,
}
SCALES: Final[Mapping[ValueInput, str]] = {
    ValueInput.PROFITABILITY: "1: serving them costs more than it brings; 3: as profitable as all customers together; "
    "5: among the most profitable",
    ValueInput.LIFETIME_VALUE: "1: they buy once and leave; 3: as all customers together; "
    "5: they stay longest and grow",
    ValueInput.RECOMMENDER_INFLUENCE: "1: nobody asks them; 3: others hear of it now and again; "
    "5: others buy, or leave, because of what they say",
}


@dataclass(frozen=True)
class Value:
    """A reading: `index` is the mean (1–5) of what was given, None of nothing; `level` None while it is open."""

    index: Decimal | None
    level: ValueLevel | None
    at_least: ValueLevel
    at_most: ValueLevel
    missing: tuple[ValueInput, ...]

    @property
    def words(self) -> str:
        """The level as people say it, open ones as what they may still become."""
        if self.index is None:
            return "Not valued"
        if self.level:
            return label(self.level)
        return f"{label(self.at_least)} to {self.at_most.value}"


def reading(levels: Mapping[ValueInput, int | None]) -> Value:
    """What the levels that were given (1–5, None where its function has given none) come to."""
    given = [level for level in levels.values() if level is not None]
    missing = tuple(kind for kind in ValueInput if levels.get(kind) is None)
    least, most = (_level(Decimal(sum(given) + edge * len(missing)) / len(ValueInput)) for edge in (LOWEST, HIGHEST))
    index = Decimal(sum(given)) / len(given) if given else None
    return Value(index, least if given and least is most else None, least, most, missing)


def _level(index: Decimal) -> ValueLevel:
    if index >= HIGH_FROM:
        return ValueLevel.HIGH
    return ValueLevel.MIDDLE if index >= MIDDLE_FROM else ValueLevel.LOW
