"""One seat: who holds and held it, and what its holder may decide."""

from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response
from wtforms import DateField

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import SeatRole
from govtracker.models import Seat
from govtracker.queries import find, history
from govtracker.queries.structure import seats, spocs
from govtracker.services.structure import seats as verbs
from govtracker.services.structure import structure
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import structure as forms
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options
from govtracker.web.views.structure.structure import scope

bp = Blueprint("seats", __name__)


@bp.get("/r/<key>/seats/<int:seat_id>")
@requires(Permission.VIEW, subject=find.seat)
def show(seat: Seat, viewer: Viewer) -> Page:
    """The seat with its tenures."""
    return _show(seat, viewer)


@bp.post("/r/<key>/seats/<int:seat_id>/holder")
@requires(Permission.FILL_SEAT, subject=find.seat)
def fill(seat: Seat, viewer: Viewer) -> Page | Response:
    """Seat somebody of one's own company."""
    form = _holder(seat)
    done = form.did(
        lambda: verbs.fill(seat, form.person_id.data, from_on=_day(form.from_on), today=_today(), **_now(viewer))
    )
    return see_other(_url(seat)) if done else _show(seat, viewer, holder=form, status=422)


@bp.post("/r/<key>/seats/<int:seat_id>/vacancy")
@requires(Permission.FILL_SEAT, subject=find.seat)
def vacate(seat: Seat, viewer: Viewer) -> Page | Response:
    """End the holder's tenure."""
    form = forms.Vacancy()
    reason = form.reason.data or ""
    done = form.did(
        lambda: verbs.vacate(seat, last_on=_day(form.last_on), reason=reason, today=_today(), **_now(viewer))
    )
    return see_other(_url(seat)) if done else _show(seat, viewer, vacancy=form, status=422)


@bp.post("/r/<key>/seats/<int:seat_id>/scope")
@requires(Permission.FILL_SEAT, subject=find.seat)
def describe(seat: Seat, viewer: Viewer) -> Page | Response:
    """Change what the holder may decide alone."""
    form = forms.ScopeFields()
    done = form.did(lambda: structure.edit_scope(seat, scope(form), **_now(viewer)))
    return see_other(_url(seat)) if done else _show(seat, viewer, scope=form, status=422)


def _show(seat: Seat, viewer: Viewer, *, status: int = 200, **forms_with_mistakes: Form) -> Page:
    today = _today()
    limit = Decimal(seat.money_limit) / 100 if seat.money_limit is not None else None
    described = {
        "tier": seat.tier.value,
        "authority": seat.scope_of_authority,
        "responsibility": seat.scope_of_responsibility,
        "money_limit": limit,
        "currency": seat.currency,
    }
    blank: dict[str, Form] = {
        "holder": _holder(seat, formdata=None, data={"from_on": today}),
        "vacancy": forms.Vacancy(formdata=None, data={"last_on": today}),
        "scope": forms.ScopeFields(formdata=None, data=described),
    }
    tenures = seats.tenures(seat.id)
    on = addresses.day("on") or today
    seated = seats.structure_of(seat.relationship_id, on)
    return page(
        "seats/show.html",
        status=status,
        seat=seat,
        tenures=tenures,
        current=next((tenure for tenure in tenures if tenure.to_on is None or tenure.to_on >= today), None),
        today=today,
        on=on,
        on_day=next(row for row in seated if row.seat_id == seat.id),
        speaker=spocs.speaker(seated, seat.side) if seat.role is SeatRole.SPOC else None,
        events=history.of_subject(viewer, seat),
        **{**blank, **forms_with_mistakes},
    )


def _holder(seat: Seat, **given: Any) -> forms.Holder:
    form = forms.Holder(**given)
    form.person_id.choices = options(seats.candidates(seat.relationship, seat.side))
    return form


def _today() -> date:
    """The day by which rights are counted."""
    return clock.today("UTC")


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now()}


def _day(field: DateField) -> date:
    assert field.data is not None  # the form has been validated
    return field.data


def _url(seat: Seat) -> str:
    return url_for("seats.show", key=seat.relationship.key, seat_id=seat.id)
