"""The calendar of a forum: its next reviews laid out, and laid anew when its cadence, a calendar or a zone changes."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.models import Forum, Review
from govtracker.queries import claims
from govtracker.queries.governance import forums, joint_days
from govtracker.queries.reviews import reviews
from govtracker.rules import wall_time
from govtracker.rules.governance import cadence, day_shift
from govtracker.rules.governance.cadence import Occurrence
from govtracker.rules.governance.day_shift import Closed
from govtracker.rules.reviews import review_steps
from govtracker.rules.reviews.review_steps import Course, Planned
from govtracker.services import events
from govtracker.services.reviews import invitations, review_course

AHEAD = 3  # reviews
CAUGHT_UP = timedelta(days=31)  # an outage whose periods are laid out all the same
PUT_OFF = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)
TOLD = ("period_key", "local_on", "scheduled_at")  # of a review that moves


def lay_out(forum: Forum, *, at: datetime) -> None:
    """Plan the next reviews that are not there yet; each period of a forum has one, however often this runs.

    One that an earlier rule left over is restored.
    """
    db.session.flush()
    closed = joint_days.closed(forum.relationship)
    meetings = _meetings(forum, closed, since=_laid_until(forum, at), at=at, count=AHEAD)
    rows = [_row(forum, meeting, closed) for meeting in meetings]
    for review in reviews.by_ids(claims.insert_missing(Review, rows, unique=["forum_id", "period_key"])):
        events.record(review, "review_scheduled", by=None, at=at, changes={"scheduled_at": [None, review.scheduled_at]})
    _restore(forum, [meeting for meeting in meetings if meeting.at > at], closed, at=at)
    forum.plan_at = next((meeting.at for meeting in meetings if meeting.at > at), None)
    forum.laid_with = wall_time.data_version()


def lay_anew(forum: Forum, *, by: Viewer | None, at: datetime) -> None:
    """Lay the rule over what is planned, after any change of the cadence, of a calendar, or of the time zone data.

    What is not yet in preparation moves to its new day; what is in preparation, or was moved by hand, keeps its day
    and its wall time; what is over or called off stays as it is.
    """
    movable = reviews.movable(forum.id, at=at)
    taken = reviews.periods(forum.id) - {review.period_key for review in movable}
    closed = joint_days.closed(forum.relationship)
    meetings = _meetings(forum, closed, since=at, at=at, count=AHEAD + len(movable))
    found = review_steps.replanned(
        [Planned(review.id, review.period_key) for review in movable],
        [meeting for meeting in meetings if meeting.period_key not in taken],
    )
    by_id = {review.id: review for review in movable}
    _clear_the_way([(by_id[review_id], meeting) for review_id, meeting in found.moved])
    for review_id, meeting in found.moved:
        _move(by_id[review_id], meeting, closed, by=by, at=at)
    for review_id in found.gone:
        review_course.leave_over(by_id[review_id], by=by, at=at)
    for review in reviews.fixed(forum.id, at=at):
        _keep_wall_time(review, closed, by=by, at=at)
    lay_out(forum, at=at)


def lay_anew_of(organisation_id: int, *, at: datetime) -> None:
    """The same for every forum of a company whose business calendar has changed."""
    db.session.flush()
    for forum in forums.of_organisation(organisation_id):
        lay_anew(forum, by=None, at=at)


def plan(forum_id: int, at: datetime) -> None:
    """Lay out the next reviews of a forum of which one has passed."""
    lay_out(forums.to_be_planned(forum_id), at=at)


def follow_zones(forum_id: int, at: datetime) -> None:
    """Lay the reviews of a forum anew by the time zone data this process has."""
    lay_anew(forums.to_be_planned(forum_id), by=None, at=at)


def put_off_planning(forum_id: int, at: datetime) -> None:
    """Plan it later: something is wrong with it, and others wait."""
    forums.to_be_planned(forum_id).plan_at = at + PUT_OFF


def _meetings(forum: Forum, closed: Closed, *, since: datetime, at: datetime, count: int) -> Sequence[Occurrence]:
    """The meetings after `since` up to the first `count` after `at`; none of an ended forum or within its pause."""
    if forum.ended_at is not None:
        return []
    resumes = _resumes_at(forum)
    since, at = max(since, resumes), max(at, resumes)
    return cadence.ahead(forum.cadence, since=since, at=at, count=count, closed=closed)


def _resumes_at(forum: Forum) -> datetime:
    if forum.paused_until is None:
        return datetime.min.replace(tzinfo=UTC)
    return wall_time.on(forum.paused_until, time(), forum.zone) - MOMENT


def _laid_until(forum: Forum, at: datetime) -> datetime:
    """From where on periods may lack their review: that of the last planning, for a worker may have been away."""
    return at if forum.plan_at is None else min(at, max(forum.plan_at - MOMENT, at - CAUGHT_UP))


def _row(forum: Forum, meeting: Occurrence, closed: Closed) -> dict[str, Any]:
    values = _days(forum, meeting, closed)
    found = review_steps.next_step(
        Course(ReviewStatus.SCHEDULED, meeting.at, invited_for=None, freeze_at=values["freeze_at"])
    )
    return {
        "forum_id": forum.id,
        "relationship_id": forum.relationship_id,
        **values,
        "status": ReviewStatus.SCHEDULED,
        "step_at": found[1] if found else None,
    }


def _restore(forum: Forum, meetings: Sequence[Occurrence], closed: Closed, *, at: datetime) -> None:
    over = {review.period_key: review for review in reviews.left_over(forum.id)} if meetings else {}
    for meeting in meetings:
        if meeting.period_key in over:
            review = over[meeting.period_key]
            review_course.restore(review, by=None, at=at)
            _move(review, meeting, closed, by=None, at=at)


def _days(forum: Forum, meeting: Occurrence, closed: Closed) -> dict[str, Any]:
    """What a review takes over from its occurrence."""
    frozen_on = day_shift.before(meeting.local_on, forum.freeze_days, closed)
    return {
        "period_key": meeting.period_key,
        "local_on": meeting.local_on,
        "local_time": forum.local_time,
        "zone": forum.zone,
        "nominal_on": meeting.nominal_on,
        "shifted_because": meeting.because,
        "scheduled_at": meeting.at,
        "freeze_at": wall_time.on(frozen_on, forum.local_time, forum.zone),
    }


def _clear_the_way(moves: Sequence[tuple[Review, Occurrence]]) -> None:
    """Two reviews may change periods with one another; for a moment neither holds its own."""
    wanted = {meeting.period_key for _, meeting in moves}
    crossing = [review for review, meeting in moves if review.period_key != meeting.period_key]
    if any(review.period_key in wanted for review in crossing):
        reviews.free_periods([review.id for review in crossing])


def _move(review: Review, meeting: Occurrence, closed: Closed, *, by: Viewer | None, at: datetime) -> None:
    values = _days(review.forum, meeting, closed)
    told = {name: values.pop(name) for name in TOLD}
    for name, value in values.items():
        setattr(review, name, value)
    events.change(review, "review_moved", by=by, at=at, reason=meeting.because, **told)
    invitations.settle(review, at=at)
    review_course.set_step(review)


def _keep_wall_time(review: Review, closed: Closed, *, by: Viewer | None, at: datetime) -> None:
    """Its day and the time on the wall stand; the instant follows the zone's data as they are now."""
    if review.local_time is None:
        return
    scheduled_at = wall_time.on(review.local_on, review.local_time, review.zone)
    events.change(review, "review_moved", by=by, at=at, scheduled_at=scheduled_at)
    invitations.settle(review, at=at)
    review_course.set_step(review)
