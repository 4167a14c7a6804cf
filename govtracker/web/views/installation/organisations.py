"""Organisations of the installation, for whoever runs it: companies and their units, no relationship."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.access import Permission, Viewer
from govtracker.models import Organisation
from govtracker.queries.structure import organisations as asked
from govtracker.services.installation import joinings
from govtracker.services.structure import organisations
from govtracker.services.structure.organisations import OrganisationFacts
from govtracker.web import addresses, links_once
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.administration import EditOrganisation, FirstPerson, NewOrganisation
from govtracker.web.forms.choices import options
from govtracker.web.links_once import Given

bp = Blueprint("organisations", __name__)


@bp.get("/administration/organisations")
@requires(Permission.ADMINISTER)
def index(viewer: Viewer) -> Page:
    """All of them by name."""
    found = asked.listed(**addresses.cursors())
    return page("organisations/index.html", rows=found.rows, around=addresses.around(found))


@bp.get("/administration/organisations/new")
@requires(Permission.ADMINISTER)
def new(viewer: Viewer) -> Page:
    """A blank one."""
    return page("organisations/new.html", form=_offered(NewOrganisation(formdata=None, data={"zone": viewer.zone})))


@bp.post("/administration/organisations")
@requires(Permission.ADMINISTER)
def create(viewer: Viewer) -> Page | Response:
    """Add it."""
    form = _offered(NewOrganisation())
    url = form.create(viewer, lambda: _url(organisations.add(_facts(form.typed), by=viewer, at=clock.now())))
    return see_other(url) if url else page("organisations/new.html", form=form, status=422)


@bp.get("/administration/organisations/<int:organisation_id>")
@requires(Permission.ADMINISTER)
def edit(viewer: Viewer, organisation_id: int) -> Page:
    """One of them, and its first person where it has none."""
    organisation, form = asked.by_id(organisation_id), _offered(EditOrganisation(formdata=None))
    form.open(_stored(organisation))
    return _edit(organisation, form)


@bp.post("/administration/organisations/<int:organisation_id>")
@requires(Permission.ADMINISTER)
def update(viewer: Viewer, organisation_id: int) -> Page | Response:
    """Store what was changed."""
    organisation, form = asked.by_id(organisation_id), _offered(EditOrganisation())
    stored = _stored(organisation)
    values = form.merged(stored) if form.validate() else None
    facts = _facts({**stored, **(values or {})})
    if values is None or not form.did(lambda: organisations.edit(organisation, facts, by=viewer, at=clock.now())):
        return _edit(organisation, form, status=422)
    flash("Saved.", "good")
    return see_other(_url(organisation))


@bp.post("/administration/organisations/<int:organisation_id>/first-person")
@requires(Permission.ADMINISTER, own_transaction=True, fresh=True)
def begin(viewer: Viewer, organisation_id: int) -> Page | Response:
    """Bring in its first person."""
    form = FirstPerson(prefix="first")
    told = form.carry_out(lambda: _begun(viewer, organisation_id, form))
    if told is None:
        organisation, fields = asked.by_id(organisation_id), _offered(EditOrganisation(formdata=None))
        fields.open(_stored(organisation))
        return _edit(organisation, fields, first=form, status=422)
    return links_once.answer(told, url_for("organisations.index"))


def _begun(viewer: Viewer, organisation_id: int, form: FirstPerson) -> Given:
    given, now = {"name": form.name.data or "", "email": form.email.data or ""}, clock.now()
    with database.transaction():
        organisation = asked.by_id(organisation_id)
        person = organisations.begin(organisation, **given, by=viewer, at=now, today=clock.today("UTC"))
        return Given.to(person, joinings.invite(person, by=viewer, at=now))


def _edit(
    organisation: Organisation, form: EditOrganisation, *, first: FirstPerson | None = None, status: int = 200
) -> Page:
    return page(
        "organisations/edit.html",
        status=status,
        organisation=organisation,
        form=form,
        first=None if asked.has_people(organisation.id) else first or FirstPerson(formdata=None, prefix="first"),
    )


def _offered(form: Any) -> Any:
    form.parent_id.choices = options([(0, "none: a company of its own"), *asked.choices()])
    return form


def _stored(organisation: Organisation) -> dict[str, Any]:
    return {"name": organisation.name, "zone": organisation.zone, "parent_id": organisation.parent_id or 0}


def _facts(values: dict[str, Any]) -> OrganisationFacts:
    return OrganisationFacts(values["name"] or "", values["zone"] or "", values["parent_id"] or None)


def _url(organisation: Organisation) -> str:
    return url_for("organisations.edit", organisation_id=organisation.id)
