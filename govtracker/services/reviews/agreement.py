"""Agreement: each chair gives a word on the minutes as read; agreed by both, the text is kept and never changes."""

from datetime import UTC, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ReviewStatus, Side
from govtracker.mail import review_messages
from govtracker.models import AgreedMinutes, Review
from govtracker.models.agreement import signature
from govtracker.queries.governance import forums
from govtracker.queries.reviews import chairs
from govtracker.queries.reviews import minutes as asked
from govtracker.rules.reviews import minutes
from govtracker.services import Refused, events
from govtracker.services.issues import decisions
from govtracker.services.reviews import amending, topics
from govtracker.services.reviews import minutes_answers as answers


def agree(review: Review, seen: str, *, by: Viewer, at: datetime) -> None:
    """A chair agrees the minutes as they have read them (`seen`, see rules.reviews.minutes.mark).

    Where something in them has changed since the other side gave its word, that side is asked anew.
    """
    if review.status is not ReviewStatus.HELD:
        raise Refused("Minutes are agreed after the review, and once.")
    side = _side(review, by, at)
    if review.agreed_at(side) is not None:
        raise Refused("Your side has agreed these minutes already.")
    text = minutes.write(asked.content(review))
    mark = minutes.digest(text)
    if seen != mark:
        raise Refused("Somebody has changed the minutes since you read them: read them again, then agree.")
    is_the_same = answers.end(review, side, mark, at=at)
    events.change(review, "minutes_agreed", by=by, at=at, **signature(side, by.person_id, at))
    if review.agreed_at(side.other) is None:
        return
    if not is_the_same:
        amending.take_back(review, [side.other], by=None, at=at)
        return
    _settle(review, text, mark, by=by, at=at)


def _settle(review: Review, text: str, mark: str, *, by: Viewer, at: datetime) -> None:
    """Both have agreed: the text is kept, what was decided counts, and everybody is told."""
    kept = asked.agreed(review.id)
    number, reason = len(kept) + 1, review.amendment_reason
    signed = {f"{side.value}_{name}": getattr(review, f"{side.value}_{name}") for side in Side for name in SIGNED}
    row = AgreedMinutes(
        review_id=review.id,
        relationship_id=review.relationship_id,
        number=number,
        replaces_id=kept[0].id if kept else None,
        reason=reason,
        text=text,
        digest=mark,
        **signed,
    )
    db.session.add(row)
    values: dict[str, Any] = {"status": ReviewStatus.MINUTES_AGREED, "amendment_reason": ""}
    events.change(review, "minutes_settled", by=by, at=at, reason=reason, **values)
    events.record(review, "minutes_kept", by=by, at=at, changes={"number": [None, number], "digest": [None, mark]})
    decisions.settle_minuted(review, by=by, at=at)
    topics.take_back(review, by=by, at=at)
    topics.carry_on(review, at=at)
    forum, on = review.forum, at.astimezone(UTC).date()
    people = [row.person_id for row in (*forums.people(forum, on=on), *forums.standing_in(forum, on=on))]
    review_messages.outcome(review, people, number=number, at=at)


def _side(review: Review, by: Viewer, at: datetime) -> Side:
    """The side the person may speak for as chair; refuses who does not."""
    side = by.side_in(review.relationship.place())
    chair = chairs.of_review(review, on=at.astimezone(UTC).date()).get(side) if side else None
    own = {seat.seat_id for seat in by.seats} | {seat.acting_for for seat in by.seats}
    if (
        side is None
        or chair is None
        or not chair.may_agree(by.person_id, holds_seat=bool(own & review.stance.answering_seats))
    ):
        raise Refused("The chair of your side agrees the minutes.")
    return side


SIGNED = ("agreed_at", "agreed_by_id")
