"""Address domains of a company: settled, and held to wherever an address of its people comes in."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.imports.people import PEOPLE
from govtracker.models import AuditEvent, Organisation, Person
from govtracker.queries.structure import people as asked
from govtracker.services import Refused
from govtracker.services.installation import joinings, mail_domains
from govtracker.services.structure import people
from tests.support.importing import Importing
from tests.support.world import World

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHO = "organisation_administrator"
ONLY = "Northgate lets only addresses of northgate.example in."


@pytest.fixture
def northgate(in_app: Flask, world: World) -> World:
    """A company that lets in only addresses of northgate.example."""
    settle(world, "Northgate.example")
    return world


def settle(world: World, text: str) -> None:
    with database.transaction():
        mail_domains.settle(company(world), text, by=world.viewer(WHO), at=AT)


def company(world: World) -> Organisation:
    return db.session.get_one(Organisation, world.organisations["Northgate"])


def colleague(world: World) -> Person:
    return db.session.get_one(Person, world.people["nobody"])


def add(world: World, email: str) -> None:
    people.create(name="Ida Holm", email=email, organisation=company(world), by=world.viewer(WHO), at=AT)


def correct(world: World, email: str) -> None:
    person, by = colleague(world), world.viewer(WHO)
    people.correct(person, name="Nils F. Frei", email=email, job_title="", zone="Europe/Oslo", by=by, at=AT)


def invite(world: World, email: str) -> None:
    colleague(world).email = email
    joinings.invite(colleague(world), by=world.viewer(WHO), at=AT)


@pytest.mark.parametrize("deed", [add, correct, invite])
def test_only_addresses_of_its_domains_come_in(northgate: World, deed: Callable[[World, str], None]) -> None:
    with pytest.raises(Refused, match=ONLY) as refused, database.transaction():
        deed(northgate, "ida@elsewhere.example")
    assert refused.value.field == "email"
    with database.transaction():
        deed(northgate, "ida@northgate.example")
    settle(northgate, "")
    with database.transaction():
        deed(northgate, "jan@elsewhere.example")


def test_who_is_here_already_stays_and_is_corrected_in_all_else(northgate: World) -> None:
    with database.transaction():
        colleague(northgate).email = "nils@elsewhere.example"
    with database.transaction():
        correct(northgate, "nils@elsewhere.example")
    assert colleague(northgate).name == "Nils F. Frei"
    by = northgate.viewer(WHO)
    here = asked.count(by)
    assert asked.count_outside(by, {"northgate.example"}) == 1
    assert asked.count_outside(by, {"northgate.example", "elsewhere.example"}) == 0
    assert asked.count_outside(by, {"gate.example", "%"}) == here


def test_rows_of_an_import_say_it_beside_the_address(northgate: World) -> None:
    importing = Importing(northgate, PEOPLE, WHO)
    text = "Name;E-mail\nIda;ida@northgate.example\nJan;jan@elsewhere.example\nNils Frei;nils@elsewhere.example\n"
    with database.transaction():
        colleague(northgate).email = "nils@elsewhere.example"
    found = importing.received(text)
    assert (found["new"], found["unchanged"], found["problems"]) == (1, 1, [(3, "E-mail", ONLY)])


def test_what_is_settled_is_in_the_history_and_a_mistake_is_not(northgate: World) -> None:
    with pytest.raises(Refused, match="“northgate” is no domain"):
        settle(northgate, "northgate")
    settle(northgate, "northgate.example")
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "mail_domains_changed")).all()
    assert [event.changes for event in told] == [{"mail_domains": [[], ["northgate.example"]]}]
