"""What a sourcing evaluation comes to: the order, where evaluators disagree, the decision, and what follows."""

from flask import Blueprint, url_for
from flask import Response as FileResponse
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import EvaluationStatus, SupplierCategory
from govtracker.models import EvaluationDecision, SourcingEvaluation
from govtracker.queries import NotFound
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.rules import keys
from govtracker.rules.sourcing.evaluation_scores import Result
from govtracker.rules.structure.shipped_templates import SHIPPED
from govtracker.services.sourcing import (
    evaluation_criteria,
    evaluation_decisions,
    evaluation_results,
    evaluation_winners,
)
from govtracker.services.sourcing.evaluation_decisions import Choice
from govtracker.services.sourcing.evaluation_winners import Start
from govtracker.web import evaluation_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import evaluations as forms
from govtracker.web.forms.choices import options

bp = Blueprint("evaluation_results", __name__)
ONE = "/sourcing/evaluations/<int:evaluation_id>"


@bp.get(f"{ONE}/result")
@requires(Permission.READ_SOURCING)
def show(viewer: Viewer, evaluation_id: int) -> Page:
    """Who comes out first, by how much, and what would change that."""
    return _page(asked.one(viewer, evaluation_id))


@bp.get(f"{ONE}/result/<int:candidate_id>")
@requires(Permission.READ_SOURCING)
def explain(viewer: Viewer, evaluation_id: int, candidate_id: int) -> Page:
    """How a candidate's score came about."""
    evaluation = asked.one(viewer, evaluation_id)
    standing = evaluation_results.result(evaluation).of(candidate_id)
    if standing is None:
        raise NotFound
    rows = evaluation_pages.explained(standing)
    return page("evaluations/explain.html", evaluation=evaluation, standing=standing, rows=rows)


@bp.post(f"{ONE}/criteria/<int:criterion_id>/knock-out")
@requires(Permission.EDIT_SOURCING)
def change_knock_out(viewer: Viewer, evaluation_id: int, criterion_id: int) -> Page | Response:
    """Another level below which a candidate is out, or none."""
    evaluation, form = asked.one(viewer, evaluation_id), forms.KnockOut()
    criterion, now = asked.criterion(evaluation, criterion_id), clock.now()
    minimum, reason = form.minimum.data, form.reason.data or ""
    if form.did(
        lambda: evaluation_criteria.change_knock_out(evaluation, criterion, minimum, reason, by=viewer, at=now)
    ):
        return see_other(url_for("evaluation_results.show", evaluation_id=evaluation_id))
    return _page(evaluation, knock_out=form, knocking=criterion_id, status=422)


@bp.post(f"{ONE}/decision")
@requires(Permission.EDIT_SOURCING)
def decide(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Choose one, for a reason that is kept."""
    evaluation = asked.one(viewer, evaluation_id)
    form = _decide_form(evaluation, forms.Decide(), evaluation_results.result(evaluation))

    def decided() -> str:
        names = ("reason", "why_not_first", "why_one_evaluator")
        choice = Choice(form.candidate_id.data, **{name: form[name].data or "" for name in names})
        evaluation_decisions.decide(evaluation, choice, by=viewer, at=clock.now())
        return url_for("evaluations.show", evaluation_id=evaluation_id)

    url = form.create(viewer, decided)
    return see_other(url) if url else _page(evaluation, decide=form, status=422)


@bp.get(f"{ONE}/record")
@requires(Permission.READ_SOURCING)
def record(viewer: Viewer, evaluation_id: int) -> Response:
    """The text the decision's digest covers, as a file."""
    decision = _decision(asked.one(viewer, evaluation_id))
    name = f"attachment; filename=evaluation-{evaluation_id}.json"
    return FileResponse(decision.snapshot, content_type="application/json", headers={"Content-Disposition": name})


@bp.get(f"{ONE}/relationship")
@requires(Permission.CREATE_RELATIONSHIP)
def new_relationship(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """What the chosen one begins with as a supplier."""
    decision = _decision(asked.one(viewer, evaluation_id))
    if decision.relationship is not None:
        return see_other(url_for("relationships.show", key=decision.relationship.key))
    carried = [one.id for one in evaluation_winners.carriable(decision.evaluation)]
    name = decision.candidate.name
    begun = {"carried": carried, "carries_floor": True, "key": keys.suggested(name), "name": name}
    form = forms.BeginRelationship(formdata=None, data=begun)
    return _relationship_page(decision, form)


@bp.post(f"{ONE}/relationship")
@requires(Permission.CREATE_RELATIONSHIP)
def begin_relationship(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Begin it, once."""
    decision = _decision(asked.one(viewer, evaluation_id))
    form = _carried_form(decision, forms.BeginRelationship())

    def begun() -> str:
        start = Start(
            key=form.key.data or "",
            template=SHIPPED[form.template.data],
            category=SupplierCategory(form.category.data),
            carried=form.carried.data or (),
            carries_floor=form.carries_floor.data,
            name=form.name.data or "",
        )
        today = clock.today("UTC")
        made = evaluation_winners.begin_relationship(decision, start, by=viewer, at=clock.now(), today=today)
        return url_for("relationships.show", key=made.key)

    url = form.create(viewer, begun)
    return see_other(url) if url else _relationship_page(decision, form, status=422)


def _page(
    evaluation: SourcingEvaluation,
    *,
    decide: forms.Decide | None = None,
    knock_out: forms.KnockOut | None = None,
    knocking: int = 0,
    status: int = 200,
) -> Page:
    opened = sheets.opened(asked.whole(evaluation))
    result = evaluation_results.from_sheets(evaluation, opened)
    return page(
        "evaluations/result.html",
        status=status,
        decide=decide or _decide_form(evaluation, forms.Decide(formdata=None), result),
        reason=forms.Reason(formdata=None),
        knock_outs=[
            (one, knock_out if knock_out and one.id == knocking else _knock_out_form(one.minimum))
            for one in sheets.in_order(evaluation.criteria)
            if one.minimum is not None
        ],
        decision=asked.decision(evaluation.id),
        **evaluation_pages.shown_result(evaluation, opened, result),
    )


def _knock_out_form(minimum: int | None) -> forms.KnockOut:
    return forms.KnockOut(formdata=None, data={"minimum": minimum})


def _decide_form(evaluation: SourcingEvaluation, form: forms.Decide, result: Result) -> forms.Decide:
    """Whoever is out is not offered."""
    may_choose = evaluation.status is EvaluationStatus.CLOSED
    offered = [one.candidate for one in result.standings if may_choose and not one.is_out]
    form.candidate_id.choices = options((one.id, one.name) for one in offered)
    return form


def _decision(evaluation: SourcingEvaluation) -> EvaluationDecision:
    found = asked.decision(evaluation.id)
    if found is None:
        raise NotFound
    return found


def _carried_form(decision: EvaluationDecision, form: forms.BeginRelationship) -> forms.BeginRelationship:
    form.carried.choices = options((one.id, one.name) for one in evaluation_winners.carriable(decision.evaluation))
    return form


def _relationship_page(decision: EvaluationDecision, form: forms.BeginRelationship, *, status: int = 200) -> Page:
    return page(
        "evaluations/relationship.html",
        status=status,
        decision=decision,
        evaluation=decision.evaluation,
        form=_carried_form(decision, form),
        templates=list(SHIPPED.values()),
    )
