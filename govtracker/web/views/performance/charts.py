"""Pictures under their own addresses, with the rights of the page they stand in."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.charts import trend as trend_charts
from govtracker.models import Kpi
from govtracker.queries.performance import measurements, trends
from govtracker.rules import periods
from govtracker.web import addresses, pictures, trend_pages
from govtracker.web.access import requires
from govtracker.web.measurement_grid import local_today, month_of

bp = Blueprint("charts", __name__)


@bp.get("/r/<key>/charts/trend/<code>")
@requires(Permission.VIEW, subject=measurements.measure)
def trend(kpi: Kpi, viewer: Viewer) -> Response:
    """How a KPI went, up to this month or the one the address names (?to=2026-10), as a whole or in a ?scope=."""
    to = request.args.get("to")
    last = month_of(to) if to else periods.containing(local_today(kpi.relationship))
    scope, named = request.args.get("scope", type=addresses.number), trend_pages.named(kpi)
    found = trends.trends(viewer, kpi.relationship, [kpi.id], last=last, scope=scope)[kpi.id]
    digest = trend_charts.digest(found, named)
    return pictures.answer(digest, lambda look, size: trend_charts.picture(found, named, look=look, size=size))
