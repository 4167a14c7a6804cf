"""Absences on both databases: who is away when, and who acts meanwhile."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import Absence, AuditEvent, Person, Seat
from govtracker.queries import history, viewers
from govtracker.queries.structure import absences as asked
from govtracker.queries.structure import spocs
from govtracker.services import Refused
from govtracker.services.structure import absences, seats
from tests.support.world import World

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def person(world: World, name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.id == world.people[name])).one()


def away(world: World, name: str, from_on: date = TODAY, to_on: date = TODAY) -> None:
    with database.transaction():
        absences.enter(
            person(world, name),
            from_on=from_on,
            to_on=to_on,
            note="Leave",
            by=world.viewer(name),
            at=AT,
            today=TODAY,
        )


def acts(world: World, name: str, on: date) -> bool:
    return any(seat.acts_as_spoc for seat in viewers.seats_held(world.people[name], today=on))


def speaks(world: World, on: date) -> int | None:
    return spocs.of_side(world.relationships["MER"], Side.CLIENT, today=on)


def test_absence_includes_its_first_and_its_last_day(in_app: Flask, world: World) -> None:
    away(world, "client_lead", TODAY, TODAY + 3 * DAY)
    lead, spoc = world.people["client_lead"], world.people["client_spoc"]
    found = [asked.away([lead, spoc], on=TODAY + ahead * DAY) for ahead in (-1, 0, 3, 4)]
    assert found == [set(), {lead}, {lead}, set()]
    assert asked.away([], on=TODAY) == set()


def test_deputy_acts_while_the_spoc_is_away_and_no_day_longer(in_app: Flask, world: World) -> None:
    away(world, "client_spoc", TODAY, TODAY + 3 * DAY)
    assert [acts(world, "client_deputy", TODAY + ahead * DAY) for ahead in (-1, 0, 3, 4)] == [False, True, True, False]
    assert acts(world, "client_spoc", TODAY)  # whoever is away keeps their rights
    assert not acts(world, "supplier_deputy", TODAY)
    deputy, spoc = world.people["client_deputy"], world.people["client_spoc"]
    assert [speaks(world, TODAY + ahead * DAY) for ahead in (-1, 0, 3, 4)] == [spoc, deputy, deputy, spoc]


def test_spoc_is_told_although_away_where_nobody_else_is_there(in_app: Flask, world: World) -> None:
    away(world, "client_spoc")
    away(world, "client_deputy")
    assert speaks(world, TODAY) == world.people["client_spoc"]
    with database.transaction():
        seat = db.session.scalars(select(Seat).where(Seat.id == world.seats["client_spoc"])).one()
        seats.vacate(seat, last_on=TODAY - DAY, by=None, at=AT, today=TODAY)
    assert speaks(world, TODAY) == world.people["client_deputy"]


def test_absence_is_recorded_without_its_note(in_app: Flask, world: World) -> None:
    away(world, "client_lead", TODAY, TODAY + DAY)
    [event] = history.page_of(AuditEvent.action == "absence_entered").rows
    assert (event.action, event.label) == ("absence_entered", "Rafael Ortega")
    assert event.changes == {"away": [None, ["2026-11-20", "2026-11-21"]]}


@pytest.mark.parametrize(
    ("first", "last", "field", "words"),
    [
        (0, -1, "to_on", "before the first"),
        (-5, -1, "to_on", "past"),
        (0, 800, "to_on", "two years"),
        (800, 801, "to_on", "two years"),
        (3, 9, "from_on", "noted already"),
        (-3, 0, "from_on", "noted already"),
    ],
)
def test_days_that_cannot_be_are_refused(
    in_app: Flask, world: World, first: int, last: int, field: str, words: str
) -> None:
    away(world, "client_lead", TODAY, TODAY + 3 * DAY)
    with pytest.raises(Refused, match=words) as refusal:
        away(world, "client_lead", TODAY + first * DAY, TODAY + last * DAY)
    assert refusal.value.field == field


def test_whoever_is_back_early_is_there_today(in_app: Flask, world: World) -> None:
    away(world, "client_lead", TODAY - 2 * DAY, TODAY + 3 * DAY)
    end_all(world)
    absence = db.session.scalars(select(Absence)).one()
    assert absence.to_on == TODAY - DAY
    with pytest.raises(Refused, match="over"):
        end_all(world)


def test_absence_that_has_not_begun_is_taken_back(in_app: Flask, world: World) -> None:
    away(world, "client_lead", TODAY + DAY, TODAY + 3 * DAY)
    end_all(world)
    assert db.session.scalars(select(Absence)).all() == []


def end_all(world: World) -> None:
    with database.transaction():
        for absence in db.session.scalars(select(Absence)).all():
            absences.end(absence, by=world.viewer("client_lead"), at=AT, today=TODAY)
