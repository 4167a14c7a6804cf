"""Seats on both databases: filled and vacated by the day, by the right people."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import SeatRole, Side, Tier
from govtracker.models import Seat, Tenure
from govtracker.queries import history
from govtracker.queries.structure import pairs as pairs_asked
from govtracker.queries.structure import seats as asked
from govtracker.queries.structure.seats import SeatRow
from govtracker.services import Refused
from govtracker.services.structure import seats, structure
from govtracker.services.structure.structure import Scope
from tests.support.world import SINCE, World

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def seat(world: World, name: str) -> Seat:
    return db.session.scalars(select(Seat).where(Seat.id == world.seats[name])).one()


def fill(world: World, name: str, who: str, *, from_on: date = TODAY, by: str = "client_spoc") -> None:
    with database.transaction():
        viewer = world.viewer(by)
        seats.fill(seat(world, name), world.people[who], from_on=from_on, by=viewer, at=AT, today=TODAY)


def vacate(world: World, name: str, last_on: date, by: str = "client_spoc") -> None:
    with database.transaction():
        seats.vacate(seat(world, name), last_on=last_on, by=world.viewer(by), at=AT, today=TODAY)


def on(world: World, name: str, day: date) -> SeatRow:
    rows = asked.structure_of(world.relationships["MER"], day)
    return next(row for row in rows if row.seat_id == world.seats[name])


def test_vacant_seat_is_filled_from_a_day_on(in_app: Flask, world: World) -> None:
    fill(world, "vacant_client", "nobody")
    assert on(world, "vacant_client", TODAY).person == "Nils Frei"
    assert on(world, "vacant_client", TODAY - DAY).person is None
    [event] = history.of_subject(world.viewer("client_spoc"), seat(world, "vacant_client"))
    assert (event.action, event.label) == ("seat_filled", "Functional lead for Quality, client")
    assert event.changes["holder"] == [None, "Nils Frei"]


def test_handover_leaves_no_day_without_a_holder_and_none_with_two(in_app: Flask, world: World) -> None:
    fill(world, "client_lead", "nobody", from_on=TODAY + 7 * DAY)
    held = [on(world, "client_lead", TODAY + ahead * DAY).person for ahead in (0, 6, 7)]
    assert held == ["Rafael Ortega", "Rafael Ortega", "Nils Frei"]
    assert on(world, "client_lead", TODAY).since == SINCE


def test_vacated_seat_is_vacant_since_the_day_after(in_app: Flask, world: World) -> None:
    vacate(world, "client_lead", TODAY)
    assert on(world, "client_lead", TODAY).person == "Rafael Ortega"
    tomorrow = on(world, "client_lead", TODAY + DAY)
    assert (tomorrow.person, tomorrow.vacant_since, tomorrow.initials) == (None, TODAY + DAY, "–")
    with pytest.raises(Refused, match="Nobody holds"):
        vacate(world, "client_lead", TODAY)


def test_taking_back_a_planned_handover_keeps_the_past(in_app: Flask, world: World) -> None:
    fill(world, "vacant_client", "nobody", from_on=TODAY + 7 * DAY)
    vacate(world, "vacant_client", TODAY)
    assert on(world, "vacant_client", TODAY + 8 * DAY).person is None


@pytest.mark.parametrize(
    ("name", "who", "changes", "field", "words"),
    [
        ("vacant_client", "supplier_member", {}, "person_id", "somebody of Northgate"),
        ("vacant_client", "other_supplier_spoc", {}, "person_id", "somebody of Northgate"),
        ("vacant_supplier", "other_client_spoc", {"by": "supplier_spoc"}, "person_id", "somebody of Meridian"),
        ("vacant_client", "client_spoc", {}, "person_id", "own hand"),
        ("client_lead", "client_lead", {}, "person_id", "already"),
        ("client_lead", "nobody", {"from_on": SINCE}, "from_on", "2024-01-02"),
        ("vacant_client", "nobody", {"from_on": TODAY + 400 * DAY}, "from_on", "a year"),
    ],
)
def test_filling_is_refused_beside_its_field(
    in_app: Flask, world: World, name: str, who: str, changes: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        fill(world, name, who, **changes)
    assert refusal.value.field == field


def test_nobody_sits_on_both_sides(in_app: Flask, world: World) -> None:
    """A person whose company changed keeps the seat on the side they came from until it is vacated."""
    with database.transaction():
        moved = on(world, "supplier_member", TODAY).person_id
        row = asked.person_of(
            seat(world, "supplier_member").relationship, seat(world, "supplier_member").side, moved or 0
        )
        assert row is not None
        row.organisation_id = world.organisations["Northgate"]
    with pytest.raises(Refused, match="other side"):
        fill(world, "vacant_client", "supplier_member")


def test_structure_stands_in_order_and_pairs_face_each_other(in_app: Flask, world: World) -> None:
    rows = asked.structure_of(world.relationships["MER"], TODAY)
    assert [row.role.value for row in rows][:3] == ["sponsor", "spoc", "deputy_spoc"]
    assert [row.side.value for row in rows] == ["client"] * 7 + ["supplier"] * 6
    pairs = pairs_asked.facing(rows)
    assert [(pair.area, bool(pair.client_person_id), bool(pair.supplier_person_id)) for pair in pairs] == [
        ("Customer care", True, True),
        ("Quality", False, False),
    ]
    ids = list(world.relationships.values())
    assert pairs_asked.of_relationships(ids, TODAY) == {
        world.relationships["MER"]: pairs,
        world.relationships["CAS"]: [],
    }


@pytest.mark.parametrize("role", [SeatRole.SPOC, SeatRole.DEPUTY_SPOC, SeatRole.SPONSOR])
def test_side_has_one_spoc_one_deputy_and_one_sponsor(in_app: Flask, world: World, role: SeatRole) -> None:
    relationship = seat(world, "client_spoc").relationship
    with database.transaction(), pytest.raises(Refused, match="has this seat already"):
        structure.add_seat(relationship, Side.CLIENT, role, Scope(Tier.TACTICAL), by=world.viewer("client_spoc"), at=AT)


def test_database_itself_keeps_a_second_spoc_out(in_app: Flask, world: World) -> None:
    facts = {"relationship_id": world.relationships["MER"], "side": Side.CLIENT, "tier": Tier.TACTICAL}
    with pytest.raises(database.IntegrityError), database.transaction():
        db.session.add(Seat(role=SeatRole.SPOC, **facts))


def test_database_itself_keeps_a_second_holder_out(in_app: Flask, world: World) -> None:
    with pytest.raises(database.IntegrityError), database.transaction():
        db.session.add(Tenure(seat_id=world.seats["client_lead"], person_id=world.people["nobody"], from_on=TODAY))
