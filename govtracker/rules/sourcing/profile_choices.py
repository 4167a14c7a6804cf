"""What a person chooses in place of a recommendation, and the floor it has to keep."""

from dataclasses import dataclass
from decimal import Decimal

from govtracker.rules.sourcing import floors, profiles
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.profiles import Requirement


class BadChoice(ValueError):
    """A choice that is refused: the field at fault and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Choice:
    """What overrules a recommendation, the experience expected of it by the floor's measure (0–100), and why."""

    requirement: Requirement
    expected: Decimal | None
    reason: str


def check(choice: Choice, recommended: Requirement | None, floor: Floor) -> None:
    """Raise BadChoice for a choice without a reason, one that breaks the floor, or a saving nobody has judged."""
    if not choice.reason.strip():
        raise BadChoice("reason", "Say why: it stands beside the recommendation.")
    if choice.requirement == recommended:
        raise BadChoice("geography", "This is what the rules recommend: there is nothing to overrule.")
    if choice.expected is None:
        if recommended is not None and profiles.saves(choice.requirement, recommended):
            raise BadChoice(
                "expected",
                f"This asks for less than recommended: say which experience you expect. It takes {floors.said(floor)} "
                "at least, and no saving may break that.",
            )
        return
    sentence = floors.fault(choice.expected) or floors.breach(floor, choice.expected)
    if sentence:
        raise BadChoice("expected", sentence)


def holds(choice: Choice, floor: Floor) -> bool:
    """Whether a choice made before still keeps the floor of today."""
    return choice.expected is None or not floors.breach(floor, choice.expected)
