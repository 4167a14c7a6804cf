"""What changed since the last review, or since any day."""

from datetime import date, datetime, time

from flask import Blueprint

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Relationship, Review
from govtracker.queries import find
from govtracker.queries.reviews import changes
from govtracker.queries.reviews.changes import Before
from govtracker.rules import wall_time
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("changes", __name__)
FIRST_DAY = date(1970, 1, 2)


@bp.get("/r/<key>/changes")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """Of a relationship: since the review before, or since the day the address names."""
    now, named = clock.now(), addresses.day("since")
    before = None if named else changes.review_before(viewer, relationship.id, now)
    return _page(relationship, viewer, before, _since(named, before, viewer), now)


@bp.get("/r/<key>/reviews/<int:review_id>/changes")
@requires(Permission.VIEW, subject=find.review)
def of_review(review: Review, viewer: Viewer) -> Page:
    """Between the review before of the same forum, or a day the address names, and this one: what both sides share."""
    now, named = clock.now(), addresses.day("since")
    until = min(now, review.held_at or now)
    begins = min(until, review.scheduled_at)
    forum_id = review.forum_id
    before = None if named else changes.review_before(viewer, review.relationship_id, begins, forum_id=forum_id)
    return _page(review.relationship, viewer, before, _since(named, before, viewer), until, review=review)


def _page(
    relationship: Relationship,
    viewer: Viewer,
    before: Before | None,
    since: datetime | None,
    until: datetime,
    *,
    review: Review | None = None,
) -> Page:
    begins = since or relationship.created_at
    shared = review is not None
    return page(
        "changes/show.html",
        relationship=relationship,
        review=review,
        before=before,
        since=begins,
        since_on=wall_time.local(begins, viewer.zone).date(),
        found=changes.since(viewer, relationship, begins, until=until, only_shared=shared),
        most=changes.MOST,
    )


def _since(named: date | None, before: Before | None, viewer: Viewer) -> datetime | None:
    """The beginning of the named day for who looks, else when the review before was held."""
    if named is not None:
        return wall_time.on(named, time(), viewer.zone)
    return before.held_at if before else None
