"""Entering when somebody is away, and that they are back."""

from flask import Blueprint, abort, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Person
from govtracker.queries import NotFound
from govtracker.queries.structure import absences as asked
from govtracker.queries.structure import people
from govtracker.services.structure import absences
from govtracker.web import people_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, see_other
from govtracker.web.forms.absences import NewAbsence
from govtracker.web.forms.base import Form

bp = Blueprint("absences", __name__)


@bp.post("/people/<int:person_id>/absences")
@requires(Permission.OWN, subject=people.shared)
def create(person: Person, viewer: Viewer) -> Page | Response:
    """Away from a day to a day."""
    _require_right(person, viewer)
    form = NewAbsence()
    url = form.create(viewer, lambda: _entered(person, viewer, form))
    return see_other(url) if url else people_pages.shown(person, viewer, form, status=422)


@bp.post("/people/<int:person_id>/absences/<int:absence_id>/end")
@requires(Permission.OWN, subject=people.shared)
def end(person: Person, viewer: Viewer, absence_id: int) -> Response:
    """Back again, or not away after all."""
    _require_right(person, viewer)
    found, form = asked.of_id(absence_id, person.id), Form()
    if found is None:
        raise NotFound
    if not form.did(lambda: absences.end(found, by=viewer, at=clock.now(), today=clock.today("UTC"))):
        flash(" ".join(form.general), "bad")
    return see_other(_url(person))


def _entered(person: Person, viewer: Viewer, form: NewAbsence) -> str:
    first, last = form.from_on.data, form.to_on.data
    assert first is not None  # the form has been validated
    assert last is not None
    today = clock.today("UTC")
    note = form.note.data or ""
    absences.enter(person, from_on=first, to_on=last, note=note, by=viewer, at=clock.now(), today=today)
    return _url(person)


def _require_right(person: Person, viewer: Viewer) -> None:
    """Themselves, their office, or a SPOC of their side."""
    if not asked.answers_for(viewer, person, today=clock.today("UTC")):
        abort(403)


def _url(person: Person) -> str:
    return url_for("people.show", person_id=person.id)
