"""Daily performance: the operational tier's page of yesterday against plan."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from flask import Blueprint

from govtracker.access import Permission, Viewer
from govtracker.charts import sparkline
from govtracker.models import CriteriaSet, Relationship
from govtracker.queries import find
from govtracker.queries.performance import criteria
from govtracker.queries.performance import daily as asked
from govtracker.queries.performance.daily import Days
from govtracker.rules import wall_time
from govtracker.rules.performance import daily
from govtracker.rules.performance.criteria import Terms
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page
from govtracker.web.measurement_grid import local_today

bp = Blueprint("daily", __name__)


@bp.get("/r/<key>/daily")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """The last day of which anything is known, or the one the address names (?on=2026-11-21)."""
    today = local_today(relationship)
    day = addresses.day("on") or asked.newest(viewer, relationship, before=today) or today - timedelta(1)
    agreed = _agreed_for(relationship, day.replace(day=1))
    terms = {one.kpi_id: one for one in criteria.content(agreed).terms} if agreed else {}
    found = [one for one in asked.up_to(viewer, relationship, day) if one.kpi_id in terms]
    return page(
        "measurements/daily.html",
        relationship=relationship,
        day=day,
        today=today,
        earlier=day - timedelta(1),
        later=day + timedelta(1) if day < today - timedelta(1) else None,
        rows=[_row(terms[one.kpi_id], one, day) for one in found],
        has_criteria=bool(terms),
    )


def _agreed_for(relationship: Relationship, first_day: date) -> CriteriaSet | None:
    """The criteria of the month that begins on that day, where the client is."""
    over_on = first_day + timedelta(daily.days_in(first_day))
    return criteria.of_month(relationship.id, first_day, wall_time.on(over_on, time(), relationship.client.zone))


def _row(terms: Terms, days: Days, day: date) -> dict[str, Any]:
    values: Sequence[Any] = daily.line(terms, days.days, day, shown=asked.SHOWN)
    return {
        "terms": terms,
        "part": days.part,
        "told": daily.against_plan(terms, days.days, day),
        "plan": daily.plan(terms, day),
        "line": sparkline.draw(values, sparkline.shared_scale([values], least=terms.anchors.target / 10)),
    }
