"""The demonstration: who to be, what time it is, and every mail as it would arrive. Nowhere but in demo mode."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, jsonify, make_response, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock, demo_clock
from govtracker.enums import MailKind, SignInWay
from govtracker.mail import reading
from govtracker.queries.installation import demo
from govtracker.queries.reviews import mails
from govtracker.rules.words import label
from govtracker.services import Refused
from govtracker.web import addresses, csrf
from govtracker.web.access import public
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import chosen
from govtracker.web.headers import framed
from govtracker.web.moments import local_time
from govtracker.web.signed_in import current_viewer
from govtracker.web.views.installation.sign_in import admit

bp = Blueprint("demo", __name__)
csrf.exempt(bp)  # scripts post here too; what other sites send is refused below
KINDS = [("", "All"), *((kind.value, label(kind)) for kind in MailKind)]
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


@bp.before_request
def refuse_other_sites() -> None:
    """A page of another site may not press the buttons of a demonstration."""
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and request.method == "POST":
        abort(403)


@bp.get("/demo/people.json")
@public(demo_only=True)
def people() -> Response:
    """Everybody one can sign in as, once for each part they play."""
    password = demo.password()
    return jsonify([{**_plain(who, part), "password": password} for who in demo.people() for part in who.parts])


@bp.post("/demo/sign-in")
@public(demo_only=True, own_transaction=True)
def sign_in() -> Response:
    """Be that person, with one click."""
    return admit(
        demo.person(_whole(request.form, "person_id")), next_url=request.form.get("next"), way=SignInWay.DEMONSTRATION
    )


@bp.post("/demo/clock")
@public(demo_only=True, own_transaction=True)
def move_clock() -> Response:
    """Let time pass: `step` hour, day or due (the next thing due), or `minutes`."""
    asked = request.get_json(silent=True) if request.is_json else request.form
    reached = demo_clock.forward(_target(asked if isinstance(asked, Mapping) else {}), by=current_viewer())
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return jsonify(now=reached.isoformat(), ahead_seconds=int(clock.ahead().total_seconds()))
    flash(f"It is {local_time(reached)} now.", "good")
    return see_other(_back())


@bp.get("/demo/mail")
@public(demo_only=True)
def mail() -> Page:
    """Every mail, the newest first, or those of a kind and with some words alone."""
    kind, words = chosen(MailKind, request.args.get("kind")), request.args.get("q", "")[:100].strip()
    listed = mails.shown(kind=kind, words=words, **addresses.cursors())
    around = addresses.around(listed)
    return page("demo/mail.html", listed=listed, kinds=KINDS, kind=kind, words=words, around=around)


@bp.get("/demo/mail/<int:mail_id>")
@public(demo_only=True)
def one_mail(mail_id: int) -> Page:
    """One mail: as it looks, as text, and its headers."""
    found = mails.mail(mail_id)
    return page("demo/one_mail.html", mail=found, opened=reading.opened(found.raw))


@bp.get("/demo/mail/<int:mail_id>/html")
@public(demo_only=True)
def mail_body(mail_id: int) -> Response:
    """Its HTML alone, for a frame that may do nothing but show it; its links open beside."""
    body = reading.opened(mails.mail(mail_id).raw).html
    return framed(make_response(body.replace("<head>", '<head><base target="_blank">', 1)))


@bp.get("/demo/mail/<int:mail_id>/source")
@public(demo_only=True)
def mail_source(mail_id: int) -> Response:
    """The mail byte by byte."""
    response = make_response(mails.mail(mail_id).raw)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response


def _plain(person: demo.DemoPerson, part: demo.Part) -> dict[str, Any]:
    return {
        "person_id": person.person_id,
        "name": person.name,
        "email": person.email,
        "organisation": person.organisation,
        "side": part.side.value if part.side else None,
        "role": str(part.role),
        "relationships": list(part.relationships),
    }


def _target(asked: Mapping[str, Any]) -> datetime:
    if asked.get("step") == "due":
        return demo_clock.next_due()
    if asked.get("step") in STEPS:
        return clock.now() + STEPS[asked["step"]]
    return clock.now() + timedelta(minutes=_whole(asked, "minutes"))


def _whole(asked: Mapping[str, Any], name: str) -> int:
    text = str(asked.get(name, ""))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(f"{name} must be a whole number.", name)
    return int(text)


def _back() -> str:
    """The page the button stood on, if it is ours."""
    came_from = urlsplit(request.referrer or "")
    path = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    ours = addresses.own_path(path) if came_from.netloc == request.host else None
    return ours or url_for("demo.mail")
