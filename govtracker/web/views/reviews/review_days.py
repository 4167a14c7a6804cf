"""The day of a review: moved, left out, put back."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Review
from govtracker.queries import find
from govtracker.services.reviews import review_course
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.review_days import Moved, Skipped

bp = Blueprint("review_days", __name__)


@bp.get("/r/<key>/reviews/<int:review_id>/day/edit")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def edit(review: Review, viewer: Viewer) -> Page:
    """The day it has, to be changed."""
    form = Moved()
    form.open(_stands(review))
    return page("reviews/move.html", review=review, form=form)


@bp.post("/r/<key>/reviews/<int:review_id>/day")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def move(review: Review, viewer: Viewer) -> Page | Response:
    """It takes place at another time; whoever was invited is told. A move meanwhile is shown first."""
    form, stands = Moved(), _stands(review)
    typed = form.merged(stands) if form.validate() else None
    values = {**form.typed, **stands, **(typed or {})}
    if typed is not None and form.did(lambda: review_course.move(review, **values, **_now(viewer))):
        flash("Moved. Everybody who was invited gets the new time.", "good")
        return see_other(_url(review))
    return page("reviews/move.html", review=review, form=form, status=422)


@bp.get("/r/<key>/reviews/<int:review_id>/skipping/new")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def leave_out(review: Review, viewer: Viewer) -> Page:
    """Why it is skipped, as a form."""
    return page("reviews/skip.html", review=review, form=Skipped())


@bp.post("/r/<key>/reviews/<int:review_id>/skipping")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def skip(review: Review, viewer: Viewer) -> Page | Response:
    """This one is left out."""
    form = Skipped()
    if form.did(lambda: review_course.skip(review, form.reason.data or "", **_now(viewer))):
        flash("Skipped. Its topics go on in the next review.", "good")
        return see_other(_url(review))
    return page("reviews/skip.html", review=review, form=form, status=422)


@bp.post("/r/<key>/reviews/<int:review_id>/return")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def put_back(review: Review, viewer: Viewer) -> Response:
    """It takes place after all."""
    review_course.put_back(review, **_now(viewer))
    return see_other(_url(review))


def _stands(review: Review) -> dict[str, Any]:
    return {"moved_on": review.local_on, "moved_at": review.local_time or review.forum.local_time}


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now()}


def _url(review: Review) -> str:
    return url_for("reviews.show", key=review.relationship.key, review_id=review.id)
