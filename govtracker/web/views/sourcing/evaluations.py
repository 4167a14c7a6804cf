"""Sourcing evaluations of one's own company: who could give what is sought, and how far each comparison is."""

from collections.abc import Callable

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import SourcingEvaluation
from govtracker.queries.sourcing import evaluations as asked
from govtracker.services import Refused
from govtracker.services.sourcing import evaluation_course, evaluations
from govtracker.services.sourcing.evaluations import Sought
from govtracker.web import addresses, evaluation_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import evaluations as forms

bp = Blueprint("evaluations", __name__)
ALL = "/sourcing/evaluations"
ONE = f"{ALL}/<int:evaluation_id>"
FIELDS = ("title", "support_type_id", "segment_id", "sought", "experience_floor", "due_on")
REASONS = ("why_none_in_house", "why_alignment_lighter")


@bp.get(ALL)
@requires(Permission.READ_SOURCING)
def index(viewer: Viewer) -> Page:
    """The evaluations, the newest first."""
    found = asked.listed(viewer, **addresses.cursors())
    return page("evaluations/index.html", rows=found.rows, around=addresses.around(found))


@bp.get(f"{ALL}/new")
@requires(Permission.EDIT_SOURCING)
def new(viewer: Viewer) -> Page:
    """A blank one."""
    return page("evaluations/new.html", form=evaluation_pages.sought_form(forms.NewEvaluation(formdata=None), viewer))


@bp.post(ALL)
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer) -> Page | Response:
    """Begin it."""
    form = evaluation_pages.sought_form(forms.NewEvaluation(), viewer)
    url = form.create(viewer, lambda: _begun(form, viewer))
    return see_other(url) if url else page("evaluations/new.html", form=form, status=422)


@bp.get(ONE)
@requires(Permission.READ_SOURCING)
def show(viewer: Viewer, evaluation_id: int) -> Page:
    """What is sought, who is compared by what, who rates, and what it still lacks."""
    return evaluation_pages.show(asked.one(viewer, evaluation_id), viewer)


@bp.get(f"{ONE}/edit")
@requires(Permission.EDIT_SOURCING)
def edit(viewer: Viewer, evaluation_id: int) -> Page:
    """What is sought, as a form."""
    evaluation = asked.one(viewer, evaluation_id)
    form = evaluation_pages.sought_form(forms.EditEvaluation(formdata=None), viewer, evaluation)
    form.open(_stored(evaluation))
    return page("evaluations/edit.html", evaluation=evaluation, form=form)


@bp.post(ONE)
@requires(Permission.EDIT_SOURCING)
def update(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Store what was changed."""
    evaluation = asked.one(viewer, evaluation_id)
    form = evaluation_pages.sought_form(forms.EditEvaluation(), viewer, evaluation)
    values = form.merged(_stored(evaluation)) if form.validate() else None
    now, today = clock.now(), clock.today(viewer.zone)
    if values is not None and form.did(lambda: evaluations.edit(evaluation, values, by=viewer, at=now, today=today)):
        return see_other(url_for("evaluations.show", evaluation_id=evaluation_id))
    return page("evaluations/edit.html", evaluation=evaluation, form=form, status=422)


@bp.post(f"{ONE}/rating")
@requires(Permission.EDIT_SOURCING)
def begin_rating(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Freeze it, and ask the evaluators."""
    evaluation = asked.one(viewer, evaluation_id)
    try:
        evaluation_course.begin_rating(evaluation, by=viewer, at=clock.now())
    except Refused as refusal:
        return evaluation_pages.show(evaluation, viewer, status=422, refused=refusal.text)
    return see_other(url_for("evaluations.show", evaluation_id=evaluation_id))


@bp.post(f"{ONE}/opening")
@requires(Permission.EDIT_SOURCING)
def open_ratings(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Let the ratings lie open."""
    return _turned(viewer, evaluation_id, evaluation_course.open_ratings, "evaluation_results.show")


@bp.post(f"{ONE}/reopening")
@requires(Permission.EDIT_SOURCING)
def reopen_ratings(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Ask everybody to look again."""
    return _turned(viewer, evaluation_id, evaluation_course.reopen_ratings)


@bp.post(f"{ONE}/restart")
@requires(Permission.EDIT_SOURCING)
def start_over(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Back to a draft."""
    return _turned(viewer, evaluation_id, evaluation_course.start_over)


@bp.post(f"{ONE}/cancellation")
@requires(Permission.EDIT_SOURCING)
def cancel(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Give it up."""
    return _turned(viewer, evaluation_id, evaluation_course.cancel)


def _turned(
    viewer: Viewer, evaluation_id: int, deed: Callable[..., None], leads_to: str = "evaluations.show"
) -> Page | Response:
    """Take a turn for the reason that was typed."""
    evaluation, form = asked.one(viewer, evaluation_id), forms.Reason()
    if form.did(lambda: deed(evaluation, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(url_for(leads_to, evaluation_id=evaluation_id))
    return evaluation_pages.refused(evaluation, viewer, form)


def _begun(form: forms.NewEvaluation, viewer: Viewer) -> str:
    sought = Sought(**{name: form[name].data for name in FIELDS})
    evaluation = evaluations.begin(sought, by=viewer, at=clock.now(), today=clock.today(viewer.zone))
    return url_for("evaluations.show", evaluation_id=evaluation.id)


def _stored(evaluation: SourcingEvaluation) -> dict[str, object]:
    return {name: getattr(evaluation, name) for name in (*FIELDS, *REASONS)}
