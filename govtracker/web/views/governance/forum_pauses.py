"""A forum that pauses, meets again, or ends; and the topics that return in each of its reviews."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Forum, StandingTopic
from govtracker.queries import find
from govtracker.queries.governance import forums as asked
from govtracker.queries.reviews import topics as asked_topics
from govtracker.rules.words import seat_title
from govtracker.services.governance import forum_pauses
from govtracker.services.reviews import topics
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import topics as forms
from govtracker.web.forms.choices import options
from govtracker.web.forms.review_days import Ended, Paused

bp = Blueprint("forum_pauses", __name__)


@bp.get("/r/<key>/forums/<int:forum_id>/pause/new")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def new(forum: Forum, viewer: Viewer) -> Page:
    """Until when it does not meet, as a form."""
    return page("forums/pause.html", forum=forum, form=Paused())


@bp.post("/r/<key>/forums/<int:forum_id>/pause")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def pause(forum: Forum, viewer: Viewer) -> Page | Response:
    """It does not meet for a while."""
    form = Paused()
    if form.did(lambda: forum_pauses.pause(forum, **form.typed, **_now(viewer))):
        flash("The forum pauses. Its reviews until then are skipped.", "good")
        return see_other(_url(forum))
    return page("forums/pause.html", forum=forum, form=form, status=422)


@bp.post("/r/<key>/forums/<int:forum_id>/return")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def resume(forum: Forum, viewer: Viewer) -> Response:
    """It meets again from now on."""
    forum_pauses.resume(forum, **_now(viewer))
    return see_other(_url(forum))


@bp.get("/r/<key>/forums/<int:forum_id>/end/new")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def last(forum: Forum, viewer: Viewer) -> Page:
    """Why it meets no more, as a form."""
    return page("forums/end.html", forum=forum, form=Ended())


@bp.post("/r/<key>/forums/<int:forum_id>/end")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def end(forum: Forum, viewer: Viewer) -> Page | Response:
    """It meets no more."""
    form = Ended()
    if form.did(lambda: forum_pauses.end(forum, form.reason.data or "", **_now(viewer))):
        flash("The forum has ended. Its minutes stay.", "good")
        return see_other(_url(forum))
    return page("forums/end.html", forum=forum, form=form, status=422)


@bp.get("/r/<key>/forums/<int:forum_id>/topics/new")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def new_topic(forum: Forum, viewer: Viewer) -> Page:
    """A blank topic that returns."""
    return page("forums/topic.html", forum=forum, form=_form(forum))


@bp.post("/r/<key>/forums/<int:forum_id>/topics")
@requires(Permission.EDIT_FORUM, subject=find.forum)
def add_topic(forum: Forum, viewer: Viewer) -> Page | Response:
    """One more topic that returns in each review."""
    form = _form(forum)

    def add() -> str:
        said = (form.title.data or "", form.minutes.data, form.seat_id.data)
        topics.set_standing(forum, *said, **_now(viewer))
        return _url(forum)

    url = form.create(viewer, add)
    return see_other(url) if url else page("forums/topic.html", forum=forum, form=form, status=422)


@bp.post("/r/<key>/forums/<int:forum_id>/topics/<int:standing_id>/end")
@requires(Permission.EDIT_FORUM, subject=asked_topics.standing_topic)
def end_topic(topic: StandingTopic, viewer: Viewer) -> Response:
    """It returns no more."""
    topics.end_standing(topic, **_now(viewer))
    return see_other(_url(topic.forum))


def _form(forum: Forum) -> forms.StandingTopic:
    form = forms.StandingTopic()
    seats = asked.people(forum, on=clock.today("UTC"))
    named = ((seat.id, f"{seat_title(seat.role, seat.area)} · {seat.person or 'vacant'}") for seat in seats)
    form.seat_id.choices = options([forms.NOBODY, *named])
    return form


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now()}


def _url(forum: Forum) -> str:
    return url_for("forums.show", key=forum.relationship.key, forum_id=forum.id)
