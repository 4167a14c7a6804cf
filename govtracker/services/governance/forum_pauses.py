"""A forum that does not meet for a while, meets again, or has ended."""

from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.enums import ReviewStatus
from govtracker.models import Forum
from govtracker.queries.reviews import reviews
from govtracker.rules import wall_time
from govtracker.rules.date_words import long_day
from govtracker.services import Refused, events, required
from govtracker.services.reviews import review_course, review_planning

LONGEST = timedelta(days=730)


def pause(forum: Forum, until: date, reason: str, *, by: Viewer, at: datetime) -> None:
    """It does not meet before that day (of its zone): the reviews before are skipped, their people told."""
    _require_going_on(forum)
    today = wall_time.local(at, forum.zone).date()
    if not today < until <= today + LONGEST:
        raise Refused("Choose a day to come, within two years.", "until")
    because = required.said(reason, "Say why it pauses.")
    events.change(forum, "forum_paused", by=by, at=at, reason=because, paused_until=until, paused_because=because)
    _put_back(forum, by=by, at=at)
    for review in reviews.of_forum_to_come(forum.id, before=until):
        if review.scheduled_at > at:
            review_course.pause(review, f"The forum pauses until {long_day(until)}: {because}", by=by, at=at)
    review_planning.lay_out(forum, at=at)


def resume(forum: Forum, *, by: Viewer, at: datetime) -> None:
    """It meets again from now on; what was skipped because of the pause and is still to come takes place after all."""
    _require_going_on(forum)
    if forum.paused_until is None or forum.paused_until <= wall_time.local(at, forum.zone).date():
        raise Refused("This forum does not pause.")
    events.change(forum, "forum_resumed", by=by, at=at, paused_until=None, paused_because="")
    _put_back(forum, by=by, at=at)
    review_planning.lay_anew(forum, by=by, at=at)


def end(forum: Forum, reason: str, *, by: Viewer, at: datetime) -> None:
    """It meets no more: the reviews to come are cancelled; those held stay with their minutes."""
    _require_going_on(forum)
    because = required.said(reason, "Say why it ends.")
    events.change(forum, "forum_ended", by=by, at=at, reason=because, ended_at=at, ended_because=because, plan_at=None)
    for review in reviews.of_forum_to_come(forum.id):
        if review.scheduled_at > at:
            words = f"The forum has ended: {because}"
            review_course.call_off(review, ReviewStatus.CANCELLED, words, by=by, at=at)


def _put_back(forum: Forum, *, by: Viewer, at: datetime) -> None:
    """What lies in no pause any more, the latest first: each takes its topics back from the one after it.

    Called before a new pause takes its part.
    """
    for review in reversed(reviews.paused(forum.id, at=at)):
        if forum.paused_until is None or review.local_on >= forum.paused_until:
            review_course.put_back(review, by=by, at=at)


def _require_going_on(forum: Forum) -> None:
    if forum.ended_at is not None:
        raise Refused("This forum has ended.")
