"""Importing measurements: send a file, see what would become of it, import it."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.imports import measurement_batches as imports
from govtracker.imports import measurement_undoing as undoing
from govtracker.imports.measurement_chunks import COUNTS
from govtracker.models import ImportBatch, Relationship
from govtracker.queries import find
from govtracker.queries.installation import batches
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import measurements as forms
from govtracker.web.measurement_grid import local_today

bp = Blueprint("measurement_imports", __name__)


@bp.get("/r/<key>/measurements/import")
@requires(Permission.ENTER_MEASUREMENT, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """Choose a file."""
    return page("measurement_imports/new.html", relationship=relationship, form=forms.Upload())


@bp.post("/r/<key>/measurements/import")
@requires(Permission.ENTER_MEASUREMENT, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Keep the file and check it."""
    form = forms.Upload()
    url = form.create(viewer, lambda: _received(relationship, form, viewer))
    if url:
        return see_other(url)
    return page("measurement_imports/new.html", relationship=relationship, form=form, status=422)


@bp.get("/r/<key>/measurements/import/<int:batch_id>")
@requires(Permission.ENTER_MEASUREMENT, subject=batches.of_measurements)
def show(batch: ImportBatch, viewer: Viewer) -> Page:
    """What would become of the rows, or what became of them."""
    return _show(batch, _columns(batch, forms.Columns(formdata=None)), _confirmation(batch))


@bp.post("/r/<key>/measurements/import/<int:batch_id>/columns")
@requires(Permission.ENTER_MEASUREMENT, subject=batches.of_measurements)
def choose(batch: ImportBatch, viewer: Viewer) -> Page | Response:
    """Say which column says what, and check again."""
    form, today = forms.Columns(), local_today(batch.relationship)
    form.offer(batch.summary["header"])
    if form.did(lambda: imports.choose(batch, form.columns, form.written, by=viewer, today=today)):
        return see_other(_url(batch))
    return _show(batch, form, _confirmation(batch), status=422)


@bp.post("/r/<key>/measurements/import/<int:batch_id>/sheet")
@requires(Permission.ENTER_MEASUREMENT, subject=batches.of_measurements)
def turn_to(batch: ImportBatch, viewer: Viewer) -> Page | Response:
    """Take another sheet of the workbook."""
    form, today = _sheets(batch, forms.OfWorkbook()), local_today(batch.relationship)
    if form.did(lambda: imports.turn_to(batch, form.sheet.data, by=viewer, today=today)):
        return see_other(_url(batch))
    return _show(batch, _columns(batch, forms.Columns(formdata=None)), _confirmation(batch), sheets=form, status=422)


@bp.post("/r/<key>/measurements/import/<int:batch_id>/confirmation")
@requires(Permission.ENTER_MEASUREMENT, subject=batches.of_measurements)
def confirm(batch: ImportBatch, viewer: Viewer) -> Page | Response:
    """Import it; posted twice it imports once."""
    form = forms.Confirmation()
    if form.did(lambda: _import(batch, form, viewer)):
        return see_other(_url(batch))
    return _show(batch, _columns(batch, forms.Columns(formdata=None)), form, status=422)


@bp.post("/r/<key>/measurements/import/<int:batch_id>/taking-back")
@requires(Permission.ENTER_MEASUREMENT, subject=batches.of_measurements)
def take_back(batch: ImportBatch, viewer: Viewer) -> Page | Response:
    """Give every value back what stood there before, within a day."""
    form, today = forms.TakingBack(), local_today(batch.relationship)
    if form.did(lambda: undoing.take_back(batch, by=viewer, at=clock.now(), today=today)):
        return see_other(_url(batch))
    columns = _columns(batch, forms.Columns(formdata=None))
    return _show(batch, columns, _confirmation(batch), mistake=form, status=422)


def _show(
    batch: ImportBatch,
    columns: forms.Columns,
    confirmation: forms.Confirmation,
    *,
    sheets: forms.OfWorkbook | None = None,
    mistake: forms.TakingBack | None = None,
    status: int = 200,
) -> Page:
    return page(
        "measurement_imports/show.html",
        relationship=batch.relationship,
        batch=batch,
        found=batch.summary,
        sheets=sheets or _sheets(batch, forms.OfWorkbook(formdata=None, data=batch.mapping)),
        columns=columns,
        confirmation=confirmation,
        rows=sum(batch.summary.get(name, 0) for name in COUNTS),
        can_be_taken_back=undoing.is_possible(batch, clock.now()),
        mistake=mistake,
        status=status,
    )


def _sheets(batch: ImportBatch, form: forms.OfWorkbook) -> forms.OfWorkbook:
    form.offer(batch.summary.get("sheets", []))
    return form


def _columns(batch: ImportBatch, form: forms.Columns) -> forms.Columns:
    form.offer(batch.summary["header"])
    form.process(data={**batch.mapping["columns"], **{name: batch.mapping.get(name, "") for name in imports.OPTIONS}})
    return form


def _confirmation(batch: ImportBatch) -> forms.Confirmation:
    return forms.Confirmation(formdata=None, data={"reason": f"Imported from {batch.filename}"})


def _received(relationship: Relationship, form: forms.Upload, viewer: Viewer) -> str:
    sent = form.file.data
    today = local_today(relationship)
    batch = imports.receive(relationship, sent.filename, sent.read(), by=viewer, at=clock.now(), today=today)
    return _url(batch)


def _import(batch: ImportBatch, form: forms.Confirmation, viewer: Viewer) -> None:
    imports.carry_out(
        batch,
        reason=form.reason.data or "",
        all_or_nothing=form.mode.data == "all",
        by=viewer,
        at=clock.now(),
        today=local_today(batch.relationship),
    )
    flash("It is being imported." if batch.queued_at else "The measurements are imported.")


def _url(batch: ImportBatch) -> str:
    return url_for("measurement_imports.show", key=batch.relationship.key, batch_id=batch.id)
