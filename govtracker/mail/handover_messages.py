"""What people are told of handovers."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import HandoverItem
from govtracker.rules.date_words import listed

MOST = 6


def taken_over(items: Sequence[HandoverItem], *, by: Viewer | None, at: datetime) -> None:
    """Whoever takes these things of one relationship over, in one word for all of them."""
    words = f"You took over from {items[0].handover.person.name}: {_listed([item.label for item in items])}."
    _tell(items[0].successor_id, items[0], words, "it was handed over to you", by=by, at=at)


def held_back(items: Sequence[HandoverItem], *, at: datetime) -> None:
    """Whoever planned the handover: these things of one relationship could not be moved on their day."""
    reasons = _listed([f"{item.label} ({item.held_back})" for item in items])
    words = f"Still with {items[0].handover.person.name}: {reasons}"
    _tell(items[0].handover.planned_by_id, items[0], words, "you planned this handover", by=None, at=at)


def _tell(recipient: int | None, item: HandoverItem, words: str, why: str, *, by: Viewer | None, at: datetime) -> None:
    facts = {"words": words, "why": why, "by": by and by.person_id, "by_name": by.name if by else "", "path": "/"}
    dedupe = f"handover:{item.handover_id}:from:{item.id}"
    notices.leave(MailKind.ASSIGNMENT, [recipient], subject=item, dedupe=dedupe, facts=facts, at=at)


def _listed(labels: Sequence[str]) -> str:
    more = len(labels) - MOST
    return listed([*labels[:MOST], f"{more} more"] if more > 0 else list(labels))
