"""Waiting for a side's word on minutes: a reminder, then its sponsor's notice; its silence is never a yes."""

from datetime import UTC, datetime, timedelta

from govtracker.database import db
from govtracker.enums import ReviewStatus, Side
from govtracker.mail import minutes_messages
from govtracker.models import MinutesAnswer, Review
from govtracker.queries.governance import calendars
from govtracker.queries.reviews import chairs
from govtracker.queries.reviews import minutes_answers as asked
from govtracker.rules.performance import answer_window
from govtracker.rules.performance.answer_window import Step, Window

PUT_OFF = timedelta(hours=1)


def begin(review: Review, side: Side, *, at: datetime) -> None:
    """A side is asked for its word from now on, in working days of its own calendar."""
    answer = asked.of_review(review.id).get(side) or MinutesAnswer(review_id=review.id, review=review, side=side)
    answer.asked_at, answer.mark = at, ""
    answer.reminded_at = answer.sponsor_told_at = None
    window = _window(answer)
    answer.due_at, answer.next_at = window.ends_at, window.remind_at
    db.session.add(answer)


def end(review: Review, side: Side, mark: str, *, at: datetime) -> bool:
    """A side has given its word on the text of this mark; whether the other side gave its word on the same."""
    found = asked.of_review(review.id)
    if side not in found:
        begin(review, side, at=at)
        found = asked.of_review(review.id)
    found[side].next_at, found[side].mark = None, mark
    return side.other in found and found[side.other].mark == mark


def step(answer_id: int, at: datetime) -> None:
    """Remind the chair of the side that is silent, then tell its sponsor; the calendar is asked anew each time."""
    answer = asked.by_id(answer_id)
    review = answer.review
    if review.status is not ReviewStatus.HELD or review.agreed_at(answer.side) is not None:
        answer.next_at = None
        return
    due = answer_window.due(_window(answer), **_told(answer), at=at)
    if due is Step.REMIND:
        answer.reminded_at = at
        chair = chairs.of_review(review, on=at.astimezone(UTC).date())[answer.side]
        minutes_messages.reminded(answer, chair.asked_id, at=at)
    elif due is Step.TELL_SPONSOR:
        answer.sponsor_told_at = at
        minutes_messages.sponsor_told(answer, at=at)
    window = _window(answer)
    is_over = answer.sponsor_told_at is not None
    answer.due_at, answer.next_at = window.ends_at, None if is_over else answer_window.next_at(window, **_told(answer))


def put_off(answer_id: int, at: datetime) -> None:
    """Look at it again later."""
    asked.by_id(answer_id).next_at = at + PUT_OFF


def _told(answer: MinutesAnswer) -> dict[str, bool]:
    return {"reminded": answer.reminded_at is not None, "sponsor_told": answer.sponsor_told_at is not None}


def _window(answer: MinutesAnswer) -> Window:
    relationship = answer.review.relationship
    return answer_window.window(
        answer.asked_at,
        relationship.answer_days,
        calendars.of_organisation(relationship.company(answer.side).id),
        reminded_at=answer.reminded_at,
        sponsor_told_at=answer.sponsor_told_at,
    )
