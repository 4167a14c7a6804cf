"""The people one works with, and those of one's own company."""

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.access import Permission, Viewer
from govtracker.models import Person
from govtracker.queries.structure import people
from govtracker.services.structure import people as verbs
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page
from govtracker.web.forms.people import NewPerson

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


@bp.get("/people")
@requires(Permission.ADD_PERSON)
def index(viewer: Viewer) -> Page:
    """Everybody of one's own company."""
    cursors = addresses.cursors()
    found = people.colleagues(viewer, after=cursors["after"], before=cursors["before"])
    return page("people/index.html", rows=found.rows, around=addresses.around(found))


@bp.get("/people/new")
@requires(Permission.ADD_PERSON)
def new(viewer: Viewer) -> Page:
    """A blank person."""
    return page("people/new.html", form=NewPerson(formdata=None, data={"zone": viewer.zone}))


@bp.post("/people")
@requires(Permission.ADD_PERSON, own_transaction=True)
def create(viewer: Viewer) -> Page | Response:
    """Bring somebody in, and show their password this once: it is kept nowhere in clear."""
    form = NewPerson()
    password = verbs.generated_password()
    secret = verbs.checked_password(password)
    try:
        with database.transaction():
            person = form.carry_out(lambda: _added(viewer, form, secret))
            told = (person.name, person.email) if person else None
    except database.IntegrityError:  # somebody else brought the same person in at the same moment
        form.refuse("Somebody with this address is here already.", "email")
        told = None
    if told is None:
        return page("people/new.html", form=form, status=422)
    return page("people/welcome.html", name=told[0], email=told[1], password=password)


def _added(viewer: Viewer, form: NewPerson, password_hash: str) -> Person:
    return verbs.create(
        name=form.name.data or "",
        email=form.email.data or "",
        job_title=form.job_title.data or "",
        zone=form.zone.data or "",
        organisation=people.own_company(viewer),
        password_hash=password_hash,
        by=viewer,
        at=clock.now(),
    )
