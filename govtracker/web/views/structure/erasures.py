"""Erasing the personal data of a colleague who left."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Person
from govtracker.queries.structure import people
from govtracker.services.structure import erasing
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.erasures import Erasure

bp = Blueprint("erasures", __name__)


@bp.get("/organisation/people/<int:person_id>/erasure")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def new(person: Person, viewer: Viewer) -> Page:
    """What goes, what stays, and the question."""
    return _page(person, Erasure(formdata=None))


@bp.post("/organisation/people/<int:person_id>/erasure")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def create(person: Person, viewer: Viewer) -> Page | Response:
    """Erase them, for good."""
    form = Erasure()
    today = clock.today("UTC")
    called = form.carry_out(
        lambda: erasing.erase(person, form.reason.data or "", by=viewer, at=clock.now(), today=today)
    )
    if called is None:
        return _page(person, form, status=422)
    flash(f"Erased. The history calls them “{called}” from now on.", "good")
    return see_other(url_for("people.index"))


def _page(person: Person, form: Erasure, *, status: int = 200) -> Page:
    return page("people/erasure.html", person=person, form=form, status=status)
