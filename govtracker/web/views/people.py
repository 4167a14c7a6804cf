"""The people one works with."""

from flask import Blueprint

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Person
from govtracker.queries import people
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("people", __name__)


@bp.get("/people/<int:person_id>")
@requires(Permission.OWN, subject=people.shared)
def show(person: Person, viewer: Viewer) -> Page:
    """Where somebody sits, and how to reach them."""
    return page(
        "people/show.html",
        person=person,
        seats=people.seats_of(viewer, person.id, on=clock.today("UTC")),
        load=people.load_of(viewer, person.id),
    )
