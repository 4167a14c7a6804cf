"""The parts of a sourcing evaluation that is prepared: its candidates, its criteria, its evaluators."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import CriterionGroup
from govtracker.models import EvaluationCandidate, EvaluationCriterion, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.rules import money
from govtracker.rules.sourcing import evaluation_set
from govtracker.services.sourcing import evaluation_criteria, evaluation_sheets, evaluations
from govtracker.services.sourcing.evaluation_criteria import Terms
from govtracker.services.sourcing.evaluations import Offer
from govtracker.web import evaluation_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import evaluations as forms

bp = Blueprint("evaluation_parts", __name__)
ONE = "/sourcing/evaluations/<int:evaluation_id>"
CANDIDATE = f"{ONE}/candidates/<int:candidate_id>"
CRITERION = f"{ONE}/criteria/<int:criterion_id>"
TERMS = ("group", "name", "description", "weight", "minimum", "is_experience")
LEVELS = tuple(f"level_{number}" for number in range(1, 6))


@bp.get(f"{ONE}/candidates/new")
@requires(Permission.EDIT_SOURCING)
def new_candidate(viewer: Viewer, evaluation_id: int) -> Page:
    """A blank candidate."""
    evaluation = asked.one(viewer, evaluation_id)
    return _candidate(evaluation, forms.NewCandidate(formdata=None), viewer)


@bp.post(f"{ONE}/candidates")
@requires(Permission.EDIT_SOURCING)
def add_candidate(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """One who could give it."""
    evaluation, form = asked.one(viewer, evaluation_id), forms.NewCandidate()

    def add() -> str:
        evaluations.add_candidate(evaluation, _offer(form.data), by=viewer, at=clock.now())
        return _url(evaluation_id)

    url = form.create(viewer, add)
    return see_other(url) if url else _candidate(evaluation, form, viewer, status=422)


@bp.get(f"{CANDIDATE}/edit")
@requires(Permission.EDIT_SOURCING)
def edit_candidate(viewer: Viewer, evaluation_id: int, candidate_id: int) -> Page:
    """A candidate as a form."""
    evaluation = asked.one(viewer, evaluation_id)
    candidate, form = asked.candidate(evaluation, candidate_id), forms.EditCandidate(formdata=None)
    form.open(_stored_candidate(candidate))
    return _candidate(evaluation, form, viewer, candidate)


@bp.post(CANDIDATE)
@requires(Permission.EDIT_SOURCING)
def update_candidate(viewer: Viewer, evaluation_id: int, candidate_id: int) -> Page | Response:
    """Store what has become known of it."""
    evaluation = asked.one(viewer, evaluation_id)
    candidate, form = asked.candidate(evaluation, candidate_id), forms.EditCandidate()
    stored = _stored_candidate(candidate)
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        offer, now = _offer({**stored, **values}), clock.now()
        if form.did(lambda: evaluations.edit_candidate(evaluation, candidate, offer, by=viewer, at=now)):
            return see_other(_url(evaluation_id))
    return _candidate(evaluation, form, viewer, candidate, status=422)


@bp.post(f"{ONE}/criteria/ready-made")
@requires(Permission.EDIT_SOURCING)
def propose_criteria(viewer: Viewer, evaluation_id: int) -> Response:
    """Begin with the ready-made set."""
    evaluation_criteria.propose(asked.one(viewer, evaluation_id), by=viewer, at=clock.now())
    return see_other(_url(evaluation_id))


@bp.get(f"{ONE}/criteria/new")
@requires(Permission.EDIT_SOURCING)
def new_criterion(viewer: Viewer, evaluation_id: int) -> Page:
    """A blank criterion, with levels to begin with."""
    evaluation = asked.one(viewer, evaluation_id)
    form = evaluation_pages.criterion_form(
        forms.NewCriterion(formdata=None, data=dict(zip(LEVELS, evaluation_set.PLAIN, strict=True)))
    )
    return page("evaluations/criterion.html", evaluation=evaluation, form=form, criterion=None)


@bp.post(f"{ONE}/criteria")
@requires(Permission.EDIT_SOURCING)
def add_criterion(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """One criterion more."""
    evaluation, form = asked.one(viewer, evaluation_id), evaluation_pages.criterion_form(forms.NewCriterion())

    def add() -> str:
        evaluation_criteria.add(evaluation, _terms(form.data), by=viewer, at=clock.now())
        return _url(evaluation_id)

    url = form.create(viewer, add)
    if url:
        return see_other(url)
    return page("evaluations/criterion.html", evaluation=evaluation, form=form, criterion=None, status=422)


@bp.get(f"{CRITERION}/edit")
@requires(Permission.EDIT_SOURCING)
def edit_criterion(viewer: Viewer, evaluation_id: int, criterion_id: int) -> Page:
    """A criterion as a form."""
    evaluation = asked.one(viewer, evaluation_id)
    criterion = asked.criterion(evaluation, criterion_id)
    form = evaluation_pages.criterion_form(forms.EditCriterion(formdata=None))
    form.open(_stored_criterion(criterion))
    return page("evaluations/criterion.html", evaluation=evaluation, form=form, criterion=criterion)


@bp.post(CRITERION)
@requires(Permission.EDIT_SOURCING)
def update_criterion(viewer: Viewer, evaluation_id: int, criterion_id: int) -> Page | Response:
    """Store what was changed of it."""
    evaluation = asked.one(viewer, evaluation_id)
    criterion = asked.criterion(evaluation, criterion_id)
    form, stored = evaluation_pages.criterion_form(forms.EditCriterion()), _stored_criterion(criterion)
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        terms, now = _terms({**stored, **values}), clock.now()
        if form.did(lambda: evaluation_criteria.edit(evaluation, criterion, terms, by=viewer, at=now)):
            return see_other(_url(evaluation_id))
    return page("evaluations/criterion.html", evaluation=evaluation, form=form, criterion=criterion, status=422)


@bp.post(f"{ONE}/evaluators")
@requires(Permission.EDIT_SOURCING)
def ask_evaluator(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Name a colleague who rates."""
    evaluation = asked.one(viewer, evaluation_id)
    form = evaluation_pages.evaluator_form(forms.NewEvaluator(), viewer)

    def ask() -> str:
        evaluation_sheets.ask(evaluation, form.person_id.data, form.area_id.data, by=viewer, at=clock.now())
        return _url(evaluation_id)

    url = form.create(viewer, ask)
    return see_other(url) if url else evaluation_pages.show(evaluation, viewer, status=422, evaluator=form)


@bp.post(f"{ONE}/evaluators/<int:sheet_id>/withdrawal")
@requires(Permission.EDIT_SOURCING)
def withdraw_evaluator(viewer: Viewer, evaluation_id: int, sheet_id: int) -> Response:
    """Ask them no more."""
    sheet = sheets.of_evaluation(asked.one(viewer, evaluation_id), sheet_id)
    evaluation_sheets.withdraw(sheet, by=viewer, at=clock.now())
    return see_other(_url(evaluation_id))


def _candidate(
    evaluation: SourcingEvaluation,
    form: Any,
    viewer: Viewer,
    candidate: EvaluationCandidate | None = None,
    *,
    status: int = 200,
) -> Page:
    known = [name for _, name in asked.known_companies(viewer)]
    return page(
        "evaluations/candidate.html", status=status, evaluation=evaluation, form=form, candidate=candidate, known=known
    )


def _offer(values: dict[str, Any]) -> Offer:
    text = {name: values[name] or "" for name in ("name", "location", "currency", "notes")}
    return Offer(is_in_house=bool(values["is_in_house"]), price=values["price"], **text)


def _stored_candidate(one: EvaluationCandidate) -> dict[str, Any]:
    price = None if one.price is None else money.amount(one.price, one.currency)
    same = {name: getattr(one, name) for name in ("name", "is_in_house", "location", "currency", "notes")}
    return {**same, "price": price}


def _terms(values: dict[str, Any]) -> Terms:
    return Terms(
        group=CriterionGroup(values["group"]),
        name=values["name"] or "",
        description=values["description"] or "",
        weight=values["weight"],
        minimum=values["minimum"],
        is_experience=bool(values["is_experience"]),
        levels=[values[name] or "" for name in LEVELS],
        area_ids=values["area_ids"] or [],
    )


def _stored_criterion(one: EvaluationCriterion) -> dict[str, Any]:
    same = {name: getattr(one, name) for name in (*TERMS, "area_ids")}
    return {**same, **dict(zip(LEVELS, one.levels, strict=True))}


def _url(evaluation_id: int) -> str:
    return url_for("evaluations.show", evaluation_id=evaluation_id)
