"""What people are told of minutes that wait for their side's word."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import MinutesAnswer, Review
from govtracker.queries.structure import spocs
from govtracker.rules import date_words


def asked(review: Review, recipients: Iterable[int | None], *, by: Viewer, at: datetime) -> None:
    """Both chairs: the minutes can be read and agreed; of an amendment, why it was made."""
    why = f" Why they are amended: {review.amendment_reason}" if review.amendment_reason else ""
    words = f"The minutes of {review.title} wait for the agreement of both chairs.{why}"
    _tell(review, recipients, "asked", words, by=by, at=at)


def reminded(answer: MinutesAnswer, recipient_id: int | None, *, at: datetime) -> None:
    """The chair of the side that says nothing."""
    words = f"{_waiting(answer)}; silence is never a yes."
    _tell(answer.review, [recipient_id], f"reminded:{answer.side.value}", words, by=None, at=at)


def sponsor_told(answer: MinutesAnswer, *, at: datetime) -> None:
    """The sponsor of the side that says nothing."""
    review = answer.review
    sponsor = spocs.sponsor_of_side(review.relationship_id, answer.side, today=at.astimezone(UTC).date())
    words = f"{_waiting(answer)}; its chair was reminded."
    why = f"you are the sponsor of your side of {review.relationship.key}"
    _tell(review, [sponsor], f"sponsor_told:{answer.side.value}", words, by=None, at=at, why=why)


def _waiting(answer: MinutesAnswer) -> str:
    day = date_words.long_day(answer.due_at.astimezone(UTC).date())
    return f"The minutes of {answer.review.title} still wait for the word of your side by {day}"


def _tell(
    review: Review,
    recipients: Iterable[int | None],
    what: str,
    words: str,
    *,
    by: Viewer | None,
    at: datetime,
    why: str = "",
) -> None:
    facts: dict[str, Any] = {
        "what": what,
        "words": words,
        "path": f"/r/{review.relationship.key}/reviews/{review.id}",
        "by": by.person_id if by else None,
        "by_name": by.name if by else "",
        **({"why": why} if why else {}),
    }
    dedupe = f"minutes:{review.id}:{what}:{at.isoformat()}"
    notices.leave(MailKind.ASSIGNMENT, recipients, subject=review, dedupe=dedupe, facts=facts, at=at)
