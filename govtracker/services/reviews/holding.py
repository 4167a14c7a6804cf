"""Holding: a review took place on a day, with these people; who was there can be corrected until the minutes stand."""

from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import ReviewStatus
from govtracker.models import Review
from govtracker.rules import wall_time
from govtracker.rules.reviews import review_steps
from govtracker.services import Refused, events
from govtracker.services.reviews import amending, attendance, review_course
from govtracker.services.reviews.attendance import Attendance


def hold(review: Review, held_on: date, said: Attendance, *, by: Viewer, at: datetime) -> None:
    """It took place on that day (in the forum's zone), and these people were there; both chairs are asked to agree."""
    if review.status not in review_steps.MAY_BE_HELD:
        raise Refused("This review is not waiting to be held.")
    if held_on > wall_time.local(at, review.forum.zone).date():
        raise Refused("That day is still to come.", "held_on")
    attendance.write(review, said, by=by, at=at)
    held_at = min(at, wall_time.on(held_on, review.local_time or review.forum.local_time, review.forum.zone))
    values: dict[str, Any] = {"held_at": held_at, "status": ReviewStatus.HELD}
    events.change(review, "review_held", by=by, at=at, **values)
    review_course.set_step(review)
    amending.ask(review, by=by, at=at)


def correct(review: Review, said: Attendance, *, by: Viewer, at: datetime) -> None:
    """Somebody was there after all, or was not."""
    if review.status is not ReviewStatus.HELD:
        raise Refused("Who was there is written when the review is held, until the minutes stand.")
    if attendance.write(review, said, by=by, at=at):
        amending.amend(review, by=by, at=at)
