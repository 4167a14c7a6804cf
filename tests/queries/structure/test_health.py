"""What is found of a structure on both databases: from shared contacts alone, on any day, as who they were then."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionStatus, Audience, ContactMaker, PairFinding, Side
from govtracker.models import Absence, Relationship, Tenure
from govtracker.queries.structure import contacts as asked
from govtracker.queries.structure import health
from govtracker.queries.structure.contacts import Filter
from govtracker.rules.structure.contacts import Tally
from tests.support import contacts
from tests.support.statements import counted
from tests.support.world import World

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CARE = "Customer care"


def mer(world: World) -> Relationship:
    return db.session.scalars(select(Relationship).where(Relationship.id == world.relationships["MER"])).one()


def found(world: World, on: date = TODAY) -> health.Health:
    db.session.expire_all()
    return health.of_relationship(mer(world), on)


def kinds(world: World, on: date = TODAY) -> list[PairFinding]:
    return [one.kind for one in found(world, on).findings[world.areas[CARE]]]


def numbers(made: list[Tally], world: World) -> dict[tuple[str, str], int]:
    names = {number: who for who, number in world.people.items()}
    total: Counter[tuple[str, str]] = Counter()
    for one in made:
        total[names[one.person_id], one.maker.value] += one.number
    return dict(total)


def test_every_kind_of_contact_counts_with_who_made_it(in_app: Flask, world: World) -> None:
    with database.transaction():
        issue = contacts.issue(world, "client_lead", NOON)
        closed = contacts.issue(world, "client_spoc", NOON, is_open=False)
        contacts.acknowledgement(world, "supplier_lead", NOON, issue)
        contacts.comment(world, "supplier_spoc", NOON, issue)
        contacts.comment(world, "client_member", NOON, closed)
        action = contacts.action(world, "supplier_lead", NOON)
        contacts.action(world, "client_spoc", NOON, area=None, is_open=False, status=ActionStatus.VERIFIED)
        contacts.comment(world, "client_lead", NOON, action)
    seen = found(world)
    assert numbers(seen.tallies, world) == {
        ("client_lead", "counterpart"): 2,
        ("client_spoc", "spoc"): 2,
        ("supplier_lead", "counterpart"): 2,
        ("supplier_spoc", "spoc"): 1,
        ("client_member", "other"): 1,
    }
    assert seen.contacts == {world.areas[CARE]: 7, None: 1}
    assert seen.concentration.total == 7  # an action without an area is on no functional matter
    assert {one.side for one in seen.tallies if one.person_id == world.people["supplier_lead"]} == {Side.SUPPLIER}


def test_acknowledgement_that_was_handed_over_counts_too(in_app: Flask, world: World) -> None:
    with database.transaction():
        issue = contacts.issue(world, "client_lead", NOON - 9 * DAY)
        contacts.handed_over(world, "supplier_lead", NOON - 8 * DAY, issue)
    assert numbers(found(world).tallies, world)["supplier_lead", "counterpart"] == 1


def test_what_is_said_about_risks_decisions_and_problems_counts_too(in_app: Flask, world: World) -> None:
    with database.transaction():
        contacts.comment(world, "supplier_lead", NOON, contacts.problem(world, "client_lead", NOON - DAY))
        contacts.comment(world, "client_spoc", NOON, contacts.risk(world, "client_lead", NOON - DAY))
    assert numbers(found(world).tallies, world) == {("supplier_lead", "counterpart"): 1, ("client_spoc", "spoc"): 1}
    rows = asked.listed(world.relationships["MER"], found(world).span, Filter()).rows
    assert sorted(row.record for row in rows) == ["problem", "risk"]


def test_what_is_internal_imported_or_done_by_the_system_is_no_contact(in_app: Flask, world: World) -> None:
    with database.transaction():
        own = contacts.issue(world, "client_lead", NOON, audience=Audience.CLIENT)
        contacts.comment(world, "client_lead", NOON, own, audience=Audience.CLIENT)
        contacts.acknowledgement(world, "client_lead", NOON, own)
        contacts.action(world, "client_lead", NOON, audience=Audience.CLIENT)
        imported = contacts.issue(world, "client_lead", NOON, raised_by_id=None, source="CSV")
        contacts.comment(world, "client_lead", NOON, imported, audience=Audience.CLIENT)
    assert found(world).tallies == []


def test_contacts_count_for_ninety_days_the_day_itself_included(in_app: Flask, world: World) -> None:
    first = datetime(2026, 8, 23, tzinfo=UTC)  # 89 days before the 20th of November
    with database.transaction():
        contacts.issue(world, "client_lead", first - timedelta(microseconds=1))
        contacts.issue(world, "client_lead", first)
        contacts.issue(world, "client_lead", datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC))
        contacts.issue(world, "client_lead", datetime(2026, 11, 21, tzinfo=UTC))
    assert found(world).contacts.total() == 2
    assert found(world, TODAY + DAY).contacts.total() == 2
    assert found(world, TODAY - DAY).contacts.total() == 2


def test_pair_goes_to_sleep_and_wakes_on_the_day_of_a_contact(in_app: Flask, world: World) -> None:
    with database.transaction():
        issue = contacts.issue(world, "client_lead", NOON - 60 * DAY)
        contacts.comment(world, "supplier_lead", NOON - 20 * DAY, issue)
        contacts.comment(world, "supplier_spoc", NOON - 2 * DAY, issue)  # no counterpart
    quiet = TODAY - 20 * DAY
    assert kinds(world, TODAY - 60 * DAY + 30 * DAY) == [PairFinding.HEALTHY]
    assert kinds(world, TODAY - 60 * DAY + 31 * DAY) == [PairFinding.DORMANT]
    assert kinds(world, quiet) == [PairFinding.HEALTHY]
    assert kinds(world, quiet + 30 * DAY) == [PairFinding.HEALTHY]
    assert kinds(world, quiet + 31 * DAY) == [PairFinding.DORMANT]


def test_relationship_says_how_long_a_pair_may_be_quiet(in_app: Flask, world: World) -> None:
    with database.transaction():
        contacts.issue(world, "client_lead", NOON - 40 * DAY)
        mer(world).dormant_after_days = 45
    assert kinds(world) == [PairFinding.HEALTHY]


def test_new_leads_have_time_to_meet(in_app: Flask, world: World) -> None:
    with database.transaction():
        tenure = db.session.scalars(select(Tenure).where(Tenure.seat_id == world.seats["client_lead"])).one()
        tenure.to_on = TODAY - 11 * DAY
        db.session.flush()
        db.session.add(Tenure(seat_id=tenure.seat_id, person_id=world.people["nobody"], from_on=TODAY - 10 * DAY))
    assert kinds(world, TODAY - 11 * DAY) == [PairFinding.DORMANT]
    assert kinds(world) == [PairFinding.HEALTHY]
    assert kinds(world, TODAY + 21 * DAY) == [PairFinding.DORMANT]


def test_contact_counts_as_what_its_maker_was_then(in_app: Flask, world: World) -> None:
    with database.transaction():
        for ago in (1, 5, 9):
            contacts.issue(world, "client_deputy", NOON - ago * DAY)
        db.session.add(Absence(person_id=world.people["client_spoc"], from_on=TODAY - 5 * DAY, to_on=TODAY - 2 * DAY))
        lead = db.session.scalars(select(Tenure).where(Tenure.seat_id == world.seats["client_lead"])).one()
        lead.to_on = TODAY - 2 * DAY
        db.session.flush()
        db.session.add(Tenure(seat_id=lead.seat_id, person_id=world.people["client_deputy"], from_on=TODAY - DAY))
    # nine days ago a deputy like any other, five days ago acting SPOC, yesterday lead of the area
    assert found(world).concentration.counted == {
        ContactMaker.OTHER: 1,
        ContactMaker.SPOC: 1,
        ContactMaker.COUNTERPART: 1,
    }


def test_spocs_who_do_it_all_make_a_bow_tie_again(in_app: Flask, world: World) -> None:
    with database.transaction():
        issue = contacts.issue(world, "client_lead", NOON)
        for _ in range(6):
            contacts.comment(world, "supplier_spoc", NOON, issue)
            contacts.comment(world, "client_spoc", NOON, issue)
    seen = found(world).concentration
    assert (seen.total, seen.collapsed) == (13, True)
    with database.transaction():
        mer(world).spoc_share_limit = 95
    assert not found(world).concentration.collapsed


def test_counting_asks_two_questions_however_much_there_is(in_app: Flask, world: World) -> None:
    with counted() as few:
        found(world)
    with database.transaction():
        for ago in range(30):
            issue = contacts.issue(world, "client_lead", NOON - ago * DAY)
            contacts.comment(world, "supplier_lead", NOON - ago * DAY, issue)
            db.session.add(
                Absence(
                    person_id=world.people["client_spoc"],
                    from_on=TODAY - 2 * ago * DAY,
                    to_on=TODAY - 2 * ago * DAY,
                )
            )
    with counted() as many:
        assert found(world).contacts.total() == 60
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["client_spoc", "supplier_lead", "client_lead"]),
        ({"maker": ContactMaker.SPOC}, ["client_spoc"]),
        ({"maker": ContactMaker.COUNTERPART}, ["supplier_lead", "client_lead"]),
        ({"maker": ContactMaker.OTHER}, []),
        ({"person": "client_lead"}, ["client_lead"]),
        ({"area": "Quality"}, []),
        ({"area": CARE}, ["client_spoc", "supplier_lead", "client_lead"]),
    ],
)
def test_contacts_are_listed_one_by_one(
    in_app: Flask, world: World, wanted: dict[str, object], expected: list[str]
) -> None:
    with database.transaction():
        issue = contacts.issue(world, "client_lead", NOON - 3 * DAY)
        contacts.acknowledgement(world, "supplier_lead", NOON - 2 * DAY, issue)
        contacts.comment(world, "client_spoc", NOON - DAY, issue)
        contacts.issue(world, "client_lead", NOON - 3 * DAY, audience=Audience.CLIENT)
    choice = Filter(
        area_id=world.areas.get(str(wanted.get("area"))),
        person_id=world.people.get(str(wanted.get("person"))),
        maker=wanted.get("maker"),  # type: ignore[arg-type]
    )
    rows = asked.listed(world.relationships["MER"], found(world).span, choice).rows
    names = {number: who for who, number in world.people.items()}
    assert [names[row.person_id] for row in rows] == expected


def test_list_and_figures_agree_page_by_page(in_app: Flask, world: World) -> None:
    with database.transaction():
        issue = contacts.issue(world, "client_lead", NOON - 80 * DAY)
        for ago in range(70):
            contacts.comment(world, ("client_spoc", "supplier_lead")[ago % 2], NOON - ago * DAY, issue)
    seen = found(world)
    rows, after = [], None
    while True:
        part = asked.listed(world.relationships["MER"], seen.span, Filter(), after=after)
        rows += [(row.at, row.contact_id) for row in part.rows]
        after = part.after
        if after is None:
            break
    assert rows == sorted(set(rows), reverse=True)
    assert len(rows) == seen.contacts.total() == 71


def test_activity_of_a_past_day_is_that_of_the_day(in_app: Flask, world: World) -> None:
    viewer = world.viewer("client_spoc")
    then = TODAY - 30 * DAY
    with database.transaction():
        still: dict[str, Any] = {"updated_at": NOON, "due_on": then - DAY}
        contacts.issue(world, "client_lead", NOON - 40 * DAY)
        contacts.issue(
            world, "client_lead", NOON - 40 * DAY, is_open=False, closed_at=NOON - 10 * DAY, updated_at=NOON - 10 * DAY
        )
        contacts.issue(
            world, "client_lead", NOON - 40 * DAY, is_open=False, closed_at=NOON - 35 * DAY, updated_at=NOON - 35 * DAY
        )
        contacts.issue(world, "client_lead", NOON - DAY)
        contacts.action(world, "client_lead", NOON - 40 * DAY, **still)
        contacts.action(world, "client_lead", NOON - 40 * DAY, is_open=False, done_at=NOON - 5 * DAY, **still)
        contacts.action(world, "client_lead", NOON - 40 * DAY, is_open=False, done_at=NOON - 35 * DAY, **still)
        contacts.moved(world, contacts.action(world, "supplier_lead", NOON - 40 * DAY), then - 2 * DAY, NOON - DAY)
        contacts.moved(world, contacts.action(world, "supplier_lead", NOON - 40 * DAY, **still), TODAY, NOON - DAY)
    end = datetime(then.year, then.month, then.day, tzinfo=UTC) + DAY
    _, between = health.with_activity(viewer, mer(world), then, today=then, at=end)
    assert between.open_issues == {world.areas[CARE]: 2}
    assert between.overdue_by_side == {Side.CLIENT: 2, Side.SUPPLIER: 1}
    assert between.oldest_due_on == then - 2 * DAY
    _, now = health.with_activity(viewer, mer(world), TODAY, today=TODAY)
    assert now.open_issues == {world.areas[CARE]: 2}
    assert now.overdue_by_side == {Side.CLIENT: 1, Side.SUPPLIER: 1}
