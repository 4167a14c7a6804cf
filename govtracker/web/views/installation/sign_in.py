"""Signing in and out."""

import re

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock, config, database
from govtracker.access import Permission, Viewer
from govtracker.enums import SignInWay
from govtracker.models import Person
from govtracker.queries import viewers
from govtracker.queries.installation import demo
from govtracker.queries.structure import people
from govtracker.services.installation import passwords, sign_in_sessions, tokens
from govtracker.web import signed_in
from govtracker.web.access import public, requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.sign_in import SignIn
from govtracker.web.signed_in import current_viewer

bp = Blueprint("sign_in", __name__)
OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x1f]*")


@bp.get("/sign-in")
@public()
def show() -> Page | Response:
    """The door; whoever is signed in already walks through."""
    if current_viewer():
        return see_other(url_for("work.show"))
    if people.nobody_yet():
        return see_other(url_for("set_up.show"))
    return _door(SignIn(next=request.args.get("next", "")))


@bp.post("/sign-in")
@public(own_transaction=True)
def create() -> Page | Response:
    """Check the password before any transaction begins: hashing is slow on purpose."""
    form = SignIn()
    if not form.validate():
        return _door(form, status=422)
    person = viewers.by_email(form.email.data or "")
    known = passwords.matches(form.password.data or "", person.password_hash if person else "")
    if not (person and known and person.is_active):
        form.refuse("E-mail or password is not right.")
        return _door(form, status=422)
    return admit(person, next_url=form.next.data)


@bp.post("/sign-out")
@requires(Permission.OWN)
def destroy(viewer: Viewer) -> Response:
    """End this session, here and in the database."""
    sign_in_sessions.sign_out(signed_in.session_id(), by=viewer, at=clock.now())
    signed_in.forget()
    return see_other(url_for("sign_in.show"))


def admit(person: Person, *, next_url: str | None, way: SignInWay = SignInWay.PASSWORD) -> Response:
    """Begin a new session for `person`, who has just proved who they are, and go where they wanted, if it is ours.

    The one way in, whatever the proof. Opens its own transaction; raises Forbidden (403) where their access has ended
    or their password has changed since `person` was read.
    """
    person_id, checked, token, before = person.id, person.password_hash, tokens.fresh(), signed_in.current()
    with database.transaction():
        viewer = viewers.viewer(person_id, today=clock.today("UTC"))
        if viewer is None or viewers.person(person_id).password_hash != checked:
            abort(403)
        if before:
            sign_in_sessions.replace(before.facts.session_id)
        kept = tokens.hashed(token)
        sign_in_sessions.begin(viewer, way=way, token_hash=kept, whence=signed_in.come_from(), at=clock.now())
    signed_in.carry(token)
    return see_other(next_url if next_url and OWN_PATH.fullmatch(next_url) else url_for("work.show"))


def _door(form: SignIn, *, status: int = 200) -> Page:
    companies: dict[str, list[demo.DemoPerson]] = {}
    for someone in demo.people() if config.current().demo else ():
        companies.setdefault(someone.organisation, []).append(someone)
    return page("sign_in/show.html", form=form, demo_companies=companies, status=status)
