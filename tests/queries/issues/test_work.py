"""What waits for whom: per seat, each thing once, in the order of its date."""

from datetime import UTC, date, datetime

from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, SeatRole, Severity, Side, Tier
from govtracker.models import Action, Issue, Seat, Tenure
from govtracker.queries.issues import actions, work
from tests.support.world import World

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)


def issue(world: World, number: int, area: str, *, due: date, waiting_on: Side, audience: Audience) -> None:
    db.session.add(
        Issue(
            relationship_id=world.relationships["MER"],
            number=number,
            audience=audience,
            title=f"Issue {number}",
            area_id=world.areas[area],
            severity=Severity.HIGH,
            severity_rank=Severity.HIGH.rank,
            raised_side=Side.CLIENT,
            waiting_on=waiting_on,
            due_on=due,
            opened_at=AT,
            updated_at=AT,
        )
    )


def issues(world: World) -> None:
    """1 to 4 by falling due date: 1 and 3 in Customer care, 2 in Quality, 4 internal to the supplier; 5 waits there."""
    with database.transaction():
        for number, area in ((1, "Customer care"), (2, "Quality"), (3, "Customer care")):
            day = date(2026, 12, 10 - number)
            issue(world, number, area, due=day, waiting_on=Side.SUPPLIER, audience=Audience.SHARED)
        day = date(2026, 12, 1)
        issue(world, 4, "Customer care", due=day, waiting_on=Side.SUPPLIER, audience=Audience.SUPPLIER)
        issue(world, 5, "Quality", due=day, waiting_on=Side.CLIENT, audience=Audience.SHARED)


def waiting(world: World, who: str, *, on_own_side: bool) -> list[int]:
    return [row.number for row in work.waiting(world.viewer(who), on_own_side=on_own_side, today=AT.date())]


def test_a_spoc_sees_all_areas_and_a_lead_their_own(in_app: Flask, world: World) -> None:
    issues(world)
    assert waiting(world, "supplier_spoc", on_own_side=True) == [4, 3, 2, 1]
    assert waiting(world, "supplier_lead", on_own_side=True) == [4, 3, 1]
    assert waiting(world, "supplier_member", on_own_side=True) == []


def test_what_the_other_side_keeps_to_itself_is_waited_on_by_nobody_here(in_app: Flask, world: World) -> None:
    issues(world)
    assert waiting(world, "client_spoc", on_own_side=False) == [3, 2, 1]
    assert waiting(world, "client_spoc", on_own_side=True) == [5]


def test_two_seats_show_a_thing_once(in_app: Flask, world: World) -> None:
    issues(world)
    with database.transaction():
        seat = Seat(
            relationship_id=world.relationships["MER"],
            side=Side.SUPPLIER,
            role=SeatRole.FUNCTIONAL_LEAD,
            tier=Tier.OPERATIONAL,
            area_id=world.areas["Finance"],
        )
        db.session.add(seat)
        db.session.flush()
        for seat_id in (seat.id, world.seats["vacant_supplier"]):
            db.session.add(Tenure(seat_id=seat_id, person_id=world.people["supplier_spoc"], from_on=date(2024, 1, 1)))
    assert waiting(world, "supplier_spoc", on_own_side=True) == [4, 3, 2, 1]


def test_whoever_stands_across_verifies_the_longest_done_first(in_app: Flask, world: World) -> None:
    facts = {
        "relationship_id": world.relationships["MER"],
        "type": ActionType.CORRECTIVE,
        "title": "Thing",
        "due_on": AT.date(),
        "first_due_on": AT.date(),
        "created_at": AT,
        "updated_at": AT,
        "is_open": False,
        "status": ActionStatus.DONE,
        "audience": Audience.SHARED,
    }
    supplier = {"owner_id": world.people["supplier_lead"], "owner_side": Side.SUPPLIER}
    care, quality = world.areas["Customer care"], world.areas["Quality"]
    with database.transaction():
        db.session.add_all(
            [
                Action(number=1, area_id=care, done_at=AT.replace(day=3), **facts, **supplier),
                Action(number=2, area_id=quality, done_at=AT.replace(day=2), **facts, **supplier),
                Action(number=3, area_id=care, done_at=AT.replace(day=1), **facts, **supplier),
                Action(
                    number=4,
                    area_id=care,
                    done_at=AT,
                    owner_id=world.people["client_lead"],
                    owner_side=Side.CLIENT,
                    **facts,
                ),
            ]
        )

    def to_verify(who: str) -> list[int]:
        return [row.number for row in actions.awaiting_verification(world.viewer(who), today=AT.date())]

    assert to_verify("client_spoc") == [3, 2, 1]
    assert to_verify("client_lead") == [3, 1]
    assert to_verify("supplier_spoc") == [4]
    assert to_verify("client_observer") == []
