"""The people one works with, and those of one's own company."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.access import Permission, Viewer, allowed
from govtracker.models import Joining, Person
from govtracker.queries.installation import identity_providers, once_links, second_factors
from govtracker.queries.structure import people
from govtracker.services.installation import joinings, password_resets, retention
from govtracker.services.structure import leaving, roles
from govtracker.services.structure import people as verbs
from govtracker.web import addresses, links_once, people_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.absences import NewAbsence
from govtracker.web.forms.base import Form
from govtracker.web.forms.people import Correction, NewPerson, Roles
from govtracker.web.links_once import Given

bp = Blueprint("people", __name__)


@bp.get("/people/<int:person_id>")
@requires(Permission.OWN, subject=people.shared)
def show(person: Person, viewer: Viewer) -> Page:
    """Where somebody sits, when they are away, and how to reach them."""
    return people_pages.shown(person, viewer, NewAbsence(formdata=None))


@bp.get("/organisation/people")
@requires(Permission.ADD_PERSON)
def index(viewer: Viewer) -> Page:
    """Everybody of one's own company."""
    cursors = addresses.cursors()
    found = people.colleagues(viewer, after=cursors["after"], before=cursors["before"])
    held = people.roles_of([row.id for row in found.rows])
    left = retention.to_erase(viewer, clock.now()) if allowed(viewer, Permission.ADMINISTER_ORGANISATION) else ()
    around, real_now = addresses.around(found), clock.real_now()
    return page("people/index.html", rows=found.rows, held=held, left=left, around=around, real_now=real_now)


@bp.get("/organisation/people/new")
@requires(Permission.ADD_PERSON)
def new(viewer: Viewer) -> Page:
    """A blank person."""
    return page("people/new.html", form=NewPerson(formdata=None, data={"zone": viewer.zone}))


@bp.post("/organisation/people")
@requires(Permission.ADD_PERSON, own_transaction=True)
def create(viewer: Viewer) -> Page | Response:
    """Bring somebody in, and invite them."""
    form = NewPerson()
    try:
        with database.transaction():
            told = form.carry_out(lambda: _added(viewer, form))
    except database.IntegrityError:  # somebody else brought the same person in at the same moment
        form.refuse("This address was entered at the same moment: look at the list, or try again.", "email")
        told = None
    if told is None:
        return page("people/new.html", form=form, status=422)
    return links_once.answer(told, url_for("people.index"))


@bp.get("/organisation/people/<int:person_id>")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague)
def edit(person: Person, viewer: Viewer) -> Page:
    """What is kept of a colleague, and their roles."""
    return _edit(person, viewer)


@bp.post("/organisation/people/<int:person_id>")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def correct(person: Person, viewer: Viewer) -> Page | Response:
    """Set it right."""
    form, stored = Correction(), _stored(person)
    values = form.merged(stored) if form.validate() else None
    if values is None or not form.did(lambda: verbs.correct(person, **{**stored, **values}, by=viewer, at=clock.now())):
        return _edit(person, viewer, correction=form)
    flash("Saved.", "good")
    return see_other(url_for("people.edit", person_id=person.id))


@bp.post("/organisation/people/<int:person_id>/roles")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def settle_roles(person: Person, viewer: Viewer) -> Page | Response:
    """Let them hold exactly the roles that are ticked."""
    form = Roles()
    now, today = clock.now(), clock.today("UTC")
    if not form.did(lambda: roles.settle(person, form.chosen, by=viewer, at=now, today=today)):
        return _edit(person, viewer, chosen=form)
    flash("Saved. The roles hold from their next page on.", "good")
    return see_other(url_for("people.edit", person_id=person.id))


@bp.post("/organisation/people/<int:person_id>/password")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, own_transaction=True, fresh=True)
def renew_password(person: Person, viewer: Viewer) -> Page | Response:
    """A link to a new password for somebody who cannot sign in any more."""
    person_id = person.id
    with database.transaction():
        person = people.colleague(viewer, person_id)
        told = Given.to(person, password_resets.give(person, by=viewer, at=clock.now()))
    return links_once.answer(told, url_for("people.edit", person_id=person_id), joins=False)


@bp.post("/organisation/people/<int:person_id>/invitation")
@requires(Permission.ADD_PERSON, subject=people.colleague, own_transaction=True)
def invite(person: Person, viewer: Viewer) -> Page | Response:
    """Invite them, or invite them again: an earlier link leads nowhere any more."""
    person_id = person.id
    with database.transaction():
        person = people.colleague(viewer, person_id)
        told = Given.to(person, joinings.invite(person, by=viewer, at=clock.now()))
    return links_once.answer(told, url_for("people.index"))


@bp.post("/organisation/people/<int:person_id>/invitation/revocation")
@requires(Permission.ADD_PERSON, subject=people.colleague)
def revoke_invitation(person: Person, viewer: Viewer) -> Response:
    """Take their invitation back."""
    for joining in once_links.open_of(Joining, [person.id]):
        joinings.revoke(joining, by=viewer, at=clock.now())
    flash(f"The invitation of {person.name} leads nowhere any more.", "good")
    return see_other(url_for("people.index"))


@bp.post("/organisation/people/<int:person_id>/address")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague)
def confirm_address(person: Person, viewer: Viewer) -> Response:
    """Their address works."""
    verbs.confirm_address(person, by=viewer, at=clock.now())
    flash(f"Mail goes to {person.name} again.", "good")
    return see_other(url_for("people.edit", person_id=person.id))


@bp.post("/people/<int:person_id>/deactivation")
@requires(Permission.END_ACCESS, subject=people.colleague, fresh=True)
def deactivate(person: Person, viewer: Viewer) -> Page | Response:
    """End a colleague's access, unless anything would be left without anybody."""
    form = Form()
    if not form.did(lambda: leaving.deactivate(person, by=viewer, at=clock.now(), today=clock.today("UTC"))):
        return page("people/held.html", person=person, reasons=form.general, status=422)
    flash(f"{person.name} may not sign in any more.", "good")
    return see_other(url_for("people.index"))


@bp.post("/people/<int:person_id>/activation")
@requires(Permission.END_ACCESS, subject=people.colleague, fresh=True)
def activate(person: Person, viewer: Viewer) -> Page | Response:
    """Let a colleague sign in again."""
    form = Form()
    if not form.did(lambda: leaving.let_in_again(person, by=viewer, at=clock.now())):
        return page("people/held.html", person=person, reasons=form.general, status=422)
    flash(f"{person.name} may sign in again.", "good")
    return see_other(url_for("people.index"))


def _edit(person: Person, viewer: Viewer, *, correction: Correction | None = None, chosen: Roles | None = None) -> Page:
    """The page of a colleague; a form that is given was refused."""
    if correction is None:
        correction = Correction(formdata=None)
        correction.open(_stored(person))
    held = {row.role.value for row in people.held_roles(person)}
    return page(
        "people/edit.html",
        status=422 if chosen or correction.errors or correction.general else 200,
        person=person,
        company=people.own_company(viewer),
        correction=correction,
        has_factor=second_factors.is_confirmed(person.id),
        tied=bool(identity_providers.identities_of(person)),
        roles=chosen or Roles(formdata=None, data=dict.fromkeys(held, True)),
    )


def _stored(person: Person) -> dict[str, str]:
    return {name: getattr(person, name) for name in ("name", "email", "job_title", "zone")}


def _added(viewer: Viewer, form: NewPerson) -> Given:
    person = verbs.create(
        name=form.name.data or "",
        email=form.email.data or "",
        job_title=form.job_title.data or "",
        zone=form.zone.data or "",
        organisation=people.own_company(viewer),
        by=viewer,
        at=clock.now(),
    )
    return Given.to(person, joinings.invite(person, by=viewer, at=clock.now()))
