"""Handing over all that somebody holds."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Side
from govtracker.models import Handover, HandoverItem, Person
from govtracker.queries import NotFound
from govtracker.queries.structure import handovers as asked
from govtracker.queries.structure import holdings, people
from govtracker.queries.structure.holdings import Held
from govtracker.services.structure import handovers
from govtracker.services.structure.handovers import Plan
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import handovers as forms
from govtracker.web.forms.choices import options

bp = Blueprint("handovers", __name__)


Places = dict[int, Side]


@bp.get("/people/<int:person_id>/handover")
@requires(Permission.ADD_PERSON, subject=people.colleague)
def new(person: Person, viewer: Viewer) -> Page:
    """Everything they hold where one may fill seats, and who takes it."""
    places = holdings.in_charge(viewer)
    held = _held(person, viewer, places)
    form = _form(person, viewer, held, formdata=None, data={"effective_on": clock.today("UTC")})
    return _page(person, viewer, places, held, form)


@bp.post("/people/<int:person_id>/handover")
@requires(Permission.ADD_PERSON, subject=people.colleague, fresh=True)
def create(person: Person, viewer: Viewer) -> Page | Response:
    """Move it, in one step."""
    places = holdings.in_charge(viewer)
    held = _held(person, viewer, places)
    form = _form(person, viewer, held)
    url = form.create(viewer, lambda: _handed_over(person, viewer, held, form))
    return see_other(url) if url else _page(person, viewer, places, held, form, status=422)


@bp.post("/people/<int:person_id>/handover/<int:handover_id>/cancellation")
@requires(Permission.ADD_PERSON, subject=people.colleague)
def call_off(person: Person, viewer: Viewer, handover_id: int) -> Response:
    """Forget one that waits for its day."""
    found = next((one for one in asked.of_person(person) if one.id == handover_id), None)
    if found is None or not _may_call_off(found, viewer):
        raise NotFound
    handovers.call_off(found, by=viewer, at=clock.now())
    return see_other(_url(person))


def _handed_over(person: Person, viewer: Viewer, held: list[Held], form: forms.Handover) -> str:
    day = form.effective_on.data
    assert day is not None  # the form has been validated
    plan = Plan(day, form.choices(held), leaves=form.leaves.data, reason=form.reason.data or "")
    made = handovers.hand_over(person, plan, by=viewer, at=clock.now(), today=clock.today("UTC"))
    flash("It is handed over." if made.done_at else f"It will be handed over on {day:%Y-%m-%d}.", "good")
    return _url(person)


def _held(person: Person, viewer: Viewer, places: Places) -> list[Held]:
    """What the viewer may hand over: roles as the company's administrator, sheets and accounts as its office."""
    sheets = allowed(viewer, Permission.EDIT_SOURCING)
    found = holdings.of_person(person, places, today=clock.today("UTC"), sheets=sheets)
    found += holdings.roles_of(person) if allowed(viewer, Permission.ADMINISTER_ORGANISATION) else []
    return found + (holdings.accounts_of(person) if allowed(viewer, Permission.END_ACCESS) else [])


def _form(person: Person, viewer: Viewer, held: list[Held], **given: Any) -> forms.Handover:
    where = {one.relationship_id: one.side for one in held if one.relationship_id and one.side}
    seated = holdings.seated(where, today=clock.today("UTC"))
    others = {key: [one for one in found if one[0] != person.id] for key, found in seated.items()}
    form = forms.over(held, others)(**given)
    form.successor_id.choices = options(
        [(0, "choose"), *(one for one in people.to_seat(viewer) if one[0] != person.id)]
    )
    return form


def _page(
    person: Person, viewer: Viewer, places: Places, held: list[Held], form: forms.Handover, *, status: int = 200
) -> Page:
    found = _seen(asked.of_person(person), viewer, places)
    return page(
        "handovers/new.html",
        status=status,
        person=person,
        form=form,
        held=[(one, form[handovers.field_of(one.holding, one.id)]) for one in held],
        elsewhere=holdings.elsewhere(person, places, today=clock.today("UTC")),
        waiting=[(one, items, _may_call_off(one, viewer)) for one, items in found if one.done_at is None],
        past=[(one, items) for one, items in found if one.done_at is not None],
    )


def _seen(found: Sequence[Handover], viewer: Viewer, places: Places) -> list[tuple[Handover, list[HandoverItem]]]:
    """Handovers with what of them lies where the viewer is in charge; those with nothing there are left out."""
    offices = allowed(viewer, Permission.END_ACCESS)
    seen = [
        (one, [item for item in one.items if item.relationship_id in places or (offices and not item.relationship_id)])
        for one in found
    ]
    return [(one, items) for one, items in seen if items]


def _may_call_off(handover: Handover, viewer: Viewer) -> bool:
    """Who planned it, or the company's office and administrator, while it waits."""
    own = handover.planned_by_id == viewer.person_id or allowed(viewer, Permission.END_ACCESS)
    return own and handover.done_at is None


def _url(person: Person) -> str:
    return url_for("handovers.new", person_id=person.id)
