"""The net under every test: a record that changes without an event is found, however it was written."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from govtracker import clock, database, jobs
from govtracker.database import db
from govtracker.models import Absence, Relationship, Seat, Setting
from govtracker.services import events
from tests.support import traced
from tests.support.world import World

OPENER = "govtracker.somewhere"


@pytest.fixture(autouse=True)
def nothing_found_is_left() -> Iterator[None]:
    yield
    traced.found.clear()


@pytest.fixture
def product(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every transaction counts as one of the product's."""
    monkeypatch.setattr(traced, "_opener", lambda: OPENER)


def seat(world: World) -> Seat:
    return db.session.scalars(select(Seat).where(Seat.id == world.seats["client_lead"])).one()


def test_change_by_object_and_in_bulk_is_found(in_app: Flask, world: World, product: None) -> None:
    traced.found.clear()
    with database.transaction():
        seat(world).scope_of_authority = "Anything"
    assert traced.found == [f"{OPENER}: UPDATE seat (scope_of_authority)"]
    with database.transaction():
        db.session.execute(update(Seat).values(scope_of_authority="Nothing"))
    assert len(traced.found) == 2


def test_several_records_written_at_once_are_found(in_app: Flask, world: World, product: None) -> None:
    traced.found.clear()
    days = {"from_on": date(2026, 1, 1), "to_on": date(2026, 1, 2)}
    with database.transaction():
        db.session.add_all(Absence(person_id=world.people[who], **days) for who in ("client_lead", "client_spoc"))
    assert traced.found == [f"{OPENER}: INSERT INTO absence"]


def test_change_with_its_event_is_none(in_app: Flask, world: World, product: None) -> None:
    traced.found.clear()
    with database.transaction():
        events.change(seat(world), "seat_changed", by=None, at=clock.now(), scope_of_authority="Anything")
    assert traced.found == []


def test_what_needs_no_event_is_none(in_app: Flask, world: World, product: None) -> None:
    traced.found.clear()
    with database.transaction():
        db.session.add(Setting(name="mark", value="x"))
        db.session.execute(update(Relationship).where(Relationship.key == "NONE").values(purpose="x"))
    assert traced.found == []


def test_transactions_of_the_product_are_told_from_those_of_a_test(
    in_app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction():
        seat(world).scope_of_authority = "Anything"
    assert traced.found == []

    def touch(_item: int, _at: object) -> None:
        seat(world).scope_of_authority = "Nothing"

    jobs.run(jobs.Job("touch", 1, lambda at: [1], touch))
    assert traced.found == ["govtracker.jobs: UPDATE seat (scope_of_authority)"]
