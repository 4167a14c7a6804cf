"""A lost password: asked for with the same answer for everybody, set by a link from one's own mail."""

import time
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.enums import SignInWay
from govtracker.mail import transport
from govtracker.models import PasswordReset, Person
from govtracker.rules.installation.password_rules import Whose
from govtracker.rules.installation.throttling import Gate
from govtracker.services.installation import password_resets, passwords, throttles
from govtracker.services.installation.throttles import TooMany
from govtracker.web import callers, refused_attempts
from govtracker.web.access import public
from govtracker.web.answers import Page, page
from govtracker.web.forms.doors import ChosenPassword, LostPassword
from govtracker.web.views.installation.joinings import UNSEEN
from govtracker.web.views.installation.sign_in import admit

bp = Blueprint("password_resets", __name__)
LONGEST_ANSWER: Final = 0.25  # seconds every answer takes, whether there is such a person or not


@bp.get("/reset")
@public()
def new() -> Page:
    """Whose password is lost."""
    return _asking(LostPassword(formdata=None))


@bp.post("/reset")
@public(own_transaction=True)
def create() -> Page | Response:
    """A link leaves for that address, if somebody has it; nothing here tells."""
    form, began, at = LostPassword(), clock.monotonic(), clock.real_now()
    if not form.validate() or transport.route() is None:
        return _asking(form, status=422)
    email = form.email.data or ""
    try:
        with database.transaction():
            throttles.take(Gate.RESET, address=callers.address(), account=email.strip().lower(), at=at)
            password_resets.ask(email, at=clock.now())
    except TooMany as wait:
        refused_attempts.note_too_many(email=email)
        form.refuse(wait.text)
        return Page("password_resets/new.html", _values(form), 429, {"Retry-After": str(wait.seconds)})
    time.sleep(max(0.0, LONGEST_ANSWER - (clock.monotonic() - began)))
    return page("password_resets/asked.html", email=email)


@bp.get("/reset/<token>")
@public()
def edit(token: str) -> Page:
    """The new password; looking uses nothing up."""
    reset = password_resets.opened(token)
    return _choosing(token, reset, ChosenPassword(formdata=None)) if reset else _over()


@bp.post("/reset/<token>")
@public(own_transaction=True)
def update(token: str) -> Page | Response:
    """It counts from now on, every session has ended, and one goes on as after a password: a second factor is asked."""
    with database.transaction():
        throttles.take(Gate.INVITATION, address=callers.address(), at=clock.real_now())
    reset, form = password_resets.opened(token), ChosenPassword()
    if reset is None:
        refused_attempts.note("link_refused")
        return _over()
    whose = Whose(reset.person.name, reset.person.email, reset.person.organisation.name)
    chosen = form.carry_out(lambda: passwords.checked(form.password.data or "", whose))
    if chosen is None:
        return _choosing(token, reset, form, status=422)
    person = _set(token, chosen)
    return admit(person, next_url=None, way=SignInWay.RESET) if person else _over()


def _set(token: str, password_hash: str) -> Person | None:
    with database.transaction():
        reset = password_resets.opened(token)
        return password_resets.accept(reset, password_hash, at=clock.now()) if reset else None


def _asking(form: LostPassword, *, status: int = 200) -> Page:
    return Page("password_resets/new.html", _values(form), status)


def _values(form: LostPassword) -> dict[str, object]:
    return {"form": form, "sends_mail": transport.route() is not None}


def _choosing(token: str, reset: PasswordReset, form: ChosenPassword, *, status: int = 200) -> Page:
    return Page(
        "password_resets/edit.html", {"form": form, "token": token, "email": reset.person.email}, status, UNSEEN
    )


def _over() -> Page:
    return Page("password_resets/over.html", {}, 410, UNSEEN)
