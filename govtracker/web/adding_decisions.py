"""Recording a decision, whatever it is about: one form, one page, one way back."""

from datetime import timedelta
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import Audience
from govtracker.models import Decision, Relationship
from govtracker.queries.issues import authority
from govtracker.services.issues import decisions
from govtracker.services.issues.decisions import NewDecision
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import decisions as forms
from govtracker.web.forms.choices import area_choices, audiences, offer, options
from govtracker.web.sources import Source

A_WEEK = timedelta(days=7)


def new(source: Source, viewer: Viewer) -> Page:
    """A blank decision about that."""
    return _page(source, _form(source, viewer))


def create(source: Source, viewer: Viewer) -> Page | Response:
    """Record it; in a review back to the minutes, else to the decision, which says where it stands."""
    form = _form(source, viewer)
    url = form.create(viewer, lambda: _recorded(source, form, viewer))
    return see_other(url) if url else _page(source, form, status=422)


def seats(relationship: Relationship, viewer: Viewer, audience: Audience) -> Any:
    """The seats by whose authority something may be decided; for what is internal those of the own side."""
    found = authority.choices(relationship.id, today=clock.today("UTC"))
    own = viewer.side_in(relationship.place())
    return options((seat, said) for seat, said, side in found if audience is Audience.SHARED or side is own)


def url_of(decision: Decision) -> str:
    """The address of a decision."""
    return url_for("decisions.show", key=decision.relationship.key, number=record_number(decision))


def _recorded(source: Source, form: forms.NewDecision, viewer: Viewer) -> str:
    assert form.due_on.data is not None  # the form has been validated
    asked = NewDecision(
        title=form.title.data or "",
        reason=form.reason.data or "",
        seat_id=form.seat_id.data,
        due_on=form.due_on.data,
        is_settled=form.state.data == forms.SETTLED,
        amount=form.amount.data,
        currency=form.currency.data or "",
        audience=Audience(form.audience.data),
        area_id=form.area_id.data,
    )
    moment: dict[str, Any] = {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
    decision = decisions.record(source.relationship, asked, origin=source.origin, **moment)
    return source.back if source.origin.topic else url_of(decision)


def _page(source: Source, form: forms.NewDecision, *, status: int = 200) -> Page:
    return page("decisions/new.html", source=source, relationship=source.relationship, form=form, status=status)


def _form(source: Source, viewer: Viewer) -> forms.NewDecision:
    relationship, origin = source.relationship, source.origin
    own = next((seat.acting_for or seat.seat_id for seat in viewer.seats_in(relationship.id)), None)
    in_a_week = clock.today(viewer.zone) + A_WEEK
    currency = authority.currency_of(relationship.id)
    form = forms.NewDecision(data={"seat_id": own, "due_on": in_a_week, "currency": currency})
    offer(form.audience, audiences(relationship, viewer, within=origin.audience))
    form.seat_id.choices = seats(relationship, viewer, origin.audience)
    form.area_id.choices = area_choices(relationship)
    return form
