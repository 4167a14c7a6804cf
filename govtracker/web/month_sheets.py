"""The measurement sheet of a month, for whoever fills it in: typed into the page, or sent back as a workbook."""

from dataclasses import dataclass, field

from flask import request

from govtracker import clock
from govtracker.access import Viewer
from govtracker.documents.fill_in_sheets import FillIn
from govtracker.exports import measurement_sheet as exported
from govtracker.imports import measurement_sheet as imported
from govtracker.models import Relationship
from govtracker.queries.performance import sheets
from govtracker.rules.performance.measuring import Measure
from govtracker.rules.periods import Period
from govtracker.services import Refused
from govtracker.services.performance import measurements
from govtracker.services.performance.measurements import Taken
from govtracker.web import measurement_grid
from govtracker.web.forms import measurements as forms
from govtracker.web.measurement_grid import Grid


@dataclass(frozen=True)
class MonthSheet:
    """The KPIs one person fills in for a month, and rows of a workbook that could not be taken."""

    relationship: Relationship
    month: Period
    grid: Grid
    refused: list[tuple[int, str, str, str]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to type into."""
        return bool(self.grid.typed)

    @property
    def is_filled(self) -> bool:
        """Whether every value that is for this person to enter stands."""
        return all(self.grid.typed.values())

    def blank(self) -> forms.Grid:
        """The form with what stands."""
        form = self.grid.form(formdata=None)
        form.open(self.grid.typed)
        return form

    def workbook(self) -> FillIn:
        """The sheet as a workbook to fill in."""
        typed = self.grid.typed
        names = ((measure, forms.cell_name(measure, self.month)) for measure in self.grid.measures)
        lines = [(measure, self.month.key, name, typed[name]) for measure, name in names if name in typed]
        return exported.sheet(self.relationship.key, lines)

    def received(self, data: bytes) -> forms.Grid:
        """The form filled with what a workbook says; refuses beside "file" what is no sheet of ours."""
        typed = self.grid.typed
        found = imported.read(data, self.relationship.key, typed)
        self.refused.extend(found.refused)
        form = self.blank()
        form.take_over(found.typed, found.seen)
        form.look(typed)
        return form

    def take(self, form: forms.Grid, *, by: Viewer) -> Taken:
        """Enter what was typed, all of it or none; refuses beside the cell what cannot be entered."""
        self._require_none_lost(form)
        cells = form.merged(self.grid.typed)
        if cells is None:
            raise Refused("Somebody else has changed something meanwhile: see below.")
        given, today = self.grid.given(cells), self.grid.today
        reason = form.reason.data or ""
        return measurements.enter(self.relationship, given, reason=reason, by=by, at=clock.now(), today=today)

    def _require_none_lost(self, form: forms.Grid) -> None:
        """Values for cells that were shut since the page was opened are named, with what was typed."""
        for measure in self.grid.measures:
            name = forms.cell_name(measure, self.month)
            typed = request.form.get(name, "")
            if name not in form and typed and typed != form.saw.get(name, ""):
                why = self.grid.objection(measure, self.month)
                raise Refused(f"{measure.name}, “{typed[:40]}”: {why}")


def of(
    relationship: Relationship, viewer: Viewer, month: Period, *, measures: list[Measure] | None = None
) -> MonthSheet:
    """The sheet of somebody: of the KPIs whose data they answer for, or of those that are given."""
    own = sheets.measures(viewer, relationship) if measures is None else measures
    return MonthSheet(relationship, month, measurement_grid.of_month(relationship, viewer, own, month))
