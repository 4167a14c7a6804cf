"""Reviews: when each forum meets, the agenda, the minutes."""

from itertools import chain
from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import reviews as listing
from govtracker.models import Relationship, Review, Topic
from govtracker.queries import find, history
from govtracker.queries.governance import forums
from govtracker.queries.issues import actions as born
from govtracker.queries.paging import every
from govtracker.queries.reviews import agenda, invitations, records
from govtracker.queries.reviews import reviews as asked
from govtracker.queries.reviews import topics as planned
from govtracker.rules.reviews import topics as topic_rules
from govtracker.rules.reviews.review_steps import TO_COME
from govtracker.services.reviews import review_course, reviews, topics
from govtracker.web import adding_actions, addresses, exporting, minutes_pages, sources
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import reviews as forms
from govtracker.web.forms import topics as topic_forms
from govtracker.web.forms.base import Form

bp = Blueprint("reviews", __name__)
MOST_COMING = 60


@bp.get("/r/<key>/reviews")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """The forums of a relationship, their next reviews, and those that were."""
    if exporting.wanted():
        past_ones = every(lambda after: asked.past(viewer, relationship.id, after=after, size=exporting.PAGE))
        rows = chain(asked.coming(viewer, relationship.id), past_ones)
        return exporting.answer(Listing.of("Reviews", listing.COLUMNS, rows, relationship=relationship), viewer)
    past = asked.past(viewer, relationship.id, **addresses.cursors())
    return page(
        "reviews/index.html",
        relationship=relationship,
        forums=forums.of_relationship(viewer, relationship.id),
        coming=asked.coming(viewer, relationship.id, most=MOST_COMING),
        most_coming=MOST_COMING,
        past=past.rows,
        around=addresses.around(past),
    )


@bp.get("/r/<key>/reviews/<int:review_id>")
@requires(Permission.VIEW, subject=find.review)
def show(review: Review, viewer: Viewer) -> Page:
    """One review: what is talked about, what was decided."""
    return _show(review, viewer)


@bp.post("/r/<key>/reviews/<int:review_id>/topics")
@requires(Permission.ADD_TOPIC, subject=find.review)
def add_topic(review: Review, viewer: Viewer) -> Page | Response:
    """One more topic."""
    form = topic_forms.new_topic(planned.presenters(review.forum, on=clock.today("UTC")))
    url = form.create(viewer, lambda: _at_topic(topics.add(review, topic_forms.plan(form), **_now(viewer))))
    return see_other(url) if url else _show(review, viewer, topic_form=form, status=422)


@bp.get("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>/edit")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def edit_topic(topic: Topic, viewer: Viewer) -> Page:
    """The minutes of one topic as a form."""
    form = forms.Minutes()
    form.open(_stored(topic))
    return page("reviews/edit_topic.html", topic=topic, form=form)


@bp.post("/r/<key>/reviews/<int:review_id>/topics/<int:topic_id>")
@requires(Permission.WRITE_MINUTES, subject=find.topic)
def update_topic(topic: Topic, viewer: Viewer) -> Page | Response:
    """Write minutes; what somebody else wrote meanwhile is kept or shown."""
    form = forms.Minutes()
    values = form.merged(_stored(topic)) if form.validate() else None
    if values is not None and form.did(lambda: reviews.note(topic, values, **_now(viewer))):
        if form.has_merged:
            flash("Saved, together with what somebody else wrote meanwhile.", "good")
        return see_other(_at_topic(topic))
    return page("reviews/edit_topic.html", topic=topic, form=form, status=422)


@bp.get("/r/<key>/reviews/<int:review_id>/actions/new")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def new_action(review: Review, viewer: Viewer) -> Page:
    """A blank action of this review."""
    return adding_actions.new(sources.review(review), viewer)


@bp.post("/r/<key>/reviews/<int:review_id>/actions")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def add_action(review: Review, viewer: Viewer) -> Page | Response:
    """Somebody will do something: an action born here."""
    return adding_actions.create(sources.review(review), viewer)


@bp.post("/r/<key>/reviews/<int:review_id>/cancellation")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def cancel(review: Review, viewer: Viewer) -> Page | Response:
    """It will not take place."""
    form = forms.Cancelled()
    done = form.did(lambda: review_course.cancel(review, form.reason.data or "", **_now(viewer)))
    return see_other(_url(review)) if done else _show(review, viewer, cancel_form=form, status=422)


def _show(review: Review, viewer: Viewer, *, status: int = 200, **forms_with_mistakes: Form) -> Page:
    today = clock.today(viewer.zone)
    people = forums.people(review.forum, on=clock.today("UTC"))
    listed = asked.topics(review.id)
    coming = review.status in TO_COME
    found = records.of_review(viewer, review)
    blank = {
        "topic_form": topic_forms.new_topic(
            {seat.person_id: seat.person for seat in people if seat.person_id}, blank=True
        ),
        "cancel_form": forms.Cancelled(formdata=None),
    }
    return page(
        "reviews/show.html",
        status=status,
        review=review,
        people=people,
        invited=[] if review.held_at else invitations.answers(viewer, review.id),  # who was there stands instead
        coming=coming,
        agenda=agenda.frozen(review) if review.frozen_at else None,
        topics=listed,
        planned_minutes=topic_rules.in_words([row.minutes for row in listed], review.forum.minutes),
        born={part.value: rows for part, rows in found.items()},
        actions=born.of_review(viewer, review.id),
        events=[] if coming else history.of_subject(viewer, review),
        today=today,
        signed={seat.person_id: seat.person for seat in people},
        **minutes_pages.of(review, viewer),
        **{**blank, **forms_with_mistakes},
    )


def _stored(topic: Topic) -> dict[str, Any]:
    return {"title": topic.title, "notes": topic.notes, "decision": topic.decision}


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now()}


def _url(review: Review) -> str:
    return url_for("reviews.show", key=review.relationship.key, review_id=review.id)


def _at_topic(topic: Topic) -> str:
    return f"{_url(topic.review)}#topic-{topic.id}"
