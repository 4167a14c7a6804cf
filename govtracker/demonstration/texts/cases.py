"""The form of a case: something that goes wrong, and what both companies make of it."""

from typing import NamedTuple

from govtracker.enums import ContactChannel, Severity, Side


class Case(NamedTuple):
    """A kind of issue; words in {braces} are drawn anew each time it happens."""

    category: str
    title: str
    description: str
    why: str
    done: str
    not_again: str
    cause: str  # a category of the catalogue, by name
    severity: Severity
    corrective: str
    preventive: str
    raised: Side = Side.CLIENT
    channel: ContactChannel | None = None
