"""The relationship management plan: how two companies govern their relationship, on one page both agree to."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import ProposalState
from govtracker.models import ManagementPlan, Relationship
from govtracker.queries import find
from govtracker.queries.partnership import management_plans as asked
from govtracker.queries.sourcing import evaluations
from govtracker.rules.governance import versions
from govtracker.rules.partnership import management_plan
from govtracker.rules.partnership.management_plan import Plan
from govtracker.services.governance import proposals
from govtracker.services.partnership import management_plans
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.criteria import Reason
from govtracker.web.forms.management_plans import NewVersion

bp = Blueprint("management_plans", __name__)
PLAN = "/r/<key>/plan"
VERSION = f"{PLAN}/versions/<int:version>"


@bp.get(PLAN)
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """The plan as it stands now, and what differs from the version both sides have agreed."""
    return _show(relationship, viewer, NewVersion(formdata=None))


@bp.post(f"{PLAN}/versions")
@requires(Permission.EDIT_PLAN, subject=find.relationship)
def propose(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Freeze it, and put it before the other side."""
    form = NewVersion()
    made = form.create(viewer, lambda: _proposed(relationship, form, viewer))
    return see_other(made) if made else _show(relationship, viewer, form, status=422)


@bp.get(VERSION)
@requires(Permission.VIEW, subject=asked.one)
def version(plan: ManagementPlan, viewer: Viewer) -> Page:
    """One version as it was frozen, and who has agreed."""
    return _version(plan, viewer, Reason(formdata=None))


@bp.post(f"{VERSION}/agreement")
@requires(Permission.EDIT_PLAN, subject=asked.one)
def agree(plan: ManagementPlan, viewer: Viewer) -> Response:
    """Agree for one's side."""
    management_plans.agree(plan, by=viewer, at=clock.now())
    flash("Agreed by both sides.", "good")
    return see_other(_url(plan))


@bp.post(f"{VERSION}/return")
@requires(Permission.EDIT_PLAN, subject=asked.one)
def send_back(plan: ManagementPlan, viewer: Viewer) -> Page | Response:
    """Say no for one's side, because…"""
    form = Reason()
    if form.did(lambda: proposals.send_back(plan, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_url(plan))
    return _version(plan, viewer, form, status=422)


@bp.post(f"{VERSION}/withdrawal")
@requires(Permission.EDIT_PLAN, subject=asked.one)
def withdraw(plan: ManagementPlan, viewer: Viewer) -> Response:
    """Take back what one's side proposed."""
    proposals.withdraw(plan, by=viewer, at=clock.now())
    flash("Taken back: what was agreed stays.", "good")
    return see_other(url_for("management_plans.show", key=plan.relationship.key))


def _show(relationship: Relationship, viewer: Viewer, form: NewVersion, *, status: int = 200) -> Page:
    now = management_plans.as_it_stands(relationship, at=clock.now())
    listed = _listed(viewer, relationship)
    newest = {state: row for row, state in reversed(listed)}
    agreed = newest.get(ProposalState.IN_FORCE)
    return page(
        "management_plans/show.html",
        status=status,
        relationship=relationship,
        agreed=agreed,
        waiting=newest.get(ProposalState.PROPOSED),
        versions=listed,
        chosen_in=evaluations.behind(viewer, relationship) if allowed(viewer, Permission.READ_SOURCING) else None,
        form=form,
        **_compared(management_plan.read(agreed.content) if agreed else None, now),
    )


def _version(plan: ManagementPlan, viewer: Viewer, form: Reason, *, status: int = 200) -> Page:
    before = asked.before(plan)
    return page(
        "management_plans/version.html",
        status=status,
        relationship=plan.relationship,
        plan=plan,
        before=before,
        silent=plan.silent_sides if plan.is_proposed else [],
        proposing_side=plan.proposing_side,
        versions=_listed(viewer, plan.relationship),
        form=form,
        **_compared(management_plan.read(before.content) if before else None, management_plan.read(plan.content)),
    )


def _compared(before: Plan | None, after: Plan) -> dict[str, Any]:
    """The parts of a plan in words, and what they say otherwise than the plan before."""
    names = asked.names(after.people | (before.people if before else frozenset()))
    parts = [(part, [management_plan.told(entry, names) for entry in part.entries]) for part in after.parts]
    return {"parts": parts, "differences": management_plan.between(before, after, names)}


def _listed(viewer: Viewer, relationship: Relationship) -> list[tuple[Any, Any]]:
    rows = asked.versions(viewer, relationship.id)
    return [(row, versions.state(row.in_force_at, row.superseded_at, row.laid_aside_at)) for row in rows]


def _proposed(relationship: Relationship, form: NewVersion, viewer: Viewer) -> str:
    return _url(management_plans.propose(relationship, form.because.data or "", by=viewer, at=clock.now()))


def _url(plan: ManagementPlan) -> str:
    return url_for("management_plans.version", key=plan.relationship.key, version=plan.version)
