"""The course of a review: walked through its steps by the worker, moved, skipped, put back or called off by people."""

from datetime import date, datetime, time, timedelta

from govtracker.access import Viewer
from govtracker.enums import ReviewStatus
from govtracker.models import Review
from govtracker.queries.governance import joint_days
from govtracker.queries.reviews import reviews
from govtracker.rules import wall_time
from govtracker.rules.governance import day_shift
from govtracker.rules.reviews import review_steps
from govtracker.rules.reviews.review_steps import TO_COME, Course, Step
from govtracker.services import Refused, events, required
from govtracker.services.issues import decisions
from govtracker.services.reviews import freezing, invitations, packs, preparation, topics

PUT_OFF = timedelta(hours=1)
FURTHEST = timedelta(days=366)


def take_step(review_id: int, at: datetime) -> None:
    """All that is due of a review: people are told, preparation begins, its figures freeze, or it is found missed."""
    review = reviews.to_be_stepped(review_id)
    while (due := _next_step(review)) is not None and due[1] <= at:
        STEPS[due[0]](review, at)
    set_step(review)


def put_off(review_id: int, at: datetime) -> None:
    """Look at it later: something is wrong with it, and others wait."""
    reviews.to_be_stepped(review_id).step_at = at + PUT_OFF


def set_step(review: Review) -> None:
    """Remember when the worker has to look at it next: a cache of the rule."""
    found = _next_step(review)
    review.step_at = found[1] if found else None


def move(review: Review, moved_on: date, moved_at: time, reason: str, *, by: Viewer, at: datetime) -> None:
    """It takes place on another day or at another time (of its forum's zone); it still belongs to its own period.

    Refuses a time that is past or more than a year ahead. Whoever was invited is told at once.
    """
    _require_to_come(review, "moved")
    because = required.said(reason, "Say why it is moved.")
    zone = review.zone or review.forum.zone
    if not wall_time.FIRST_ZONED_DAY <= moved_on <= wall_time.LAST_ZONED_DAY:
        raise Refused("Choose a day, for example 2026-12-01.", "moved_on")
    scheduled_at = wall_time.on(moved_on, moved_at, zone)
    if not at < scheduled_at <= at + FURTHEST:
        raise Refused("Choose a time to come, within a year.", "moved_on")
    if scheduled_at == review.scheduled_at:
        raise Refused("That is when it takes place anyway.", "moved_on")
    frozen_on = day_shift.before(moved_on, review.forum.freeze_days, joint_days.closed(review.relationship))
    review.freeze_at = wall_time.on(frozen_on, moved_at, zone)
    if review.freeze_at > at:
        review.frozen_at = None
    events.change(
        review,
        "review_moved",
        by=by,
        at=at,
        reason=because,
        nominal_on=review.nominal_on or review.local_on,
        local_on=moved_on,
        local_time=moved_at,
        zone=zone,
        shifted_because="",
        moved_because=because,
        scheduled_at=scheduled_at,
    )
    invitations.settle(review, at=at)
    set_step(review)


def skip(review: Review, reason: str, *, by: Viewer, at: datetime) -> None:
    """This one is left out; the forum meets again at its next, which takes over what was to be talked about."""
    _require_to_come(review, "skipped")
    call_off(review, ReviewStatus.SKIPPED, required.said(reason, "Say why it is skipped."), by=by, at=at)


def cancel(review: Review, reason: str, *, by: Viewer, at: datetime) -> None:
    """It will not take place, and this is why."""
    _require_to_come(review, "cancelled")
    call_off(review, ReviewStatus.CANCELLED, required.said(reason, "Say why it is cancelled."), by=by, at=at)


def put_back(review: Review, *, by: Viewer | None, at: datetime) -> None:
    """One that was skipped takes place after all; its people are invited anew."""
    if review.status is not ReviewStatus.SKIPPED or review.scheduled_at <= at:
        raise Refused("Only a skipped review whose time is still to come can be put back.")
    if review.forum.ended_at is not None:
        raise Refused("This forum has ended.")
    restore(review, by=by, at=at)


def restore(review: Review, *, by: Viewer | None, at: datetime) -> None:
    """One that was called off is planned again; its topics are its own again, its people are invited anew."""
    review.invited_for = None
    events.change(review, "review_put_back", by=by, at=at, status=ReviewStatus.SCHEDULED)
    topics.take_back(review, by=by, at=at)
    set_step(review)


def call_off(review: Review, status: ReviewStatus, reason: str, *, by: Viewer | None, at: datetime) -> None:
    """It will not take place (`status` is cancelled or skipped); whoever was invited is told."""
    _call_off(review, f"review_{status.value}", status, reason, by=by, at=at)


def pause(review: Review, reason: str, *, by: Viewer, at: datetime) -> None:
    """It falls into a pause of its forum: skipped, and put back where the pause ends earlier."""
    _call_off(review, reviews.PAUSED, ReviewStatus.SKIPPED, reason, by=by, at=at)


def leave_over(review: Review, *, by: Viewer | None, at: datetime) -> None:
    """Its forum's rule has no place for it: cancelled, and restored where the rule names its period again."""
    _call_off(review, reviews.LEFT_OVER, ReviewStatus.CANCELLED, "The forum’s cadence has changed.", by=by, at=at)


def _call_off(review: Review, deed: str, status: ReviewStatus, reason: str, *, by: Viewer | None, at: datetime) -> None:
    events.change(review, deed, by=by, at=at, reason=reason, status=status)
    set_step(review)
    preparation.end(review)
    decisions.ask_seats(review, by=by, at=at)
    invitations.settle(review, reason=reason, at=at)
    topics.carry_on(review, at=at)


def _require_to_come(review: Review, done: str) -> None:
    if review.status not in TO_COME:
        raise Refused(f"Only a review that is still to come can be {done}.")


def _next_step(review: Review) -> tuple[Step, datetime] | None:
    return review_steps.next_step(
        Course(
            review.status,
            review.scheduled_at,
            invited_for=review.invited_for,
            freeze_at=review.freeze_at,
            is_frozen=review.frozen_at is not None,
        )
    )


def _invite(review: Review, at: datetime) -> None:
    review.invited_for = review.scheduled_at
    invitations.settle(review, at=at)


def _prepare(review: Review, at: datetime) -> None:
    preparation.begin(review, at=at)


def _freeze(review: Review, at: datetime) -> None:
    freezing.freeze(review, at=at)
    packs.prepare(review, at=at)


def _miss(review: Review, at: datetime) -> None:
    events.change(review, "review_missed", by=None, at=at, status=ReviewStatus.MISSED)
    preparation.end(review)
    decisions.ask_seats(review, by=None, at=at)
    topics.carry_on(review, at=at)


STEPS = {Step.INVITE: _invite, Step.PREPARE: _prepare, Step.FREEZE: _freeze, Step.MISS: _miss}
