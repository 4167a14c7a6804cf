"""The demonstration: it loads into an empty database alone, tells the same story again, and keeps every rule."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import demonstration
from govtracker.database import db
from govtracker.enums import PairFinding, PortfolioRole, SeatRole, Side
from govtracker.models import (
    AuditEvent,
    AuditHead,
    BusinessCalendar,
    Organisation,
    Person,
    Relationship,
    RoleHeld,
    Seat,
    Tenure,
)
from govtracker.queries import calendars, claims, demo
from govtracker.rules import business_calendar
from govtracker.rules.structure import PairFacts, findings
from govtracker.services import Refused, events, passwords
from tests.support import applications
from tests.support.databases import Ground

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def told(ground: Ground) -> Iterator[Callable[[str], Flask]]:
    """One application per kind of database with the demonstration loaded; tests only read."""
    loaded: dict[str, Flask] = {}

    def application(kind: str) -> Flask:
        if kind not in loaded:
            store = ground.database(kind, "told")
            app = applications.build(applications.environment(store.url, ground.data_dir(kind, "told")))
            applications.migrate(app, store)
            with app.app_context():
                demonstration.fill_if_empty()
            applications.let_go(app)
            loaded[kind] = app
        return loaded[kind]

    yield application
    for app in loaded.values():
        applications.let_go(app)


@pytest.fixture
def in_story(database_kind: str, told: Callable[[str], Flask]) -> Iterator[Flask]:
    """Inside the application that holds the demonstration."""
    app = told(database_kind)
    with app.app_context():
        yield app
    applications.let_go(app)


def relationships() -> dict[str, Relationship]:
    return {row.key: row for row in db.session.scalars(select(Relationship))}


def holders(relationship: Relationship) -> dict[tuple[Side, SeatRole, str], int | None]:
    rows = db.session.scalars(select(Seat).where(Seat.relationship_id == relationship.id)).unique()
    return {
        (seat.side, seat.role, seat.area.name if seat.area else ""): next(
            (tenure.person_id for tenure in seat.tenures if tenure.to_on is None), None
        )
        for seat in rows
    }


def test_a_second_time_it_leaves_everything_as_it_is(in_story):
    before = db.session.scalar(select(func.count()).select_from(AuditEvent))
    demonstration.fill_if_empty()
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before
    with pytest.raises(Refused, match="empty database"):
        demonstration.load()


def test_the_people_can_sign_in_with_the_password_that_is_shown(in_story):
    person = db.session.scalars(select(Person).where(Person.name == "Eva Varga")).one()
    assert passwords.matches(demo.password(), person.password_hash)


def test_every_seat_role_has_somebody_on_each_side(in_story):
    held = {(side, role) for (side, role, _), who in holders(relationships()["MER"]).items() if who}
    assert held == {(side, role) for side in Side for role in SeatRole}


def test_every_portfolio_role_is_held_at_the_client(in_story):
    held = db.session.scalars(
        select(RoleHeld.role).join(Person, Person.id == RoleHeld.person_id).where(Person.email.contains("northgate"))
    )
    assert set(held) == set(PortfolioRole)


def test_nobody_sits_on_a_side_of_another_company(in_story):
    rows = db.session.execute(
        select(Seat.side, Person.organisation_id, Relationship.client_id, Relationship.supplier_id)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Person, Person.id == Tenure.person_id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
    ).all()
    assert rows
    assert all(company == (client if side is Side.CLIENT else supplier) for side, company, client, supplier in rows)


def test_structure_shows_a_vacant_seat_and_a_doubled_person_at_meridian_alone(in_story):
    found = {}
    for key, relationship in relationships().items():
        held = holders(relationship)
        facts = [
            PairFacts(
                row.area.id, row.area.name, *(held[side, SeatRole.FUNCTIONAL_LEAD, row.area.name] for side in Side)
            )
            for row in relationship.areas
        ]
        names = {row.area.id: row.area.name for row in relationship.areas}
        found[key] = {names[area]: finding.kind for area, finding in findings(facts).items()}
    assert found["MER"] == {
        "Customer care": PairFinding.HEALTHY,
        "Quality": PairFinding.HEALTHY,
        "Information technology": PairFinding.DOUBLED,
        "Workforce management": PairFinding.DOUBLED,
        "Security": PairFinding.VACANT,
        "Finance": PairFinding.HEALTHY,
    }
    assert set(found["CFS"].values()) == set(found["INH"].values()) == {PairFinding.HEALTHY}


def test_the_insourced_supplier_is_a_unit_of_the_client(in_story):
    unit = relationships()["INH"]
    assert unit.supplier.parent_id == unit.client_id


def test_every_company_in_a_relationship_has_a_sound_calendar_with_holidays(in_story):
    for company in db.session.scalars(select(Organisation).join(BusinessCalendar)):
        calendar = calendars.of_organisation(company.id)
        business_calendar.validate(calendar)
        assert calendar.closed_days
    assert db.session.scalar(select(func.count()).select_from(BusinessCalendar)) == 4


def test_the_audit_chains_verify(in_story):
    for head in db.session.scalars(select(AuditHead)):
        previous, seq = claims.CHAIN_START, 0
        for event in db.session.scalars(
            select(AuditEvent).where(AuditEvent.chain == head.chain).order_by(AuditEvent.seq)
        ):
            assert (event.previous_hash, event.seq) == (previous, seq + 1)
            assert event.hash == events.digest(previous, event.text)
            previous, seq = event.hash, event.seq
        assert (head.hash, head.seq) == (previous, seq)
