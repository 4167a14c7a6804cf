"""Minutes may be amended until both chairs have agreed them; what one has agreed to is then agreed no longer."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import Audience, ReviewStatus, Side
from govtracker.mail import minutes_messages
from govtracker.models import Review
from govtracker.models.agreement import unsigned
from govtracker.queries.reviews import chairs
from govtracker.rules import wall_time
from govtracker.services import Refused, events
from govtracker.services.reviews import minutes_answers

OVER = {
    ReviewStatus.MINUTES_AGREED: "Both chairs have agreed these minutes: they stand. Begin an amendment first.",
    ReviewStatus.CANCELLED: "This review will not take place.",
    ReviewStatus.SKIPPED: "This review will not take place.",
}


def amend(review: Review, *, by: Viewer, at: datetime) -> None:
    """Something is added to the minutes or changed in them; refuses where they stand or the review will not be.

    A side that has agreed is asked anew.
    """
    if review.status in OVER:
        raise Refused(OVER[review.status])
    take_back(review, list(Side), by=by, at=at)


def born(review: Review, audience: Audience, *, by: Viewer, at: datetime) -> None:
    """Something is born in a review; what both sides share stands in its minutes."""
    if audience is Audience.SHARED:
        amend(review, by=by, at=at)


def take_back(review: Review, sides: list[Side], *, by: Viewer | None, at: datetime) -> None:
    """What these sides have agreed to is not what stands there now: they are asked anew."""
    agreed = [side for side in sides if review.agreed_at(side) is not None]
    events.change(review, "minutes_amended", by=by, at=at, **unsigned(*sides))
    for side in agreed:
        minutes_answers.begin(review, side, at=at)


def begin_amendment(review: Review, reason: str, *, by: Viewer, at: datetime) -> None:
    """Agreed minutes are written anew, because…; the text that was agreed stays in force until both agree again."""
    if review.status is not ReviewStatus.MINUTES_AGREED:
        raise Refused("Only minutes that both chairs have agreed are amended; these can still be written.")
    if not reason.strip():
        raise Refused("Say why the agreed minutes are amended.", "reason")
    values = {**unsigned(*Side), "status": ReviewStatus.HELD, "amendment_reason": reason.strip()}
    events.change(review, "amendment_begun", by=by, at=at, reason=reason.strip(), **values)
    ask(review, by=by, at=at)


def ask(review: Review, *, by: Viewer, at: datetime) -> None:
    """Both sides are asked for their word on the minutes."""
    found = chairs.of_review(review, on=wall_time.utc(at).date())
    for side in Side:
        minutes_answers.begin(review, side, at=at)
    minutes_messages.asked(review, [found[side].asked_id for side in found], by=by, at=at)
