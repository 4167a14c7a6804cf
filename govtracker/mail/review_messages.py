"""What people are told of reviews: when to come, that it will not be, what was decided."""

from collections.abc import Iterable
from datetime import datetime

from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Review

Recipients = Iterable[int | None]


def invited(review: Review, recipients: Recipients, *, moved_from: datetime | None, at: datetime) -> None:
    """Chairs and members: when and where they meet; after a move, what the time was before."""
    before = moved_from.isoformat() if moved_from else ""
    notices.leave(
        MailKind.REVIEW_INVITATION,
        recipients,
        subject=review,
        dedupe=f"review:{review.id}:at:{review.scheduled_at.isoformat()}",
        facts={"moved_from": before, "scheduled_at": review.scheduled_at.isoformat()},
        at=at,
    )


def cancelled(review: Review, reason: str, recipients: Recipients, *, at: datetime) -> None:
    """Everybody who was asked to come: it will not take place, and why."""
    notices.leave(
        MailKind.REVIEW_INVITATION,
        recipients,
        subject=review,
        dedupe=f"review:{review.id}:cancelled",
        facts={"cancelled": reason},
        at=at,
    )


def outcome(review: Review, recipients: Recipients, *, at: datetime) -> None:
    """Chairs and members: what was decided, and who does what."""
    notices.leave(
        MailKind.REVIEW_OUTCOME,
        recipients,
        subject=review,
        dedupe=f"review:{review.id}:outcome",
        facts={},
        at=at,
    )
