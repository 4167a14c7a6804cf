"""The first set-up: open only while there is nobody at all."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.enums import SignInWay
from govtracker.models import Person
from govtracker.queries import NotFound, viewers
from govtracker.queries.structure import people
from govtracker.services.installation import joinings, passwords, set_up
from govtracker.services.installation.set_up import Beginnings, Invited
from govtracker.web import links_once
from govtracker.web.access import public
from govtracker.web.answers import Page, page
from govtracker.web.forms.relationships import SetUp
from govtracker.web.links_once import Given
from govtracker.web.views.governance.calendars import country_choices
from govtracker.web.views.installation.sign_in import admit

bp = Blueprint("set_up", __name__)


@bp.get("/set-up")
@public()
def show() -> Page:
    """Three things to say, then everything is there."""
    _require_empty()
    return page("set_up/show.html", form=_form(formdata=None))


@bp.post("/set-up")
@public(own_transaction=True)
def create() -> Page | Response:
    """Hash the passwords, make everything at once, and sign the first person in."""
    _require_empty()
    form = _form()
    done = form.carry_out(lambda: _begun(form))
    if done is None:
        return page("set_up/show.html", form=form, status=422)
    person, key, invited = done
    address = url_for("relationships.show", key=key)
    signed_in = admit(person, next_url=address, way=SignInWay.SET_UP)
    return links_once.answer(invited, address) if invited else signed_in


def _begun(form: SetUp) -> tuple[Person, str, Given | None]:
    password_hash = passwords.checked(form.password.data or "", form.whose)
    given: dict[str, Any] = {
        name: form[name].data or "" for name in ("company", "zone", "country", "name", "email", "supplier", "key")
    }
    invited = None
    if form.invites:
        invited = Invited(form.supplier_spoc_name.data or "", form.supplier_spoc_email.data or "")
    beginnings = Beginnings(password_hash=password_hash, insourced=form.insourced.data, invited=invited, **given)
    with database.transaction():
        person, relationship, theirs = set_up.begin(beginnings, at=clock.now())
        by = viewers.viewer(person.id, today=clock.today("UTC"))
        told = Given.to(theirs, joinings.invite(theirs, by=by, at=clock.now())) if theirs else None
        return person, relationship.key, told


def _form(**given: Any) -> SetUp:
    form = SetUp(**given)
    form.country.choices = country_choices()
    return form


def _require_empty() -> None:
    if not people.nobody_yet():
        raise NotFound
