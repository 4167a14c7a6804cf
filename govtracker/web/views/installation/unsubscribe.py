"""Stopping a kind of mail by the link in it, without signing in; looking at the page changes nothing."""

from flask import Blueprint, abort, request

from govtracker import clock
from govtracker.enums import MailKind
from govtracker.mail import links
from govtracker.rules.reviews import mailing
from govtracker.services.reviews import mail_preferences
from govtracker.web import csrf
from govtracker.web.access import public
from govtracker.web.answers import Page, page

bp = Blueprint("unsubscribe", __name__)
csrf.exempt(bp)  # mail programs post here by themselves (RFC 8058); the signed address is the proof


@bp.get("/unsubscribe/<token>")
@public()
def show(token: str) -> Page:
    """The question; programs that follow every link of a mail get no further."""
    _, kind = _meant(token)
    return page("unsubscribe/show.html", token=token, kind=kind, stopped=None)


@bp.post("/unsubscribe/<token>")
@public()
def create(token: str) -> Page:
    """Stop it, or with `again` let it come again."""
    person_id, kind = _meant(token)
    again = "again" in request.form
    change = mail_preferences.subscribe if again else mail_preferences.unsubscribe
    change(person_id, kind, by=None, at=clock.now())
    return page("unsubscribe/show.html", token=token, kind=kind, stopped=not again)


def _meant(token: str) -> tuple[int, MailKind]:
    meant = links.unsubscriber(token)
    if meant is None or not mailing.manner(meant[1]).unsubscribable:
        abort(404)
    return meant
