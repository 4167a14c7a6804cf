"""Relationships, seats and tenures of the demonstration, as rows."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.demonstration import people
from govtracker.demonstration.bonds import AREAS, AUTHORITY, BONDS, RESPONSIBILITY, TIERS, Bond, Change
from govtracker.demonstration.names import NORTHGATE
from govtracker.demonstration.people import Cast
from govtracker.demonstration.timeline import Timeline
from govtracker.enums import Holding, SeatRole, Side
from govtracker.models import FunctionalArea, Relationship, Seat
from govtracker.queries.structure import holdings
from govtracker.queries.structure import seats as seat_queries
from govtracker.services import events
from govtracker.services.structure import handovers, seats, structure
from govtracker.services.structure.handovers import Choice, Plan
from govtracker.services.structure.structure import Scope

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

    def sitter(self, seat_id: int, *, days_ago: int) -> str:
        """The same by the id of the seat."""
        found = next(key for key, seat in self.seats.items() if seat.id == seat_id)
        return self.holder(*found, days_ago=days_ago)

    def lead(self, side: Side, area: str, *, days_ago: int) -> str:
        """Who leads the area, or the deputy SPOC while nobody does."""
        return self.holder(side, SeatRole.FUNCTIONAL_LEAD, area, days_ago=days_ago) or self.holder(
            side, SeatRole.DEPUTY_SPOC
        )


def write(cast: Cast, timeline: Timeline) -> dict[str, Place]:
    """The three relationships by key; who came and went since is put on the timeline."""
    for name in AREAS:
        structure.area_named(name, by=None, at=cast.story.founded_at(2))
    places = {bond.key: _place(bond, cast) for bond in BONDS}
    db.session.flush()
    cast.reread()
    for place in places.values():
        for change in place.bond.changes:
            _change(change, place, cast, timeline)
    return places


def _place(bond: Bond, cast: Cast) -> Place:
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
    office = cast.viewer(OFFICE)
    events.record(row, "relationship_created", by=office, at=at, changes={"supplier": [None, bond.supplier]})
    place = Place(bond, row)
    for side in Side:
        for role in bond.roles:
            place.seats[side, role, ""] = structure.add_seat(row, side, role, _scope(role), by=office, at=at)
    for area in bond.leads:
        _area(place, area, by=office, at=at)
    for (side, role, area), seat in place.seats.items():
        name = place.holder(side, role, area, days_ago=cast.story.days_ago(cast.story.founded_on))
        _fill(seat, name, cast.story.founded_on, cast, at=at + timedelta(minutes=20))
    return place


def _area(place: Place, name: str, *, by: Viewer, at: datetime) -> None:
    """The area with the seats of its leads, and what these may decide."""
    scope = _scope(SeatRole.FUNCTIONAL_LEAD, name)
    place.areas[name] = structure.add_area(place.row, name, lead=scope, by=by, at=at)
    db.session.flush()
    for side in Side:
        seat = seat_queries.same_seat(place.row.id, side, SeatRole.FUNCTIONAL_LEAD, place.areas[name].id)
        assert seat is not None
        place.seats[side, SeatRole.FUNCTIONAL_LEAD, name] = seat


def _scope(role: SeatRole, area: str = "") -> Scope:
    authority, limit = AUTHORITY[role]
    return Scope(
        TIERS[role],
        authority,
        RESPONSIBILITY[role].format(area=area.lower()),
        limit * MINOR if limit else None,
        CURRENCY if limit else "",
    )


def _change(change: Change, place: Place, cast: Cast, timeline: Timeline) -> None:
    """The holder hands everything over on their last day in the past; whoever follows begins the day after."""
    last_on = people.left_on(cast.story, change.until_days_ago)
    follows_on = last_on + timedelta(days=1)
    ago = change.until_days_ago - 1

    def plans(at: datetime) -> None:
        follower = place.holder(change.side, SeatRole.FUNCTIONAL_LEAD, change.area, days_ago=ago)
        heir = place.lead(change.side, change.area, days_ago=ago)
        leaver = cast.people[change.name]
        held = holdings.of_person(leaver, {place.row.id: change.side}, today=last_on)
        successors = {Holding.SEAT: cast.people[follower].id if follower else None}
        choices = [Choice(one, successors.get(one.holding, cast.people[heir].id)) for one in held]
        plan = Plan(follows_on, choices, reason=f"{change.name} leaves {place.bond.supplier}.")
        by = cast.viewer(place.holder(change.side, SeatRole.SPOC))
        handover = handovers.hand_over(leaver, plan, by=by, at=at, today=last_on)
        timeline.at(cast.story.at_nine(follows_on), partial(handovers.carry_out, handover.id))

    timeline.at(cast.story.at_nine(last_on), plans)


def _fill(seat: Seat, name: str, from_on: date, cast: Cast, *, at: datetime) -> None:
    seats.fill(seat, cast.people[name].id, from_on=from_on, by=None, at=at, today=from_on)


OFFICE = "Greta Falk"
