"""Holding: a review took place on a day, with these people; both can be corrected until the minutes stand."""

from datetime import date, datetime, timedelta
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import ReviewStatus
from govtracker.models import Review
from govtracker.rules import wall_time
from govtracker.rules.reviews import review_steps
from govtracker.services import Refused, events
from govtracker.services.reviews import amending, attendance, invitations, preparation, review_course, topics
from govtracker.services.reviews.attendance import Attendance

EARLIEST = timedelta(days=60)  # before the day it was planned for


def hold(review: Review, held_on: date, said: Attendance, *, by: Viewer, at: datetime) -> None:
    """It took place on that day (in the forum's zone), and these people were there; both chairs are asked to agree.

    Held on a day before the one that is still planned, it moves there: the planned time leaves everybody's calendar.
    """
    if review.status not in review_steps.MAY_BE_HELD:
        raise Refused("This review is not waiting to be held.")
    held_at = _held_at(review, held_on, at)
    attendance.write(review, said, by=by, at=at)
    values: dict[str, Any] = {"held_at": held_at, "status": ReviewStatus.HELD}
    if review.scheduled_at > at and held_on < review.local_on:
        values |= _earlier(review, held_on, held_at)
    events.change(review, "review_held", by=by, at=at, **values)
    review_course.set_step(review)
    invitations.settle(review, at=at)
    topics.take_back(review, by=by, at=at)
    preparation.end(review)
    amending.ask(review, by=by, at=at)


def correct(review: Review, held_on: date, said: Attendance, *, by: Viewer, at: datetime) -> None:
    """Somebody was there after all, or was not, or it was held on another day."""
    if review.status is not ReviewStatus.HELD:
        raise Refused("Who was there is written when the review is held, until the minutes stand.")
    changed = attendance.write(review, said, by=by, at=at)
    if held_on != wall_time.local(review.held_at or review.scheduled_at, review.forum.zone).date():
        held_at = _held_at(review, held_on, at)
        changed |= bool(events.change(review, "held_day_corrected", by=by, at=at, held_at=held_at))
    if changed:
        amending.amend(review, by=by, at=at)


def _held_at(review: Review, held_on: date, at: datetime) -> datetime:
    """The instant a review began on that day; refuses a day to come, and one that only a slip of the pen names."""
    if held_on > wall_time.local(at, review.forum.zone).date():
        raise Refused("That day is still to come.", "held_on")
    if held_on < (review.nominal_on or review.local_on) - EARLIEST:
        raise Refused("That is long before this review was planned for: look at the year.", "held_on")
    return min(at, wall_time.on(held_on, review.local_time or review.forum.local_time, review.forum.zone))


def _earlier(review: Review, held_on: date, held_at: datetime) -> dict[str, Any]:
    return {
        "nominal_on": review.nominal_on or review.local_on,
        "local_on": held_on,
        "scheduled_at": held_at,
        "shifted_because": "",
        "moved_because": "held earlier than planned",
    }
