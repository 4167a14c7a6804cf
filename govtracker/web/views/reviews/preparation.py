"""What has to be prepared for a review, and what one's own side notes for itself."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import PreparationNote, PreparationTask, Review
from govtracker.queries import find
from govtracker.queries.reviews import preparing
from govtracker.services.reviews import preparation
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.topics import Note

bp = Blueprint("preparation", __name__)


@bp.get("/r/<key>/reviews/<int:review_id>/preparation")
@requires(Permission.VIEW, subject=find.review)
def show(review: Review, viewer: Viewer) -> Page:
    """Tasks of both sides, notes of one's own."""
    return _page(review, viewer, Note(formdata=None))


@bp.post("/r/<key>/reviews/<int:review_id>/preparation/tasks/<int:task_id>/tick")
@requires(Permission.TICK_TASK, subject=preparing.task)
def tick(task: PreparationTask, viewer: Viewer) -> Response:
    """It is prepared."""
    preparation.tick(task, by=viewer, at=clock.now())
    return see_other(_url(task.review))


@bp.post("/r/<key>/reviews/<int:review_id>/preparation/notes")
@requires(Permission.ADD_TOPIC, subject=find.review)
def add_note(review: Review, viewer: Viewer) -> Page | Response:
    """A note for one's own side."""
    form = Note()

    def add() -> str:
        preparation.note(review, form.body.data or "", by=viewer, at=clock.now())
        return _url(review)

    url = form.create(viewer, add)
    return see_other(url) if url else _page(review, viewer, form, status=422)


@bp.post("/r/<key>/reviews/<int:review_id>/preparation/notes/<int:note_id>/removal")
@requires(Permission.REMOVE_NOTE, subject=preparing.note)
def remove_note(note: PreparationNote, viewer: Viewer) -> Response:
    """Whoever wrote it takes it away."""
    preparation.remove_note(note, by=viewer, at=clock.now())
    return see_other(_url(note.review))


def _page(review: Review, viewer: Viewer, form: Note, *, status: int = 200) -> Page:
    return page(
        "reviews/preparation.html",
        status=status,
        review=review,
        relationship=review.relationship,
        tasks=preparing.shown(viewer, review.id),
        notes=preparing.notes(viewer, review.id),
        side=viewer.side_in(review.relationship.place()),
        today=clock.today(viewer.zone),
        form=form,
    )


def _url(review: Review) -> str:
    return url_for("preparation.show", key=review.relationship.key, review_id=review.id)
