"""What people are told of the preparation of a review: what is asked of them, and by when."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import PreparationTask, Review
from govtracker.rules.date_words import in_words, long_day

NAMED = 3


def asked(review: Review, tasks: Sequence[PreparationTask], *, at: datetime) -> None:
    """Each person once, with all that is new for them."""
    path = f"/r/{review.relationship.key}/reviews/{review.id}/preparation"
    for person_id in dict.fromkeys(task.person_id for task in tasks):
        own = [task for task in tasks if task.person_id == person_id]
        notices.leave(
            MailKind.ASSIGNMENT,
            [person_id],
            subject=review,
            dedupe=f"review:{review.id}:prepare:{at.isoformat()}",
            facts={
                "words": f"{_named(own)} by {long_day(own[0].due_on)}, for {review.title}.",
                "path": path,
                "why": "you have something to prepare for this review",
            },
            at=at,
        )


def _named(tasks: Sequence[PreparationTask]) -> str:
    """ "Enter First contact resolution; Prepare “Night shift”; and two more"."""
    told = [task.title for task in tasks[:NAMED]]
    more = len(tasks) - len(told)
    return "; ".join([*told, f"and {in_words(more)} more"] if more else told)
