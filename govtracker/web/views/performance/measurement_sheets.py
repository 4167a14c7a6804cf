"""The measurement sheet of a month: typed into, or taken away as a workbook and sent back."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.performance import measurements as asked
from govtracker.web import exporting, filled_sheets, measurement_grid, month_sheets
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import measurements as forms
from govtracker.web.forms.filled_in import SheetUpload
from govtracker.web.month_sheets import MonthSheet

bp = Blueprint("measurement_sheets", __name__)


@bp.get("/r/<key>/measurement-sheets/<period>")
@requires(Permission.ENTER_MEASUREMENT, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer, period: str) -> Page | Response:
    """What one's side enters for a month."""
    sheet = _sheet(relationship, viewer, period)
    if exporting.wanted():
        return filled_sheets.sent(sheet.workbook(), f"{relationship.key}-{sheet.month.key}")
    return _show(sheet, sheet.blank())


@bp.post("/r/<key>/measurement-sheets/<period>")
@requires(Permission.ENTER_MEASUREMENT, subject=find.relationship)
def enter(relationship: Relationship, viewer: Viewer, period: str) -> Page | Response:
    """Enter what was typed, all of it or nothing."""
    sheet = _sheet(relationship, viewer, period)
    form = sheet.grid.form()
    taken = form.carry_out(lambda: sheet.take(form, by=viewer))
    if taken is None:
        return _show(sheet, form, status=422)
    count = len(taken.new) + len(taken.corrected)
    flash(f"{count} {'value' if count == 1 else 'values'} saved." if count else "Nothing had changed.")
    return see_other(url_for("measurement_sheets.show", key=relationship.key, period=sheet.month.key))


@bp.post("/r/<key>/measurement-sheets/<period>/workbook")
@requires(Permission.ENTER_MEASUREMENT, subject=find.relationship)
def read(relationship: Relationship, viewer: Viewer, period: str) -> Page:
    """Show what a workbook says; nothing is entered yet."""
    sheet, upload = _sheet(relationship, viewer, period), SheetUpload()
    form = upload.carry_out(lambda: sheet.received(upload.file.data.read()))
    if form is None:
        return _show(sheet, sheet.blank(), upload=upload, status=422)
    return _show(sheet, form, upload=upload, is_read=True)


def _sheet(relationship: Relationship, viewer: Viewer, period: str) -> MonthSheet:
    measures = asked.measures_in_use(viewer, relationship.id)
    return month_sheets.of(relationship, viewer, measurement_grid.month_of(period), measures=measures)


def _show(sheet: MonthSheet, form: forms.Grid, *, status: int = 200, **beside: Any) -> Page:
    given = {"upload": SheetUpload(formdata=None), "is_read": False, **beside}
    return page(
        "measurement_sheets/show.html",
        status=status,
        relationship=sheet.relationship,
        sheet=sheet,
        form=form,
        **given,
    )
