"""Candidates and criteria taken out of a sourcing evaluation, and taken up again."""

from collections.abc import Callable

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import SourcingEvaluation
from govtracker.queries.sourcing import evaluations as asked
from govtracker.services.sourcing import evaluation_withdrawals as withdrawals
from govtracker.web import evaluation_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, see_other
from govtracker.web.forms import evaluations as forms

bp = Blueprint("evaluation_withdrawals", __name__)
ONE = "/sourcing/evaluations/<int:evaluation_id>"
CANDIDATE = f"{ONE}/candidates/<int:candidate_id>"
CRITERION = f"{ONE}/criteria/<int:criterion_id>"


@bp.post(f"{CANDIDATE}/removal")
@requires(Permission.EDIT_SOURCING)
def remove_candidate(viewer: Viewer, evaluation_id: int, candidate_id: int) -> Page | Response:
    """Compare it no more."""
    evaluation = asked.one(viewer, evaluation_id)
    candidate, now = asked.candidate(evaluation, candidate_id), clock.now()
    return _taken_out(
        evaluation, viewer, lambda said: withdrawals.remove_candidate(evaluation, candidate, said, by=viewer, at=now)
    )


@bp.post(f"{CRITERION}/removal")
@requires(Permission.EDIT_SOURCING)
def remove_criterion(viewer: Viewer, evaluation_id: int, criterion_id: int) -> Page | Response:
    """Rate by it no more."""
    evaluation = asked.one(viewer, evaluation_id)
    criterion, now = asked.criterion(evaluation, criterion_id), clock.now()
    return _taken_out(
        evaluation, viewer, lambda said: withdrawals.remove_criterion(evaluation, criterion, said, by=viewer, at=now)
    )


@bp.post(f"{CANDIDATE}/return")
@requires(Permission.EDIT_SOURCING)
def take_up_candidate(viewer: Viewer, evaluation_id: int, candidate_id: int) -> Response:
    """Compare it again."""
    evaluation = asked.one(viewer, evaluation_id)
    candidate = asked.candidate(evaluation, candidate_id, withdrawn=True)
    withdrawals.take_up_candidate(evaluation, candidate, by=viewer, at=clock.now())
    return see_other(_url(evaluation))


@bp.post(f"{CRITERION}/return")
@requires(Permission.EDIT_SOURCING)
def take_up_criterion(viewer: Viewer, evaluation_id: int, criterion_id: int) -> Response:
    """Rate by it again."""
    evaluation = asked.one(viewer, evaluation_id)
    criterion = asked.criterion(evaluation, criterion_id, withdrawn=True)
    withdrawals.take_up_criterion(evaluation, criterion, by=viewer, at=clock.now())
    return see_other(_url(evaluation))


def _taken_out(evaluation: SourcingEvaluation, viewer: Viewer, deed: Callable[[str], None]) -> Page | Response:
    form = forms.Reason()
    if form.did(lambda: deed(form.reason.data or "")):
        return see_other(_url(evaluation))
    return evaluation_pages.refused(evaluation, viewer, form)


def _url(evaluation: SourcingEvaluation) -> str:
    return url_for("evaluations.show", evaluation_id=evaluation.id)
