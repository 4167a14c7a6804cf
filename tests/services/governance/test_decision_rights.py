"""Decision rights on both databases: written down, changed in place, recorded; foreign seats refused."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import DecisionPart
from govtracker.models import AuditEvent, DecisionRight, DecisionSeat, Forum
from govtracker.queries.governance import decision_rights as asked
from govtracker.services import Refused
from govtracker.services.governance import decision_rights
from tests.support import forums
from tests.support.world import World

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
A, R, C = DecisionPart.ACCOUNTABLE, DecisionPart.RESPONSIBLE, DecisionPart.CONSULTED


@pytest.fixture
def forum(in_app: Flask, world: World) -> int:
    with database.transaction():
        return forums.forum(world).id


def parts(world: World, **given: DecisionPart) -> dict[int, DecisionPart]:
    return {world.seats[name]: part for name, part in given.items()}


def write(world: World, forum_id: int, decision: str = "Opening hours", **given: DecisionPart) -> None:
    with database.transaction():
        forum = db.session.get_one(Forum, forum_id)
        viewer = world.viewer("client_spoc")
        decision_rights.add(forum, decision, parts(world, **given), by=viewer, at=AT, today=TODAY)


def change(world: World, decision: str = "Opening hours", **given: DecisionPart) -> None:
    with database.transaction():
        right = db.session.scalars(select(DecisionRight)).one()
        viewer = world.viewer("client_spoc")
        decision_rights.edit(right, decision, parts(world, **given), by=viewer, at=AT, today=TODAY)


def stored(world: World) -> list[tuple[str, dict[str, str]]]:
    names = {seat_id: name for name, seat_id in world.seats.items()}
    return [
        (right.decision, {names[seat_id]: part.value for seat_id, part in right.parts.items()})
        for right in asked.of_relationship(world.relationships["MER"])
    ]


def test_decision_is_written_down_and_recorded(world: World, forum: int) -> None:
    write(world, forum, "  Opening   hours ", client_spoc=A, supplier_spoc=A, client_lead=R)
    write(world, forum, "Credits", supplier_spoc=A)
    assert stored(world) == [
        ("Opening hours", {"client_spoc": "accountable", "supplier_spoc": "accountable", "client_lead": "responsible"}),
        ("Credits", {"supplier_spoc": "accountable"}),
    ]
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).first()
    assert event is not None
    assert (event.chain, event.label) == (world.relationships["MER"], "Opening hours")
    assert "responsible" in event.changes["parts"][1].values()


def test_change_keeps_the_rows_that_stay(world: World, forum: int) -> None:
    write(world, forum, client_spoc=A, client_lead=R, supplier_lead=C)
    before = {row.seat_id: row.id for row in db.session.scalars(select(DecisionSeat))}
    change(world, "Opening hours on Sundays", client_spoc=R, client_lead=A, supplier_spoc=A)
    assert stored(world) == [
        (
            "Opening hours on Sundays",
            {"client_spoc": "responsible", "client_lead": "accountable", "supplier_spoc": "accountable"},
        )
    ]
    after = {row.seat_id: row.id for row in db.session.scalars(select(DecisionSeat))}
    for name in ("client_spoc", "client_lead"):
        assert after[world.seats[name]] == before[world.seats[name]]
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert set(events[-1].changes) == {"decision", "parts"}
    change(world, "Opening hours on Sundays", client_spoc=R, client_lead=A, supplier_spoc=A)
    assert len(db.session.scalars(select(AuditEvent)).all()) == len(events)  # nothing changed, nothing to record


@pytest.mark.parametrize(
    ("decision", "given", "field", "words"),
    [
        ("", {"client_spoc": A}, "decision", "Say what is decided"),
        ("x" * 201, {"client_spoc": A}, "decision", "200 characters"),
        ("CREDITS", {"client_spoc": A}, "decision", "has this decision already"),
        ("New", {}, "", "which seat is accountable"),
        ("New", {"client_spoc": A, "client_lead": A}, "", "the client’s side has 2"),
        ("New", {"client_spoc": A, "client_observer": R}, "", "An observer reads along"),
        ("New", {"client_spoc": A, "other_supplier_spoc": C}, "", "seats of this relationship"),
    ],
)
def test_what_cannot_be_is_refused(
    world: World, forum: int, decision: str, given: dict[str, DecisionPart], field: str, words: str
) -> None:
    write(world, forum, "Credits", supplier_spoc=A)
    with pytest.raises(Refused, match=words) as refusal:
        write(world, forum, decision, **given)
    assert refusal.value.field == field
    assert len(stored(world)) == 1


def test_decision_is_taken_out(world: World, forum: int) -> None:
    write(world, forum, client_spoc=A)
    with database.transaction():
        right = db.session.scalars(select(DecisionRight)).one()
        decision_rights.remove(right, by=world.viewer("client_spoc"), at=AT)
    assert stored(world) == []
    assert db.session.scalars(select(DecisionSeat)).all() == []
