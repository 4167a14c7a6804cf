"""The calendar of a forum: its next reviews laid out, moved with its cadence, and walked through their steps."""

from datetime import datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.mail import review_messages
from govtracker.models import Forum, Review
from govtracker.queries import claims
from govtracker.queries.governance import forums
from govtracker.queries.reviews import reviews
from govtracker.rules.governance import cadence
from govtracker.rules.governance.cadence import Occurrence
from govtracker.rules.reviews import review_steps
from govtracker.rules.reviews.review_steps import Planned, Step
from govtracker.services import events
from govtracker.services.performance import consequences

AHEAD = 3  # reviews
PUT_OFF = timedelta(hours=1)


def lay_out(forum: Forum, *, at: datetime) -> None:
    """Plan the next reviews that are not there yet; each period of a forum has one, however often this runs."""
    db.session.flush()
    meetings = cadence.occurrences(forum.cadence, after=at, count=AHEAD)
    rows = [_row(forum, meeting) for meeting in meetings]
    for review in reviews.by_ids(claims.insert_missing(Review, rows, unique=["forum_id", "period_key"])):
        events.record(review, "review_scheduled", by=None, at=at, changes={"scheduled_at": [None, review.scheduled_at]})
    forum.plan_at = meetings[0].at if meetings else None


def move(forum: Forum, *, by: Viewer, at: datetime) -> None:
    """Lay a new cadence over what is planned; what is in preparation, held or cancelled stays as it is."""
    movable = reviews.movable(forum.id, at=at)
    taken = reviews.periods(forum.id) - {review.period_key for review in movable}
    meetings = cadence.occurrences(forum.cadence, after=at, count=AHEAD)
    found = review_steps.replanned(
        [Planned(review.id, review.period_key) for review in movable],
        [meeting for meeting in meetings if meeting.period_key not in taken],
    )
    by_id = {review.id: review for review in movable}
    for review_id, meeting in found.moved:
        _move(by_id[review_id], meeting, by=by, at=at)
    for review_id in found.gone:
        cancel(by_id[review_id], "The forum’s cadence has changed.", by=by, at=at)
    lay_out(forum, at=at)


def plan(forum_id: int, at: datetime) -> None:
    """Lay out the next reviews of a forum of which one has passed."""
    lay_out(forums.to_be_planned(forum_id), at=at)


def put_off_planning(forum_id: int, at: datetime) -> None:
    """Plan it later: something is wrong with it, and others wait."""
    forums.to_be_planned(forum_id).plan_at = at + PUT_OFF


def take_step(review_id: int, at: datetime) -> None:
    """All that is due of a review: its people are told, its preparation begins, or it is found missed."""
    review = reviews.to_be_stepped(review_id)
    while (due := _next_step(review)) is not None and due[1] <= at:
        STEPS[due[0]](review, at)
    set_step(review)


def cancel(review: Review, reason: str, *, by: Viewer, at: datetime) -> None:
    """It will not take place; whoever was invited is told."""
    events.change(review, "review_cancelled", by=by, at=at, reason=reason, status=ReviewStatus.CANCELLED)
    set_step(review)
    if review.invited_for is not None:
        review_messages.cancelled(review, reason, _told(review, at), at=at)


def set_step(review: Review) -> None:
    """Remember when the worker has to look at it next: a cache of the rule."""
    found = _next_step(review)
    review.step_at = found[1] if found else None


def put_off(review_id: int, at: datetime) -> None:
    """Look at it later: something is wrong with it, and others wait."""
    reviews.to_be_stepped(review_id).step_at = at + PUT_OFF


def _next_step(review: Review) -> tuple[Step, datetime] | None:
    return review_steps.next_step(review.status, review.scheduled_at, invited_for=review.invited_for)


def _row(forum: Forum, meeting: Occurrence) -> dict[str, object]:
    found = review_steps.next_step(ReviewStatus.SCHEDULED, meeting.at, invited_for=None)
    return {
        "forum_id": forum.id,
        "relationship_id": forum.relationship_id,
        "period_key": meeting.period_key,
        "local_on": meeting.local_on,
        "scheduled_at": meeting.at,
        "status": ReviewStatus.SCHEDULED,
        "step_at": found[1] if found else None,
    }


def _move(review: Review, meeting: Occurrence, *, by: Viewer, at: datetime) -> None:
    events.change(
        review,
        "review_moved",
        by=by,
        at=at,
        period_key=meeting.period_key,
        local_on=meeting.local_on,
        scheduled_at=meeting.at,
    )
    set_step(review)


def _invite(review: Review, at: datetime) -> None:
    before, review.invited_for = review.invited_for, review.scheduled_at
    if review.scheduled_at > at:  # nobody is asked to a meeting that is over
        review_messages.invited(review, _told(review, at), moved_from=before, at=at)


def _prepare(review: Review, at: datetime) -> None:
    events.change(review, "preparation_began", by=None, at=at, status=ReviewStatus.IN_PREPARATION)


def _miss(review: Review, at: datetime) -> None:
    events.change(review, "review_missed", by=None, at=at, status=ReviewStatus.MISSED)


def _told(review: Review, at: datetime) -> list[int | None]:
    people = [seat.person_id for seat in forums.people(review.forum, on=at.date())]
    return [*people, *consequences.raised_people(review, at)]


STEPS = {Step.INVITE: _invite, Step.PREPARE: _prepare, Step.MISS: _miss}
