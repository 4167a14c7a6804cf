"""The structure of a relationship: who decides what, on any day."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import SeatRole, Side, Tier
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.governance import calendars, decision_rights, escalation_paths, forums
from govtracker.queries.issues import issues
from govtracker.queries.structure import areas, health, organisations, seats, spocs
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.date_words import WEEKDAYS
from govtracker.rules.governance import cadence_words, opening_hours
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.cadence import Cadence
from govtracker.services.structure import structure
from govtracker.services.structure.structure import Scope
from govtracker.web import addresses, decision_tables, findings, path_ladders
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.decision_tables import Table
from govtracker.web.forms import structure as forms
from govtracker.web.forms.choices import options

bp = Blueprint("structure", __name__)


@bp.get("/r/<key>/structure")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """Seats of both sides, escalation paths, calendars and forums."""
    return _show(relationship, viewer, forms.NewArea())


@bp.post("/r/<key>/areas")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def create_area(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """One functional area more, with a vacant seat on either side."""
    form = forms.NewArea()

    def add() -> str:
        structure.add_area(relationship, form.name.data or "", by=viewer, at=clock.now())
        return _url(relationship)

    url = form.create(viewer, add)
    return see_other(url) if url else _show(relationship, viewer, form, status=422)


@bp.get("/r/<key>/seats/new")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def new_seat(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank seat on one's own side."""
    return _new(relationship, viewer, _form(relationship))


@bp.post("/r/<key>/seats")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def create_seat(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """One seat more on one's own side."""
    form = _form(relationship)
    url = form.create(viewer, lambda: _added(relationship, viewer, form))
    return see_other(url) if url else _new(relationship, viewer, form, status=422)


def scope(form: forms.ScopeFields) -> Scope:
    """What a form says of a seat; the limit in minor units."""
    limit = form.money_limit.data
    return Scope(
        tier=Tier(form.tier.data),
        authority=form.authority.data or "",
        responsibility=form.responsibility.data or "",
        money_limit=round(limit * 100) if limit is not None else None,
        currency=form.currency.data or "",
    )


def _added(relationship: Relationship, viewer: Viewer, form: forms.NewSeat) -> str:
    seat = structure.add_seat(
        relationship,
        _own_side(relationship, viewer),
        SeatRole(form.role.data),
        scope(form),
        area=issues.area(relationship.id, form.area_id.data) if form.area_id.data else None,
        by=viewer,
        at=clock.now(),
    )
    return url_for("seats.show", key=relationship.key, seat_id=seat.id)


def _form(relationship: Relationship) -> forms.NewSeat:
    form = forms.NewSeat()
    form.area_id.choices = options([(0, "none"), *areas.of_relationship(relationship.id)])
    return form


def _new(relationship: Relationship, viewer: Viewer, form: forms.NewSeat, *, status: int = 200) -> Page:
    company = relationship.company(_own_side(relationship, viewer)).name
    return page("structure/new_seat.html", relationship=relationship, company=company, form=form, status=status)


def _show(relationship: Relationship, viewer: Viewer, form: forms.NewArea, *, status: int = 200) -> Page:
    today = clock.today("UTC")
    on = addresses.day("on") or today
    found = health.of_relationship(relationship, on) if on <= today else None
    seated = found.seats if found else seats.structure_of(relationship.id, on)
    hours = calendars.of_organisations([relationship.client_id, relationship.supplier_id])
    return page(
        "structure/show.html",
        status=status,
        relationship=relationship,
        on=on,
        today=today,
        found=findings.told(relationship, found) if found else [],
        acting=spocs.acting(seated),
        tiers=_tiers(seated),
        may_invite=_may_invite(relationship, seated),
        paths=[path_ladders.drawn(path, seated) for path in escalation_paths.of_relationship(viewer, relationship.id)],
        calendars={side: _hours(hours[relationship.company(side).id], today) for side in Side},
        forums=[_meets(row) for row in forums.of_relationship(viewer, relationship.id)],
        decisions=_decisions(relationship, seated),
        catalogue=areas.not_in(relationship.id),
        form=form,
    )


def _decisions(relationship: Relationship, seated: list[SeatRow]) -> dict[int, Table]:
    """Forum id → its decisions; forums without any are left out."""
    rights = decision_rights.of_relationship(relationship.id)
    forum_ids = dict.fromkeys(right.forum_id for right in rights)
    return {id_: decision_tables.table([one for one in rights if one.forum_id == id_], seated) for id_ in forum_ids}


def _may_invite(relationship: Relationship, seated: list[SeatRow]) -> bool:
    """Nobody speaks for the supplier, and nobody of it is here who could say who does."""
    spoken_for = any(seat.side is Side.SUPPLIER and seat.person_id is not None for seat in seated)
    return not spoken_for and not organisations.has_people(relationship.supplier_id)


def _tiers(seated: list[SeatRow]) -> list[tuple[Tier, list[dict[str, Any]]]]:
    """Tier by tier, a line per role and area with the seats of both sides facing."""
    found: dict[Tier, dict[tuple[SeatRole, str | None], dict[str, Any]]] = {tier: {} for tier in Tier}
    for seat in seated:
        line = found[seat.tier].setdefault(
            (seat.role, seat.area), {"role": seat.role, "area": seat.area, "sides": {side: [] for side in Side}}
        )
        line["sides"][seat.side].append(seat)
    return [(tier, list(lines.values())) for tier, lines in found.items() if lines]


def _meets(row: Any) -> dict[str, Any]:
    cadence = Cadence(row.rrule, row.local_time, row.zone, row.starts_on)
    return {"row": row, "meets": cadence_words.in_words(cadence)}


def _hours(calendar: BusinessCalendar, today: date) -> dict[str, Any]:
    """A calendar as people read it: equal neighbouring weekdays together, and the next closed days."""
    week = [(day, opening_hours.words(calendar.hours.get(day, ())) or "closed") for day in range(7)]
    runs: list[list[Any]] = []
    for day, hours in week:
        if runs and runs[-1][2] == hours:
            runs[-1][1] = day
        else:
            runs.append([day, day, hours])
    closed = sorted(day for day in calendar.closed_days if day >= today)
    return {
        "zone": calendar.zone,
        "week": [(WEEKDAYS[a] if a == b else f"{WEEKDAYS[a]} to {WEEKDAYS[b]}", hours) for a, b, hours in runs],
        "closed": [(day, _otherwise(calendar, day)) for day in closed[:4]],
        "more": max(len(closed) - 4, 0),
    }


def _otherwise(calendar: BusinessCalendar, day: date) -> str:
    """What a special day is called, and its hours where it has some."""
    return f"{calendar.closed_days[day]} {opening_hours.words(calendar.opened_days.get(day, ()))}".strip()


def _own_side(relationship: Relationship, viewer: Viewer) -> Side:
    side = viewer.side_in(relationship.place())
    assert side is not None  # the guard has let them in
    return side


def _url(relationship: Relationship) -> str:
    return url_for("structure.show", key=relationship.key)
