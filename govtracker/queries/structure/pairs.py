"""Function pairs: who leads each functional area on either side, and since when both do."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Date, and_, bindparam, select

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import FunctionalArea, Seat, Tenure
from govtracker.queries.structure.seats import SeatRow, held_on
from govtracker.rules.structure.structure import PairFacts

LastContacts = Mapping[tuple[int, int], date]  # (area, person) to the day of the last contact that person made in it
NONE_KNOWN: LastContacts = MappingProxyType({})


class Lead(NamedTuple):
    """Who leads an area on a side, and since when."""

    person_id: int
    since: date


class Area(NamedTuple):
    """A functional area of a relationship."""

    id: int
    name: str


Leads = dict[Area, dict[Side, Lead]]


def of_relationships(relationship_ids: Collection[int], on: date) -> dict[int, list[PairFacts]]:
    """Relationship id → its function pairs with who led them on a day, by area."""
    found: dict[int, Leads] = {id_: {} for id_ in relationship_ids}
    for row in db.session.execute(LEADS, {"relationship_ids": list(relationship_ids), "on": on}):
        leads = found[row.relationship_id].setdefault(Area(row.area_id or 0, row.name), {})
        if row.person_id is not None:
            leads[row.side] = Lead(row.person_id, row.from_on)
    return {id_: _facing(leads, NONE_KNOWN) for id_, leads in found.items()}


def facing(seats: Sequence[SeatRow], last_contacts: LastContacts = NONE_KNOWN) -> list[PairFacts]:
    """The function pairs among the seats of one relationship, in their order."""
    found: Leads = {}
    for seat in seats:
        if seat.role is SeatRole.FUNCTIONAL_LEAD and seat.area_id is not None:
            leads = found.setdefault(Area(seat.area_id, seat.area or ""), {})
            if seat.person_id is not None and seat.since is not None:
                leads[seat.side] = Lead(seat.person_id, seat.since)
    return _facing(found, last_contacts)


def _facing(found: Leads, last_contacts: LastContacts) -> list[PairFacts]:
    return [_pair(area, leads, last_contacts) for area, leads in found.items()]


def _pair(area: Area, leads: dict[Side, Lead], last_contacts: LastContacts) -> PairFacts:
    people = {side: lead.person_id for side, lead in leads.items()}
    contacts = [last_contacts[area.id, who] for who in people.values() if (area.id, who) in last_contacts]
    return PairFacts(
        area.id,
        area.name,
        people.get(Side.CLIENT),
        people.get(Side.SUPPLIER),
        complete_since=max(lead.since for lead in leads.values()) if len(leads) == len(Side) else None,
        last_contact_on=max(contacts, default=None),
    )


LEADS = (
    select(Seat.relationship_id, Seat.area_id, FunctionalArea.name, Seat.side, Tenure.person_id, Tenure.from_on)
    .join(FunctionalArea, FunctionalArea.id == Seat.area_id)
    .join(Tenure, and_(Tenure.seat_id == Seat.id, held_on(bindparam("on", type_=Date))), isouter=True)
    .where(Seat.relationship_id.in_(bindparam("relationship_ids", expanding=True)))
    .where(Seat.role == SeatRole.FUNCTIONAL_LEAD)
    .order_by(Seat.relationship_id, FunctionalArea.position, FunctionalArea.name, Seat.id)
)
