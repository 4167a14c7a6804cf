"""Relationships, seats and tenures of the demonstration, as rows."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from govtracker.database import db
from govtracker.demonstration.bonds import AREAS, AUTHORITY, BONDS, RESPONSIBILITY, TIERS, Bond
from govtracker.demonstration.people import NORTHGATE, Cast
from govtracker.enums import SeatRole, Side
from govtracker.models import (
    FunctionalArea,
    Person,
    Relationship,
    RelationshipArea,
    Seat,
    Tenure,
)
from govtracker.services import events

CURRENCY = "EUR"
MINOR = 100  # cents a euro


@dataclass
class Place:
    """A relationship of the story with its areas and seats as rows."""

    bond: Bond
    row: Relationship
    areas: dict[str, FunctionalArea] = field(default_factory=dict)
    seats: dict[tuple[Side, SeatRole, str], Seat] = field(default_factory=dict)

    def seat(self, side: Side, role: SeatRole, area: str = "") -> Seat:
        """The seat of a role, of an area for a lead."""
        return self.seats[side, role, area]

    def holder(self, side: Side, role: SeatRole, area: str = "", *, days_ago: int = 0) -> str:
        """Who held the seat so many days ago; "" is nobody."""
        for change in self.bond.changes:
            if (change.side, change.area) == (side, area) and days_ago >= change.until_days_ago:
                return change.name
        names = self.bond.leads[area] if area else self.bond.roles[role]
        return names[0] if side is Side.CLIENT else names[1]


def write(cast: Cast) -> dict[str, Place]:
    """The three relationships by key."""
    catalogue = {}
    for position, name in enumerate(AREAS):
        catalogue[name] = FunctionalArea(name=name, position=position)
        db.session.add(catalogue[name])
        events.record(catalogue[name], "area_added", by=None, at=cast.story.founded_at(2))
    places = {bond.key: _place(bond, cast, catalogue) for bond in BONDS}
    db.session.flush()
    cast.reread()
    return places


def _place(bond: Bond, cast: Cast, catalogue: dict[str, FunctionalArea]) -> Place:
    office = cast.viewer("Greta Falk")
    at = cast.story.founded_at(10 + BONDS.index(bond))
    row = Relationship(
        key=bond.key,
        client=cast.companies[NORTHGATE],
        supplier=cast.companies[bond.supplier],
        stage=bond.stage,
        category=bond.category,
        purpose=bond.purpose,
        created_at=at,
    )
    db.session.add(row)
    events.record(row, "relationship_created", by=office, at=at, changes={"supplier": [None, bond.supplier]})
    place = Place(bond, row)
    for position, area in enumerate(bond.leads):
        place.areas[area] = catalogue[area]
        row.areas.append(RelationshipArea(area=catalogue[area], position=position))
    db.session.flush()
    for side in Side:
        for role in bond.roles:
            _seat(place, cast, side, role, "")
        for area in bond.leads:
            _seat(place, cast, side, SeatRole.FUNCTIONAL_LEAD, area)
    return place


def _seat(place: Place, cast: Cast, side: Side, role: SeatRole, area: str) -> None:
    authority, limit = AUTHORITY[role]
    seat = Seat(
        relationship=place.row,
        relationship_id=place.row.id,
        side=side,
        role=role,
        tier=TIERS[role],
        area=place.areas.get(area),
        scope_of_authority=authority,
        scope_of_responsibility=RESPONSIBILITY[role].format(area=area.lower()),
        money_limit=limit * MINOR if limit else None,
        currency=CURRENCY if limit else "",
    )
    db.session.add(seat)
    place.seats[side, role, area] = seat
    by = cast.viewer("Greta Falk")
    events.record(seat, "seat_added", by=by, at=place.row.created_at + timedelta(minutes=5))
    spoc = place.holder(Side.SUPPLIER, SeatRole.SPOC)
    for name, from_on, to_on in _terms(place, cast, side, role, area):
        _tenure(seat, spoc, cast.people[name], from_on, to_on, cast)


def _terms(place: Place, cast: Cast, side: Side, role: SeatRole, area: str) -> list[tuple[str, date, date | None]]:
    """(name, first day, last day) of each who holds or held the seat, in order."""
    story, since = cast.story, cast.story.founded_on
    terms: list[tuple[str, date, date | None]] = []
    for change in place.bond.changes:
        if (change.side, change.area) == (side, area):
            last = story.today - timedelta(days=change.until_days_ago)
            terms.append((change.name, since, last))
            since = last + timedelta(days=1)
    now = place.holder(side, role, area)
    return [*terms, (now, since, None)] if now else terms


def _tenure(seat: Seat, spoc: str, person: Person, from_on: date, to_on: date | None, cast: Cast) -> None:
    seat.tenures.append(Tenure(person=person, from_on=from_on, to_on=to_on))
    by = cast.viewer("Greta Falk" if seat.side is Side.CLIENT else spoc)
    first = seat.relationship.created_at + timedelta(minutes=20)
    at = max(first, cast.story.at_nine(from_on))
    events.record(seat, "seat_filled", by=by, at=at, changes={"holder": [None, person.name]})
    if to_on is not None:
        left = cast.story.at_nine(to_on)
        events.record(seat, "seat_vacated", by=by, at=left, changes={"holder": [person.name, None]})
