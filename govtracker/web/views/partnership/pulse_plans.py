"""How often the pulse asks, for how long, and whom."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.partnership import pulse_sets
from govtracker.rules.partnership import rotation
from govtracker.services.partnership import pulse_plans
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import pulse as forms

bp = Blueprint("pulse_plans", __name__)
PLAN = "/r/<key>/pulse/plan"
NAMES = (*pulse_plans.BOUNDS, *pulse_plans.TIERS, "next_on")


@bp.get(PLAN)
@requires(Permission.EDIT_PULSE, subject=find.relationship)
def edit(relationship: Relationship, viewer: Viewer) -> Page:
    """The plan as a form."""
    form = forms.Plan()
    form.open(_stored(relationship))
    return _page(relationship, form)


@bp.post(PLAN)
@requires(Permission.EDIT_PULSE, subject=find.relationship)
def update(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, today = forms.Plan(), clock.today(relationship.client.zone)
    values = form.merged(_stored(relationship)) if form.validate() else None
    if values is not None and form.did(
        lambda: pulse_plans.change(relationship, values, by=viewer, at=clock.now(), today=today)
    ):
        return see_other(url_for("pulse.show", key=relationship.key))
    return _page(relationship, form, status=422)


def _stored(relationship: Relationship) -> dict[str, object]:
    plan = pulse_sets.plan_of(relationship)
    return {name: getattr(plan, name) for name in NAMES}


def _page(relationship: Relationship, form: forms.Plan, *, status: int = 200) -> Page:
    return page("pulse/plan.html", status=status, relationship=relationship, form=form, fewest=rotation.FEWEST)
