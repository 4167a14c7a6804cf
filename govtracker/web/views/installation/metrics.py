"""Figures for Prometheus: there for whom METRICS_TOKEN and METRICS_ALLOWED name, and for nobody else."""

from flask import Blueprint, Response, abort

from govtracker.web import metrics
from govtracker.web.access import public

bp = Blueprint("metrics", __name__)


@bp.get("/metrics")
@public()
def show() -> Response:
    """All figures; to others there is no such page."""
    if not metrics.may_ask():
        abort(404)
    return metrics.text()
