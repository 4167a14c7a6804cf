"""Files of candidates: put there by the office, taken out by who reads the strategy or rates by them."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock, config
from govtracker.access import Permission, Viewer
from govtracker.models import EvaluationCandidate, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_files as asked_files
from govtracker.queries.sourcing import evaluations as asked
from govtracker.services.issues.attachments import Sent
from govtracker.services.sourcing import evaluation_files
from govtracker.web import files
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import evaluations as forms

bp = Blueprint("evaluation_files", __name__)
ONE = "/sourcing/evaluations/<int:evaluation_id>"
OF_CANDIDATE = f"{ONE}/candidates/<int:candidate_id>/files"
FILE = f"{ONE}/files/<int:file_id>"


@bp.get(f"{OF_CANDIDATE}/new")
@requires(Permission.EDIT_SOURCING)
def new(viewer: Viewer, evaluation_id: int, candidate_id: int) -> Page:
    """Which files."""
    evaluation = asked.one(viewer, evaluation_id)
    return _new(evaluation, asked.candidate(evaluation, candidate_id), forms.CandidateFiles(formdata=None))


@bp.post(OF_CANDIDATE)
@requires(Permission.EDIT_SOURCING, own_transaction=True)
def add(viewer: Viewer, evaluation_id: int, candidate_id: int) -> Page | Response:
    """Put files under a candidate."""
    form, sent = forms.CandidateFiles(), list[Sent]()
    asked.candidate(asked.one(viewer, evaluation_id), candidate_id)  # nothing is kept for who may not

    def attached() -> str:
        evaluation = asked.one(viewer, evaluation_id)
        candidate = asked.candidate(evaluation, candidate_id)
        evaluation_files.attach(evaluation, candidate, sent, by=viewer, at=clock.now())
        return _url(evaluation_id)

    url = form.create(viewer, attached, within=lambda: files.kept(form.files, sent))
    if url:
        return see_other(url)
    evaluation = asked.one(viewer, evaluation_id)
    return _new(evaluation, asked.candidate(evaluation, candidate_id), form, status=422)


@bp.get(FILE)
@requires(Permission.OWN)
def show(viewer: Viewer, evaluation_id: int, file_id: int) -> Response:
    """The file, as a download."""
    return files.given_out(asked_files.one(viewer, evaluation_id, file_id))


@bp.post(f"{FILE}/removal")
@requires(Permission.EDIT_SOURCING)
def remove(viewer: Viewer, evaluation_id: int, file_id: int) -> Response:
    """Take it away."""
    evaluation = asked.one(viewer, evaluation_id)
    found = asked_files.one(viewer, evaluation_id, file_id)
    evaluation_files.remove(evaluation, found, by=viewer, at=clock.now())
    return see_other(_url(evaluation_id))


def _new(
    evaluation: SourcingEvaluation, candidate: EvaluationCandidate, form: forms.CandidateFiles, *, status: int = 200
) -> Page:
    settings = config.current()
    return page(
        "evaluations/files.html",
        status=status,
        evaluation=evaluation,
        candidate=candidate,
        form=form,
        most=settings.max_attachment,
        together=settings.max_upload,
    )


def _url(evaluation_id: int) -> str:
    return f"{url_for('evaluations.show', evaluation_id=evaluation_id)}#candidates"
