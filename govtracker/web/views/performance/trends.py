"""The trend of one KPI: its picture, what it says, and where it begins anew."""

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Kpi, Relationship
from govtracker.queries import find
from govtracker.queries.performance import measurements, scopes
from govtracker.queries.performance import trends as asked
from govtracker.rules import periods
from govtracker.rules.performance import card_periods
from govtracker.services.performance import trends
from govtracker.web import addresses, trend_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.trends import Baseline
from govtracker.web.measurement_grid import local_today, month_of

bp = Blueprint("trends", __name__)


@bp.get("/r/<key>/kpis")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """How every KPI goes, up to this month or the one the address names (?to=2026-10), as a whole or in a ?scope=."""
    to = request.args.get("to")
    last = month_of(to) if to else periods.containing(local_today(relationship))
    kpis = {measure.kpi_id: measure for measure in measurements.measures_in_use(viewer, relationship.id)}
    shown = trend_pages.shown(
        viewer, relationship, kpis, last=last, scope=request.args.get("scope", type=addresses.number)
    )
    gravest = sorted(shown.values(), key=lambda one: one.rank)  # those alike stay in the order of the criteria
    return page("trends/index.html", relationship=relationship, last=last, trends=gravest)


@bp.get("/r/<key>/kpis/<code>")
@requires(Permission.VIEW, subject=measurements.measure)
def show(kpi: Kpi, viewer: Viewer) -> Page:
    """How the KPI goes, as a whole or in a ?scope=, and what that means."""
    return _show(kpi, viewer, _form(kpi, Baseline(formdata=None)))


@bp.post("/r/<key>/kpis/<code>/baselines")
@requires(Permission.EDIT_CRITERIA, subject=measurements.measure)
def begin_anew(kpi: Kpi, viewer: Viewer) -> Page | Response:
    """Start a new baseline, because…"""
    form = _form(kpi, Baseline())
    if form.did(lambda: _begin_anew(kpi, form, viewer)):
        return see_other(_url(kpi))
    return _show(kpi, viewer, form, status=422)


@bp.post("/r/<key>/kpis/<code>/baselines/<period>/removal")
@requires(Permission.EDIT_CRITERIA, subject=measurements.measure)
def take_back(kpi: Kpi, viewer: Viewer, period: str) -> Response:
    """Compare across that month again."""
    baseline = asked.baseline(viewer, kpi.relationship.key, kpi.code, period)
    trends.take_back(kpi, baseline, by=viewer, at=clock.now())
    return see_other(_url(kpi))


def _show(kpi: Kpi, viewer: Viewer, form: Baseline, *, status: int = 200) -> Page:
    relationship, measure = kpi.relationship, measurements.read_measure(kpi)
    last = periods.containing(local_today(relationship))
    scope = scopes.offered(viewer, relationship.id, request.args.get("scope"))
    scope_id = scope.id if scope else None
    shown = trend_pages.shown(viewer, relationship, {kpi.id: measure}, last=last, scope=scope_id)[kpi.id]
    return page(
        "trends/show.html",
        relationship=relationship,
        kpi=measure,
        shown=shown,
        trend=shown.trend,
        scope=scope,
        scopes=scopes.measured_of(viewer, kpi.id),
        baselines=[(periods.containing(row.period_on), row) for row in asked.baselines(viewer, kpi.id)],
        form=form,
        status=status,
    )


def _form(kpi: Kpi, form: Baseline) -> Baseline:
    """The form over the months a trend looks back, the running one first."""
    running = periods.containing(local_today(kpi.relationship))
    form.offer(card_periods.up_to(running, asked.LONGEST)[::-1])
    return form


def _begin_anew(kpi: Kpi, form: Baseline, viewer: Viewer) -> None:
    month, today = form.month, local_today(kpi.relationship)
    trends.begin_anew(kpi, month, form.reason.data or "", by=viewer, at=clock.now(), today=today)
    flash(f"A new baseline begins in {month.name}.")


def _url(kpi: Kpi) -> str:
    return url_for("trends.show", key=kpi.relationship.key, code=kpi.code)
