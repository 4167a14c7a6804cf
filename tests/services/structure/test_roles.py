"""Portfolio roles, and what an administrator sets right of colleagues, on both databases."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import AuditEvent, Person
from govtracker.services import Refused
from govtracker.services.installation import password_resets
from govtracker.services.structure import people, roles
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
OFFICE, EXECUTIVE = PortfolioRole.GOVERNANCE_OFFICE, PortfolioRole.EXECUTIVE


def person(world: World, name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.id == world.people[name])).one()


def settle(world: World, name: str, *wanted: PortfolioRole) -> None:
    with database.transaction():
        administrator = world.viewer("organisation_administrator")
        roles.settle(person(world, name), wanted, by=administrator, at=AT, today=TODAY)


def test_roles_are_given_and_taken_and_each_change_is_recorded(in_app: Flask, world: World) -> None:
    settle(world, "nobody", OFFICE, EXECUTIVE)
    assert world.viewer("nobody").roles == {OFFICE, EXECUTIVE}
    settle(world, "nobody", EXECUTIVE)
    assert world.viewer("nobody").roles == {EXECUTIVE}
    settle(world, "nobody", EXECUTIVE)
    told = db.session.execute(select(AuditEvent.action, AuditEvent.changes).order_by(AuditEvent.id)).all()
    assert [(action, changes["role"]) for action, changes in told] == [
        ("role_given", [None, "governance_office"]),
        ("role_given", [None, "executive"]),
        ("role_taken", ["governance_office", None]),
    ]


def test_nobody_changes_their_own_roles(in_app: Flask, world: World) -> None:
    with pytest.raises(Refused, match="own roles"):
        settle(world, "organisation_administrator", PortfolioRole.ORGANISATION_ADMINISTRATOR, OFFICE)
    with pytest.raises(Refused, match="own roles"):
        settle(world, "organisation_administrator")
    settle(world, "organisation_administrator", PortfolioRole.ORGANISATION_ADMINISTRATOR)  # nothing changes


def test_account_of_an_administrator_of_the_installation_is_out_of_reach(in_app: Flask, world: World) -> None:
    administrator = world.viewer("organisation_administrator")
    with database.transaction():
        person(world, "executive").is_administrator = True
    with pytest.raises(Refused, match="administers the installation"), database.transaction():
        password_resets.give(person(world, "executive"), by=administrator, at=AT)
    facts = {"name": "E", "email": "e@elsewhere.example", "job_title": "", "zone": "UTC"}
    with pytest.raises(Refused, match="administers the installation"), database.transaction():
        people.correct(person(world, "executive"), **facts, by=administrator, at=AT)
