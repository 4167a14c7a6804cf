"""Joining by an invitation: the link shows who invites, the button does it."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.enums import SignInWay
from govtracker.models import Joining, Person
from govtracker.queries.installation import accounts, identity_providers
from govtracker.rules.installation.link_standing import Standing
from govtracker.rules.installation.password_rules import Whose
from govtracker.rules.installation.throttling import Gate
from govtracker.services.installation import joinings, passwords, throttles
from govtracker.services.installation.joinings import Acceptance
from govtracker.web import callers, refused_attempts
from govtracker.web.access import public
from govtracker.web.answers import Page
from govtracker.web.forms.doors import Join
from govtracker.web.views.installation.sign_in import admit

bp = Blueprint("joinings", __name__)
UNSEEN = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@bp.get("/join/<token>")
@public()
def show(token: str) -> Page:
    """Who invites, to which company, at which address; looking uses nothing up."""
    joining = joinings.opened(token)
    if joining is None or joinings.standing(joining) is not Standing.OPEN:
        return _over(joining)
    person = joining.person
    return _page(token, joining, Join(formdata=None, data={"name": person.name, "zone": person.zone}))


@bp.post("/join/<token>")
@public(own_transaction=True)
def create(token: str) -> Page | Response:
    """Join with a password of one's own, and walk in."""
    with database.transaction():
        throttles.take(Gate.INVITATION, address=callers.address(), at=clock.real_now())
    joining, form = joinings.opened(token), Join()
    if joining is None or joinings.standing(joining) is not Standing.OPEN or _elsewhere(joining):
        refused_attempts.note("link_refused", person=joining.person if joining else None)
        return _over(joining)
    whose = Whose(form.name.data or "", joining.email, joining.person.organisation.name)
    said = form.carry_out(lambda: _said(form, whose))
    person = form.carry_out(lambda: _joined(token, said)) if said else None
    if person is None:
        found = joinings.opened(token)
        assert found is not None
        return _page(token, found, form, status=422)
    return admit(person, next_url=url_for("work.show"), way=SignInWay.INVITATION)


def _said(form: Join, whose: Whose) -> Acceptance:
    password_hash = passwords.checked(form.password.data or "", whose)
    return Acceptance(form.name.data or "", form.zone.data or "", password_hash)


def _joined(token: str, said: Acceptance) -> Person:
    with database.transaction():
        joining = joinings.opened(token)
        assert joining is not None
        return joinings.accept(joining, said, at=clock.now())


def _elsewhere(joining: Joining) -> bool:
    return identity_providers.only_way(joining.person_id) is not None


def _page(token: str, joining: Joining, form: Join, *, status: int = 200) -> Page:
    values = {
        "form": form,
        "token": token,
        "company": joining.person.organisation.name,
        "by": joining.invited_by.name if joining.invited_by else "",
        "email": joining.email,
        "only_way": identity_providers.only_way(joining.person_id),
    }
    return Page("joinings/show.html", values, status, UNSEEN)


def _over(joining: Joining | None) -> Page:
    """One calm page for every link that leads nowhere: whom to ask, or that one is in already."""
    person = joining.person if joining else None
    values = {
        "has_joined": bool(joining and joinings.standing(joining) is Standing.USED),
        "by": joining.invited_by.name if joining and joining.invited_by else "",
        "keepers": accounts.keepers(person.organisation_id) if person else "",
    }
    return Page("joinings/over.html", values, 410, UNSEEN)
