"""How long the installation keeps what it would not need for its history: one table, changed per installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Kept(StrEnum):
    """A kind of data that does not stay for ever."""

    MAIL_TEXTS = "mail_texts"
    FAILED_MAILS = "failed_mails"
    NOTICES = "notices"
    IMPORT_FILES = "import_files"
    OLD_PACKS = "old_packs"
    USED_INVITATIONS = "used_invitations"
    SENT_FORMS = "sent_forms"
    PERSONAL_EXPORTS = "personal_exports"
    FORMER_COLLEAGUES = "former_colleagues"


@dataclass(frozen=True)
class Term:
    """What it is, since when its days count, and how many there are unless the installation says otherwise.

    What `stays` when they are over is said in words. A legal hold of a relationship stops those that are `held` by it.
    """

    what: str
    since: str
    stays: str
    days: int
    shortest: int = 1
    longest: int = 3650
    held: bool = True


TERMS: Final[Mapping[Kept, Term]] = {
    Kept.MAIL_TEXTS: Term("Text of mails that were sent", "it was written", "kind, state and when", 90, shortest=7),
    Kept.FAILED_MAILS: Term(
        "Text of mails that failed or were stopped", "it was written", "kind, state and why", 30, 7
    ),
    Kept.NOTICES: Term(
        "Words of notices", "it was left", "that there was one, so that it is left once", 180, shortest=180
    ),
    Kept.IMPORT_FILES: Term("Imported files", "it was sent", "what became of each row", 180, shortest=7),
    Kept.OLD_PACKS: Term(
        "Review packs that were made again", "it was made", "the newest of each review", 365, shortest=30
    ),
    Kept.USED_INVITATIONS: Term(
        "Invitations to join and password resets", "it was over", "nothing", 30, shortest=7, held=False
    ),
    Kept.SENT_FORMS: Term(
        "Marks of forms that were sent, so that twice is once", "it was sent", "nothing", 30, shortest=2, held=False
    ),
    Kept.PERSONAL_EXPORTS: Term("Files about a person", "it was made", "that one was made", 7, longest=30, held=False),
    Kept.FORMER_COLLEAGUES: Term(
        "Personal data of people who left", "their access ended", "all of it: their company is only reminded", 365
    ),
}


def days(kind: Kept, chosen: Mapping[str, int]) -> int:
    """How many days a kind is kept, by what the installation chose for it (name → days) or by its term."""
    return chosen.get(kind.value, TERMS[kind].days)


def since(kind: Kept, chosen: Mapping[str, int], at: datetime) -> datetime:
    """What of a kind is older than this instant may go at `at`."""
    return at - timedelta(days=days(kind, chosen))


def objection(kind: Kept, number: int) -> str | None:
    """Why a kind cannot be kept for so many days, as a sentence; None where it can."""
    term = TERMS[kind]
    if term.shortest <= number <= term.longest:
        return None
    return f"Choose {term.shortest} to {term.longest:,} days."
