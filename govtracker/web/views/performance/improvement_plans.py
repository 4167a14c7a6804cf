"""Improvement plans: what has to become better after a bad standing, and what is done about it."""

from dataclasses import fields

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import PlanStatus
from govtracker.models import ImprovementPlan, Relationship
from govtracker.queries import find, history
from govtracker.queries.issues import actions
from govtracker.queries.performance import improvement_plans as asked
from govtracker.services.performance import improvement_plans
from govtracker.services.performance.improvement_plans import NewPlan
from govtracker.web import adding_actions, addresses, sources
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import improvement_plans as forms

bp = Blueprint("improvement_plans", __name__)
PLANS = "/r/<key>/improvement-plans"
PLAN = f"{PLANS}/<int:number>"
TEXTS = [field.name for field in fields(NewPlan)]


@bp.get(PLANS)
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """The plans, the open ones first."""
    found = asked.listed(viewer, relationship.id, **addresses.cursors())
    progress = asked.progress(viewer, [row.id for row in found.rows])
    return page(
        "improvement_plans/index.html",
        relationship=relationship,
        rows=found.rows,
        progress=progress,
        around=addresses.around(found),
    )


@bp.get(f"{PLANS}/new")
@requires(Permission.EDIT_PLAN, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank plan."""
    return page("improvement_plans/new.html", relationship=relationship, form=_new(relationship))


@bp.post(PLANS)
@requires(Permission.EDIT_PLAN, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Begin it."""
    form = _new(relationship)
    url = form.create(viewer, lambda: _url(_opened(relationship, form, viewer)))
    if url:
        return see_other(url)
    return page("improvement_plans/new.html", relationship=relationship, form=form, status=422)


@bp.get(PLAN)
@requires(Permission.VIEW, subject=asked.one)
def show(plan: ImprovementPlan, viewer: Viewer) -> Page:
    """One plan: why, what for, and its actions."""
    return _show(plan, viewer)


@bp.get(f"{PLAN}/edit")
@requires(Permission.EDIT_PLAN, subject=asked.one)
def edit(plan: ImprovementPlan, viewer: Viewer) -> Page:
    """The plan as a form."""
    form = _editing(plan)
    form.open(_stored(plan))
    return page("improvement_plans/edit.html", plan=plan, form=form)


@bp.post(PLAN)
@requires(Permission.EDIT_PLAN, subject=asked.one)
def update(plan: ImprovementPlan, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form = _editing(plan)
    values = form.merged(_stored(plan)) if form.validate() else None
    if values is not None and form.did(lambda: improvement_plans.edit(plan, values, by=viewer, at=clock.now())):
        return see_other(_url(plan))
    return page("improvement_plans/edit.html", plan=plan, form=form, status=422)


@bp.post(f"{PLAN}/end")
@requires(Permission.EDIT_PLAN, subject=asked.one)
def end(plan: ImprovementPlan, viewer: Viewer) -> Page | Response:
    """It is over, achieved or not."""
    form = forms.EndPlan()
    if form.did(lambda: _ended(plan, form, viewer)):
        return see_other(_url(plan))
    return _show(plan, viewer, form, status=422)


@bp.post(f"{PLAN}/reopening")
@requires(Permission.EDIT_PLAN, subject=asked.one)
def reopen(plan: ImprovementPlan, viewer: Viewer) -> Page | Response:
    """It is not over."""
    form = forms.ReopenPlan()
    if form.did(lambda: improvement_plans.reopen(plan, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_url(plan))
    return _show(plan, viewer, reopening=form, status=422)


@bp.get(f"{PLAN}/actions/new")
@requires(Permission.ADD_ACTION, subject=asked.one)
def new_action(plan: ImprovementPlan, viewer: Viewer) -> Page:
    """A blank action of the plan."""
    return adding_actions.new(sources.plan(plan), viewer)


@bp.post(f"{PLAN}/actions")
@requires(Permission.ADD_ACTION, subject=asked.one)
def add_action(plan: ImprovementPlan, viewer: Viewer) -> Page | Response:
    """Somebody will do something of the plan."""
    return adding_actions.create(sources.plan(plan), viewer)


def _show(
    plan: ImprovementPlan,
    viewer: Viewer,
    form: forms.EndPlan | None = None,
    *,
    reopening: forms.ReopenPlan | None = None,
    status: int = 200,
) -> Page:
    return page(
        "improvement_plans/show.html",
        status=status,
        plan=plan,
        form=form or forms.EndPlan(formdata=None),
        reopening=reopening or forms.ReopenPlan(formdata=None),
        actions=actions.of_plan(viewer, plan.id),
        events=history.of_subject(viewer, plan),
        today=clock.today(viewer.zone),
    )


def _opened(relationship: Relationship, form: forms.NewPlan, viewer: Viewer) -> ImprovementPlan:
    new = NewPlan(**{name: form[name].data or "" for name in TEXTS})
    return improvement_plans.open_by_hand(relationship, new, by=viewer, at=clock.now())


def _ended(plan: ImprovementPlan, form: forms.EndPlan, viewer: Viewer) -> None:
    status = PlanStatus(form.status.data)
    improvement_plans.end(plan, status, form.outcome.data or "", by=viewer, at=clock.now())


def _stored(plan: ImprovementPlan) -> dict[str, str]:
    return {name: getattr(plan, name) for name in TEXTS}


def _new(relationship: Relationship) -> forms.NewPlan:
    return forms.NewPlan().name_sides(relationship.client.name, relationship.supplier.name)


def _editing(plan: ImprovementPlan) -> forms.EditPlan:
    return forms.EditPlan().name_sides(plan.relationship.client.name, plan.relationship.supplier.name)


def _url(plan: ImprovementPlan) -> str:
    return url_for("improvement_plans.show", key=plan.relationship.key, number=plan.number)
