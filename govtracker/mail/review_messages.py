"""What people are told of reviews: when to come, that it will not be, what was decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Review

Recipients = Iterable[int | None]


def invited(
    review: Review, recipients: Recipients, *, moved_from: datetime | None, sequence: int, at: datetime
) -> None:
    """Chairs and members: when they meet; after a move, what the time was before."""
    _leave(review, recipients, sequence, _when(review, moved_from), at)


def invited_again(
    review: Review, recipients: Recipients, *, moved_from: datetime | None, sequence: int, at: datetime
) -> None:
    """Those who were asked already: the new time, or that something else has changed."""
    _leave(review, recipients, sequence, {**_when(review, moved_from), "again": True}, at)


def answer_asked(review: Review, recipient: int, *, sequence: int, at: datetime) -> None:
    """Somebody who has not answered: whether they come."""
    _leave(review, [recipient], sequence, {**_when(review, None), "reminder": True}, at)


def taken_back(review: Review, reason: str, recipients: Recipients, *, sequence: int, at: datetime) -> None:
    """Everybody who is asked no longer: that the review will not be, and why; "" where it will be without them."""
    _leave(review, recipients, sequence, {"cancelled": reason}, at)


def outcome(review: Review, recipients: Recipients, *, number: int, at: datetime) -> None:
    """Chairs and members: what was decided, and who does what."""
    notices.leave(
        MailKind.REVIEW_OUTCOME,
        recipients,
        subject=review,
        dedupe=f"review:{review.id}:outcome:{number}",
        facts={"number": number},
        at=at,
    )


def pack_ready(review: Review, recipients: Recipients, *, at: datetime) -> None:
    """Chairs and members: what the review is held from can be read."""
    notices.leave(
        MailKind.REVIEW_PACK,
        recipients,
        subject=review,
        dedupe=f"review:{review.id}:pack:{review.scheduled_at.isoformat()}",
        facts={"scheduled_at": review.scheduled_at.isoformat()},
        at=at,
    )


def _when(review: Review, moved_from: datetime | None) -> dict[str, Any]:
    before = moved_from.isoformat() if moved_from else ""
    return {"moved_from": before, "scheduled_at": review.scheduled_at.isoformat()}


def _leave(review: Review, recipients: Recipients, sequence: int, facts: dict[str, Any], at: datetime) -> None:
    """Each word to a calendar has its number; a reminder repeats one."""
    reminded = ":reminder" if "reminder" in facts else ""
    dedupe = f"review:{review.id}:word:{sequence}{reminded}"
    notices.leave(MailKind.REVIEW_INVITATION, recipients, subject=review, dedupe=dedupe, facts=facts, at=at)
