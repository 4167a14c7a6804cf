"""Measurements: a grid of KPIs and months to type into, and one measurement whole."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import measurements as listing
from govtracker.models import Kpi, Relationship, ScorecardScope
from govtracker.queries import find
from govtracker.queries.performance import held, readings, scopes
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.measurements import Key
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import BadEntry
from govtracker.rules.periods import Period
from govtracker.services import Refused
from govtracker.services.performance import computation, measurements
from govtracker.services.performance.measurements import Given, Taken
from govtracker.web import exporting, measurement_grid
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import measurements as forms
from govtracker.web.measurement_grid import Grid, local_today, month_of

bp = Blueprint("measurements", __name__)
ROLLED_UP = "It is rolled up from the days below: import the days that were wrong."


@dataclass(frozen=True)
class Place:
    """The month a measurement is of, and the part of the relationship (None: the whole)."""

    month: Period
    scope: ScorecardScope | None

    def key(self, kpi: Kpi) -> Key:
        """Where it stands."""
        return Key(kpi.id, self.month.first_day, self.scope.id if self.scope else 0)

    def url(self, kpi: Kpi, endpoint: str = "measurements.show") -> str:
        """The address of its page, or of a deed there."""
        scope = self.scope.id if self.scope else None
        return url_for(endpoint, key=kpi.relationship.key, code=kpi.code, period=self.month.key, scope=scope)


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
    place = _place(kpi, viewer, period)
    form = forms.Whole(formdata=None)
    form.open(_stored(kpi, place))
    return _show(kpi, place, viewer, form)


@bp.post("/r/<key>/measurements/<code>/<period>")
@requires(Permission.ENTER_MEASUREMENT, subject=asked.measure)
def enter(kpi: Kpi, viewer: Viewer, period: str) -> Page | Response:
    """Enter or correct one measurement whole."""
    place, form = _place(kpi, viewer, period), forms.Whole()
    stored = _stored(kpi, place)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _enter_whole(kpi, place, {**stored, **values}, form, viewer)):
        return see_other(place.url(kpi))
    return _show(kpi, place, viewer, form, status=422)


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


def _show(kpi: Kpi, place: Place, viewer: Viewer, form: forms.Whole, *, status: int = 200) -> Page:
    measure, month, key = asked.read_measure(kpi), place.month, place.key(kpi)
    rows = asked.listed(viewer, [kpi.id], month.first_day, month.first_day, scope=key.scope)
    row = rows[0] if rows else None
    holding = held.within(kpi.relationship_id, month.first_day, month.first_day)
    objection = measuring.objection(measure, month, today=local_today(kpi.relationship), locked=key in holding)
    return page(
        "measurements/show.html",
        relationship=kpi.relationship,
        kpi=measure,
        month=month,
        scope=place.scope,
        place=place,
        row=row,
        value=measuring.value(asked.entry(row), measure) if row else None,
        corrections=asked.corrections(viewer, row.id) if row else [],
        days=readings.of_month(viewer, key, month) if row and row.is_rolled_up else [],
        objection=objection or (ROLLED_UP if row and row.is_rolled_up else None),
        is_agreed=held.scorecard_of(key, holding.agreed()) is not None,
        form=form,
        status=status,
    )


def _place(kpi: Kpi, viewer: Viewer, period: str) -> Place:
    return Place(month_of(period), scopes.offered(viewer, kpi.relationship_id, request.args.get("scope")))


def _stored(kpi: Kpi, place: Place) -> dict[str, Any]:
    """What stands for a KPI and month, as the form shows it."""
    key = place.key(kpi)
    stored = asked.stored([key]).get(key)
    if stored is None:
        blank = dict.fromkeys(("value", "numerator", "denominator", "n"))
        return {"state": "measured", **blank, "source": kpi.source, "note": ""}
    return {**vars(stored.entry), "state": stored.entry.state.value, "source": stored.source, "note": stored.note}


def _enter(relationship: Relationship, given: list[Given], reason: str | None, viewer: Viewer) -> Taken:
    today = local_today(relationship)
    taken = measurements.enter(relationship, given, reason=reason or "", by=viewer, at=clock.now(), today=today)
    changed = len(taken.new) + len(taken.corrected)
    flash(f"{changed} {'value' if changed == 1 else 'values'} saved." if changed else "Nothing had changed.")
    return taken


def _enter_whole(kpi: Kpi, place: Place, values: dict[str, Any], form: forms.Whole, viewer: Viewer) -> Taken:
    measure, entry = asked.read_measure(kpi), forms.entry(values)
    try:
        measuring.check(entry, measure)
    except BadEntry as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    scope, source, note = place.key(kpi).scope, (values["source"] or "").strip(), (values["note"] or "").strip()
    given = Given(measure, place.month, entry, source, note, scope)
    return _enter(kpi.relationship, [given], form.reason.data, viewer)
