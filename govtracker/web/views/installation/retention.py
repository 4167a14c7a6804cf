"""How long the installation keeps what: chosen by whoever administers it, with what went last."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.services.installation import retention
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.retention import Days

bp = Blueprint("retention", __name__)


@bp.get("/administration/retention")
@requires(Permission.ADMINISTER)
def edit(viewer: Viewer) -> Page:
    """Every kind, its days, and what its last run did."""
    days = {kind.value: number for kind, _, number, _ in retention.rows()}
    return _page(Days(formdata=None, data=days))


@bp.post("/administration/retention")
@requires(Permission.ADMINISTER)
def update(viewer: Viewer) -> Page | Response:
    """Keep them so long from the next run on."""
    form = Days()
    if not form.did(lambda: retention.choose(form.chosen, by=viewer, at=clock.now())):
        return _page(form, status=422)
    flash("Saved. The next run, once a day, goes by it.", "good")
    return see_other(url_for("retention.edit"))


def _page(form: Days, *, status: int = 200) -> Page:
    return page("administration/retention.html", form=form, rows=retention.rows(), status=status)
