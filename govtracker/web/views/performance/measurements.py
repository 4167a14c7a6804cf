"""Measurements: a grid of KPIs and months to type into, and one measurement whole."""

from typing import Any

from flask import Blueprint, flash
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import measurements as listing
from govtracker.models import Kpi, Relationship
from govtracker.queries import find
from govtracker.queries.performance import measurements as asked
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import BadEntry
from govtracker.services import Refused
from govtracker.services.performance import computation, measurements
from govtracker.services.performance.measurements import Given, Taken
from govtracker.web import exporting, measurement_grid, measurement_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import measurements as forms
from govtracker.web.measurement_grid import Grid, local_today

bp = Blueprint("measurements", __name__)


@bp.get("/r/<key>/measurements")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Six months of every KPI, the last of them as the address says (?period=2026-10)."""
    grid = measurement_grid.read(relationship, viewer)
    if exporting.wanted():
        rows = ((measure, [cell.value for cell in cells]) for measure, cells in grid.lines())
        columns = listing.columns(grid.months)
        return exporting.answer(Listing.of("Measurements", columns, rows, relationship=relationship), viewer)
    form = grid.form(formdata=None)
    form.open(grid.typed)
    return _index(relationship, grid, form)


@bp.post("/r/<key>/measurements")
@requires(Permission.ENTER_MEASUREMENT, subject=find.relationship)
def update(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Enter what was typed, all of it or nothing."""
    grid = measurement_grid.read(relationship, viewer)
    form = grid.form()
    cells = form.merged(grid.typed) if form.validate() else None
    if cells is not None and form.did(lambda: _enter(relationship, grid.given(cells), form.reason.data, viewer)):
        return see_other(grid.address())
    return _index(relationship, grid, form, status=422)


@bp.post("/r/<key>/measurements/computation")
@requires(Permission.ENTER_MEASUREMENT, subject=find.relationship)
def compute(relationship: Relationship, viewer: Viewer) -> Response:
    """Compute what comes from the issues for the months that are shown."""
    grid = measurement_grid.read(relationship, viewer)
    taken = computation.compute(relationship, grid.begun, by=viewer, at=clock.now())
    flash(f"{len(taken.new) + len(taken.corrected)} computed, {taken.unchanged} unchanged.")
    return see_other(grid.address())


@bp.get("/r/<key>/measurements/<code>/<period>")
@requires(Permission.VIEW, subject=asked.measure)
def show(kpi: Kpi, viewer: Viewer, period: str) -> Page:
    """One measurement with all it said before, of the whole or of the part the address names (?scope=3)."""
    place = measurement_pages.place(kpi, viewer, period)
    form = forms.Whole(formdata=None)
    form.open(measurement_pages.stored(kpi, place))
    return measurement_pages.show(kpi, place, viewer, form)


@bp.post("/r/<key>/measurements/<code>/<period>")
@requires(Permission.ENTER_MEASUREMENT, subject=asked.measure)
def enter(kpi: Kpi, viewer: Viewer, period: str) -> Page | Response:
    """Enter or correct one measurement whole."""
    place, form = measurement_pages.place(kpi, viewer, period), forms.Whole()
    stored = measurement_pages.stored(kpi, place)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _enter_whole(kpi, place, {**stored, **values}, form, viewer)):
        return see_other(place.url(kpi))
    return measurement_pages.show(kpi, place, viewer, form, status=422)


def _index(relationship: Relationship, grid: Grid, form: forms.Grid, *, status: int = 200) -> Page:
    return page(
        "measurements/index.html",
        relationship=relationship,
        grid=grid,
        form=form,
        column_labels=[{"label": month.name} for month in grid.months],
        earlier=grid.earlier,
        later=grid.later,
        status=status,
    )


def _enter(relationship: Relationship, given: list[Given], reason: str | None, viewer: Viewer) -> Taken:
    today = local_today(relationship)
    taken = measurements.enter(relationship, given, reason=reason or "", by=viewer, at=clock.now(), today=today)
    changed = len(taken.new) + len(taken.corrected)
    flash(f"{changed} {'value' if changed == 1 else 'values'} saved." if changed else "Nothing had changed.")
    return taken


def _enter_whole(
    kpi: Kpi, place: measurement_pages.Place, values: dict[str, Any], form: forms.Whole, viewer: Viewer
) -> Taken:
    measure, entry = asked.read_measure(kpi), forms.entry(values)
    try:
        measuring.check(entry, measure)
    except BadEntry as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    scope, source, note = place.key(kpi).scope, (values["source"] or "").strip(), (values["note"] or "").strip()
    given = Given(measure, place.month, entry, source, note, scope)
    return _enter(kpi.relationship, [given], form.reason.data, viewer)
