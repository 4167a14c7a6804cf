"""Signing in and out."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock, config, database
from govtracker.enums import SignInWay
from govtracker.models import Person
from govtracker.queries import viewers
from govtracker.queries.installation import demo, identity_providers
from govtracker.queries.structure import people
from govtracker.rules import masking
from govtracker.rules.installation import sessions
from govtracker.rules.installation.throttling import Gate
from govtracker.services.installation import passwords, sign_in_sessions, throttles, tokens
from govtracker.services.installation.throttles import TooMany
from govtracker.web import addresses, callers, refused_attempts, second_step, signed_in
from govtracker.web.access import public
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.identity_providers import Way
from govtracker.web.forms.proofs import Code
from govtracker.web.forms.sign_in import SignIn
from govtracker.web.second_step import Step
from govtracker.web.signed_in import current_viewer

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
@public()
def show() -> Page | Response:
    """The door; whoever is signed in already walks through."""
    if current_viewer():
        return see_other(url_for("work.show"))
    if people.nobody_yet():
        return see_other(url_for("set_up.show"))
    return door(SignIn(next=request.args.get("next", "")))


@bp.post("/sign-in")
@public(own_transaction=True)
def create() -> Page | Response:
    """Check the password before any transaction begins: hashing is slow on purpose."""
    form = SignIn()
    if not form.validate():
        return door(form, status=422)
    try:
        person = _proved(form.email.data or "", form.password.data or "")
    except TooMany as wait:
        refused_attempts.note_too_many(email=form.email.data or "")
        form.refuse(wait.text)
        return replace(door(form, status=429), headers={"Retry-After": str(wait.seconds)})
    if person is None:
        form.refuse("E-mail or password is not right.")
        return door(form, status=422)
    return admit(person, next_url=form.next.data)


def _proved(email: str, password: str) -> Person | None:
    """Whose address and password these are; None for both who is unknown and who is mistaken, after the same time."""
    tried: dict[str, Any] = {"address": callers.address(), "account": email.strip().lower(), "at": clock.real_now()}
    with database.transaction():
        throttles.take(Gate.SIGN_IN, **tried)
    person = viewers.by_email(email)
    known = passwords.matches(password, person.password_hash if person else "")
    if not (person and known and person.is_active):
        claimed = "" if person else masking.masked(email)
        refused_attempts.note("sign_in_failed", person=person, typed=claimed)
        return None
    person_id = person.id
    with database.transaction():
        throttles.passed(Gate.SIGN_IN, **tried)
    return viewers.person(person_id)


@bp.get("/sign-in/code")
@public()
def ask_code() -> Page | Response:
    """The second step: a code of the authenticator."""
    if signed_in.halfway() is None:
        return see_other(url_for("sign_in.show"))
    return page("sign_in/code.html", form=Code(formdata=None))


@bp.post("/sign-in/code")
@public(own_transaction=True)
def give_code() -> Page | Response:
    """Let them in when it is right; after too many wrong ones they begin again with the password."""
    waiting, form = signed_in.halfway(), Code()
    if waiting is None:
        flash("That took too long. Sign in again.", "bad")
        return see_other(url_for("sign_in.show"))
    next_url, token = waiting[1], tokens.fresh()
    outcome = form.carry_out(lambda: second_step.take(waiting[0], form.code.data or "", token))
    if outcome is None:
        return page("sign_in/code.html", form=form, status=422)
    if outcome is Step.OVER:
        flash("Too many wrong codes. Sign in again.", "bad")
        return see_other(url_for("sign_in.show"))
    signed_in.carry(token)
    return see_other(next_url or url_for("work.show"))


@bp.post("/sign-out")
@public()
def destroy() -> Response:
    """End this session, here and in the database."""
    found, there = signed_in.current(), None
    if found:
        sign_in_sessions.sign_out(found.facts.session_id, by=found.viewer, at=clock.now())
        if found.facts.way is SignInWay.IDENTITY_PROVIDER:
            there = identity_providers.way_out_of_company(found.viewer.organisation_id)
    signed_in.forget()
    return see_other(url_for("single_sign_on.leave", slug=there) if there else url_for("sign_in.show"))


def admit(
    person: Person,
    *,
    next_url: str | None,
    way: SignInWay = SignInWay.PASSWORD,
    by_factor: bool = False,
    proved_at: datetime | None = None,
) -> Response:
    """Begin a new session for `person`, who has just proved who they are, and go where they wanted, if it is ours.

    The one way in, whatever the proof; whoever has a second factor is asked for it first, but those who gave one where
    they come from (`by_factor`). `proved_at` (real time) is when they proved it there; None: now. Opens its own
    transaction; answers Forbidden (403) where their access has ended or their password has changed since `person` was
    read.
    """
    only = identity_providers.only_way(person.id) if way in sessions.BY_PASSWORD else None
    if only:
        flash("Your company’s people sign in through its own sign-in, not by password.", "bad")
        return see_other(url_for("single_sign_on.show", slug=only, next=next_url))
    person_id, checked, token, before = person.id, person.password_hash, tokens.fresh(), signed_in.current()
    next_url = addresses.own_path(next_url)
    with database.transaction():
        viewer = viewers.viewer(person_id, today=clock.today("UTC"))
        if viewer is None or viewers.person(person_id).password_hash != checked:
            abort(403)
        if before:
            sign_in_sessions.replace(before.facts.session_id)
        kept = tokens.hashed(token)
        begun = sign_in_sessions.begin(
            viewer,
            way=way,
            token_hash=kept,
            whence=signed_in.come_from(),
            at=clock.now(),
            by_factor=by_factor,
            proved_at=proved_at,
        )
        waits = begun.admitted_at is None
    if waits:
        signed_in.remember_halfway(token, next_url)
        return see_other(url_for("sign_in.ask_code"))
    signed_in.carry(token)
    return see_other(next_url or url_for("work.show"))


def door(form: SignIn, *, way: Way | None = None, status: int = 200) -> Page:
    """The page people sign in at; `way` is the address they looked for their company's own sign-in with."""
    companies: dict[str, list[demo.DemoPerson]] = {}
    for someone in demo.people() if config.current().demo else ():
        companies.setdefault(someone.organisation, []).append(someone)
    if way is None and identity_providers.any_in_use():
        way = Way(formdata=None, prefix="way", next=form.next.data)
    return page("sign_in/show.html", form=form, way=way, demo_companies=companies, status=status)
