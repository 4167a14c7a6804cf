"""A side's legal hold of a relationship: nothing of it goes by its age, and nobody of it is erased."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.installation import retention as asked
from govtracker.services.installation import retention
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.base import Form
from govtracker.web.forms.retention import Hold

bp = Blueprint("holds", __name__)


@bp.get("/r/<key>/hold")
@requires(Permission.HOLD_RECORDS, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """Whether one's own side holds it."""
    return _page(relationship, viewer, Hold(formdata=None))


@bp.post("/r/<key>/hold")
@requires(Permission.HOLD_RECORDS, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Hold it."""
    form = Hold()
    if not form.did(lambda: retention.hold(relationship, form.reason.data or "", by=viewer, at=clock.now())):
        return _page(relationship, viewer, form, status=422)
    flash("Held: nothing of this relationship goes by its age.", "good")
    return see_other(url_for("holds.show", key=relationship.key))


@bp.post("/r/<key>/hold/end")
@requires(Permission.HOLD_RECORDS, subject=find.relationship)
def end(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Hold it no longer."""
    form = Form()
    if not form.did(lambda: retention.lift(relationship, by=viewer, at=clock.now())):
        return _page(relationship, viewer, form, status=422)
    flash("Your side holds nothing here any more.", "good")
    return see_other(url_for("holds.show", key=relationship.key))


def _page(relationship: Relationship, viewer: Viewer, form: Form, *, status: int = 200) -> Page:
    side = viewer.side_in(relationship.place())
    assert side is not None
    held = asked.hold_of(relationship.id, Audience(side.value))
    asking = form if isinstance(form, Hold) else Hold(formdata=None)
    mistakes = () if asking is form else form.general
    return page("holds/show.html", relationship=relationship, hold=held, form=asking, mistakes=mistakes, status=status)
