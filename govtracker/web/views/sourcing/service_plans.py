"""Service plans of a customer segment."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import CustomerSegment
from govtracker.queries.sourcing import segments
from govtracker.queries.sourcing import service_plans as asked
from govtracker.rules.sourcing import service_plans as rules
from govtracker.services.sourcing import service_plans
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import service_plans as forms

bp = Blueprint("service_plans", __name__)
PLAN = "/sourcing/segments/<int:segment_id>/plan"


@bp.get(PLAN)
@requires(Permission.EDIT_SOURCING, subject=segments.segment)
def new(segment: CustomerSegment, viewer: Viewer) -> Page:
    """A form for the plan: what is in force or, with ?from=needs, what the needs suggest."""
    facts, note = segments.standing(segment).facts, ""
    plan = facts.plan
    if facts.needs and (plan is None or request.args.get("from") == "needs"):
        plan = rules.suggested(facts.needs)
    elif stored := asked.in_force(segment):
        note = stored.note
    values = forms.facts(plan, note) if plan else {}
    return _page(segment, forms.NewServicePlan(formdata=None, data=values))


@bp.post(PLAN)
@requires(Permission.EDIT_SOURCING, subject=segments.segment)
def create(segment: CustomerSegment, viewer: Viewer) -> Page | Response:
    """Serve it by this plan from now on."""
    form = forms.NewServicePlan()

    def begin() -> str:
        said = {"note": form.note.data or "", "reason": form.reason.data or ""}
        service_plans.begin(segment, form.plan(), **said, by=viewer, at=clock.now())
        return url_for("segments.show", segment_id=segment.id) + "#plan"

    url = form.create(viewer, begin)
    return see_other(url) if url else _page(segment, form, status=422)


def _page(segment: CustomerSegment, form: forms.NewServicePlan, *, status: int = 200) -> Page:
    in_force = asked.in_force(segment)
    return page("sourcing/segments/plan.html", segment=segment, form=form, in_force=in_force, status=status)
