"""Value: what the relationship is to bring, whether it does, and what it must not damage."""

from flask import Blueprint

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.partnership import capabilities, exits, launches, programmes, value
from govtracker.rules.partnership import exits as exit_rules
from govtracker.web import client_parts
from govtracker.web.access import requires
from govtracker.web.answers import Page, page
from govtracker.web.watch_pages import named

bp = Blueprint("value", __name__)


@bp.get("/r/<key>/value")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """Programmes, alerts, launches, capability checks and the exit plan; both sides' punctuality beside one another."""
    today = clock.today(relationship.client.zone)
    client, supplier = client_parts.punctuality(viewer, relationship)
    plan = exits.plan(viewer, relationship.id)
    return page(
        "value/index.html",
        relationship=relationship,
        programmes=programmes.listed(viewer, relationship.id),
        alerts=[named(row) for row in value.alerts(viewer, [relationship.id])],
        launches=launches.listed(viewer, relationship.id, today=today),
        checks=capabilities.listed(viewer, relationship.id),
        plan=plan,
        late=exit_rules.overdue_days(plan.review_due_on, today) if plan else 0,
        client=client,
        supplier=supplier,
    )
