"""Ready-made statements of the relationship pulse: what each is about, and what each side reads.

The two wordings of a statement are about the same thing, seen from both ends of the table: only then says the gap
between them anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govtracker.enums import PulseTheme, Side

MOST: Final = 8
LONGEST: Final = 200


class BadStatements(ValueError):
    """Statements that are refused: the field at fault ("trust_client"; "" for all of them) and its sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Wording:
    """One statement as both sides read it."""

    theme: PulseTheme
    client: str
    supplier: str


@dataclass(frozen=True)
class Entry:
    """A statement of the catalogue: what people call it, and its words, in which the companies are named."""

    called: str
    client: str
    supplier: str

    def said(self, theme: PulseTheme, companies: Mapping[Side, str]) -> Wording:
        """Its words with the names of the two companies."""
        names = {side.value: companies[side] for side in Side}
        return Wording(theme, self.client.format(**names)[:LONGEST], self.supplier.format(**names)[:LONGEST])


def called(theme: PulseTheme) -> str:
    """What people call the statement."""
    return CATALOGUE[theme].called


def check(statements: Sequence[Wording]) -> None:
    """Raise BadStatements unless there are one to eight, each of its own theme, worded for both sides."""
    if not statements:
        raise BadStatements("", "Choose at least one statement.")
    if len(statements) > MOST:
        raise BadStatements("", f"Choose at most {MOST} statements; these are {len(statements)}.")
    if len({one.theme for one in statements}) < len(statements):
        raise BadStatements("", "Two statements are about the same thing: choose one of them.")
    for one in statements:
        for side in Side:
            words = getattr(one, side.value).strip()
            if not words:
                raise BadStatements(f"{one.theme}_{side}", "Word the statement for this side, or leave it out.")
            if len(words) > LONGEST:
                raise BadStatements(f"{one.theme}_{side}", f"Keep it to {LONGEST} characters; these are {len(words)}.")


CATALOGUE: Final[Mapping[PulseTheme, Entry]] = {
    PulseTheme.TRUST: Entry("Trust", "We can rely on what {supplier} tells us.", "{client} can rely on what we say."),
    PulseTheme.OPENNESS: Entry(
        "Early word of problems", "{supplier} tells us early about problems.", "We tell {client} early about problems."
    ),
    PulseTheme.FORESIGHT: Entry(
        "Early word of changes",
        "We tell {supplier} early what will change on our side.",
        "{client} tells us early what will change on its side.",
    ),
    PulseTheme.ROLES: Entry(
        "Clear roles", "It is clear who decides what on both sides.", "It is clear who decides what on both sides."
    ),
    PulseTheme.RESPONSIVENESS: Entry(
        "Responsiveness",
        "{supplier} answers our questions in good time.",
        "We answer the questions of {client} in good time.",
    ),
    PulseTheme.DECISIONS: Entry(
        "Timely decisions",
        "We decide in good time what {supplier} waits for.",
        "{client} decides in good time what we wait for.",
    ),
    PulseTheme.FAIRNESS: Entry(
        "Fairness",
        "When something goes wrong, both sides look for the cause and not for somebody to blame.",
        "When something goes wrong, both sides look for the cause and not for somebody to blame.",
    ),
    PulseTheme.ADAPTATION: Entry(
        "Supplier adapts its ways",
        "{supplier} changes its ways of working where our business needs it.",
        "We change our ways of working where the business of {client} needs it.",
    ),
    PulseTheme.OWN_ADAPTATION: Entry(
        "Client adapts its ways",
        "We change our ways of working where that helps {supplier} to serve us better.",
        "{client} changes its ways of working where that helps us to serve it better.",
    ),
    PulseTheme.UNDERSTANDING: Entry(
        "Understanding of the client",
        "{supplier} understands what our business is trying to achieve.",
        "We understand what the business of {client} is trying to achieve.",
    ),
    PulseTheme.APPRECIATION: Entry(
        "Understanding of the supplier",
        "We understand what {supplier} needs from us to do good work.",
        "{client} understands what we need from it to do good work.",
    ),
    PulseTheme.IMPROVEMENT: Entry(
        "Joint improvement",
        "What we improve together makes a difference one can see.",
        "What we improve together makes a difference one can see.",
    ),
    PulseTheme.ESCALATION: Entry(
        "Escalation",
        "What is stuck is escalated early, and settled without bad feeling.",
        "What is stuck is escalated early, and settled without bad feeling.",
    ),
    PulseTheme.VALUE: Entry(
        "Worth for both",
        "Both companies are better off for working together.",
        "Both companies are better off for working together.",
    ),
}
# What a first version offers: one statement of each thing a relationship lives by.
USUAL: Final = (
    PulseTheme.TRUST,
    PulseTheme.OPENNESS,
    PulseTheme.ROLES,
    PulseTheme.RESPONSIVENESS,
    PulseTheme.FAIRNESS,
    PulseTheme.ADAPTATION,
    PulseTheme.UNDERSTANDING,
    PulseTheme.IMPROVEMENT,
)
