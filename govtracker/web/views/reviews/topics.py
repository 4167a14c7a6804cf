"""Topics of a review before it is held: their plan, their order, and whether they go on."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Topic
from govtracker.queries import find
from govtracker.queries.reviews import topics as asked
from govtracker.services.reviews import topics
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import topics as forms
from govtracker.web.forms.topics import PlannedTopic

bp = Blueprint("topics", __name__)


@bp.get("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/plan/edit")
@requires(Permission.EDIT_TOPIC, subject=find.topic)
def edit(topic: Topic, viewer: Viewer) -> Page:
    """Title, presenter and minutes as a form."""
    form = _form(topic)
    form.open(_stored(topic))
    return page("reviews/plan_topic.html", topic=topic, form=form)


@bp.post("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/plan")
@requires(Permission.EDIT_TOPIC, subject=find.topic)
def update(topic: Topic, viewer: Viewer) -> Page | Response:
    """Store what was changed; what somebody else changed meanwhile is kept or shown."""
    form, stored = _form(topic), _stored(topic)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(
        lambda: topics.edit(topic, forms.plan(form, {**stored, **values}), **_now(viewer))
    ):
        return see_other(_url(topic))
    return page("reviews/plan_topic.html", topic=topic, form=form, status=422)


@bp.post("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/rise")
@requires(Permission.EDIT_TOPIC, subject=find.topic)
def move_up(topic: Topic, viewer: Viewer) -> Response:
    """Before its neighbour."""
    topics.move(topic, up=True, **_now(viewer))
    return see_other(_url(topic))


@bp.post("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/fall")
@requires(Permission.EDIT_TOPIC, subject=find.topic)
def move_down(topic: Topic, viewer: Viewer) -> Response:
    """After its neighbour."""
    topics.move(topic, up=False, **_now(viewer))
    return see_other(_url(topic))


@bp.post("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/carrying")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def carry_over(topic: Topic, viewer: Viewer) -> Response:
    """The next review has to talk about it again."""
    topics.say_whether_it_goes_on(topic, goes_on=True, **_now(viewer))
    return see_other(_url(topic))


@bp.post("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/finish")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def finish(topic: Topic, viewer: Viewer) -> Response:
    """It is finished."""
    topics.say_whether_it_goes_on(topic, goes_on=False, **_now(viewer))
    return see_other(_url(topic))


def _form(topic: Topic) -> PlannedTopic:
    return forms.planned(asked.presenters(topic.review.forum, on=clock.today("UTC")))


def _stored(topic: Topic) -> dict[str, Any]:
    return {"title": topic.title, "presenter_id": topic.presenter_id, "minutes": topic.minutes}


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now()}


def _url(topic: Topic) -> str:
    review = topic.review
    return f"{url_for('reviews.show', key=review.relationship.key, review_id=review.id)}#topic-{topic.id}"
