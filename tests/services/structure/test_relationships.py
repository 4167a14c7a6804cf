"""Relationships begun from a template, on both databases."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import database
from govtracker.database import Base, db
from govtracker.enums import CriteriaStatus, Pace, ReviewStatus, SeatRole, Severity, Side, Tier
from govtracker.models import (
    CriteriaSet,
    EscalationPath,
    Forum,
    FunctionalArea,
    Organisation,
    Person,
    Relationship,
    Review,
    Seat,
)
from govtracker.queries import NotFound, viewers
from govtracker.queries.governance import calendars, escalation
from govtracker.queries.installation import catalogues
from govtracker.queries.structure import pairs, seats
from govtracker.rules.structure.commodity_supply import COMMODITY_SUPPLY
from govtracker.rules.structure.work_templates import CUSTOMER_SUPPORT, WorkTemplate
from govtracker.services import Refused
from govtracker.services.governance import forums
from govtracker.services.installation import catalogues as entries
from govtracker.services.installation import set_up
from govtracker.services.installation.set_up import Beginnings, Invited
from govtracker.services.structure import relationships
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
FIRST = Beginnings("Northgate", "Europe/Berlin", "DE", "Eva Varga", "eva@northgate.example", "", "Meridian", "", False)


def company(name: str) -> Organisation:
    return db.session.scalars(select(Organisation).where(Organisation.name == name)).one()


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def begin(
    world: World,
    supplier: str,
    key: str = "",
    *,
    insourced: bool = False,
    template: WorkTemplate = CUSTOMER_SUPPORT,
    paces: dict[Tier, Pace | None] | None = None,
) -> Relationship:
    office = world.viewer("governance_office")
    with database.transaction():
        client = company("Northgate")
        other = relationships.supplier_named(supplier, client, insourced=insourced, by=office, at=AT)
        return relationships.create(client, other, key, template, by=office, at=AT, today=TODAY, paces=paces)


def test_template_gives_both_sides_everything_to_begin_with(in_app: Flask, world: World) -> None:
    begun = begin(world, "Tessera")
    assert (begun.key, begun.client.name, begun.supplier.name) == ("TES", "Northgate", "Tessera")
    rows = seats.structure_of(begun.id, TODAY)
    for side in Side:
        roles = [row.role for row in rows if row.side is side]
        assert roles.count(SeatRole.SPOC) == roles.count(SeatRole.SPONSOR) == roles.count(SeatRole.DEPUTY_SPOC) == 1
        assert roles.count(SeatRole.FUNCTIONAL_LEAD) == len(CUSTOMER_SUPPORT.areas)
    forums = db.session.scalars(select(Forum).where(Forum.relationship_id == begun.id)).all()
    assert len(forums) == len(CUSTOMER_SUPPORT.forums)
    assert all(forum.plan_at and forum.members for forum in forums)
    assert db.session.scalar(select(func.count()).where(Review.relationship_id == begun.id)) == 3 * len(forums)
    draft = db.session.scalars(select(CriteriaSet).where(CriteriaSet.relationship_id == begun.id)).one()
    assert (draft.status, len(draft.criteria)) == (CriteriaStatus.DRAFT, len(CUSTOMER_SUPPORT.kpis))


def test_path_of_area_and_severity_begins_with_its_own_leads(in_app: Flask, world: World) -> None:
    begun = begin(world, "Tessera")
    area = next(row for row in pairs.facing(seats.structure_of(begun.id, TODAY)) if row.area == "Quality")
    path = escalation.path_in_force(begun.id, area.area_id, Severity.CRITICAL)
    assert path
    assert path.name == "Quality, critical issues"
    lead = db.session.scalars(select(Seat).where(Seat.id == path.levels[0].supplier_seat_id)).one()
    assert (lead.area_id, lead.side) == (area.area_id, Side.SUPPLIER)


@pytest.mark.parametrize(
    ("supplier", "key", "field"),
    [
        ("Tessera", "MER", "key"),
        ("Tessera", "mer", "key"),
        ("Tessera", "T", "key"),
        ("Tessera", "TOOLONG", "key"),
        ("Meridian", "", "key"),
        ("northgate", "NOR", "supplier"),
        ("", "NEW", "supplier"),
        ("x" * 121, "NEW", "supplier"),
    ],
)
def test_impossible_relationship_is_refused_beside_its_field_and_leaves_nothing(
    in_app: Flask, world: World, supplier: str, key: str, field: str
) -> None:
    before = [count(model) for model in (Organisation, Relationship, Seat, EscalationPath)]
    with pytest.raises(Refused) as refusal:
        begin(world, supplier, key)
    assert refusal.value.field == field
    assert [count(model) for model in (Organisation, Relationship, Seat, EscalationPath)] == before


def test_insourced_supplier_is_a_unit_of_the_client(in_app: Flask, world: World) -> None:
    begun = begin(world, "In-house Level 3", insourced=True)
    assert begun.supplier.parent_id == begun.client_id
    with pytest.raises(Refused, match="no unit of Northgate"):
        begin(world, "Meridian", "MEX", insourced=True)


def test_only_the_first_person_of_a_supplier_is_invited_by_the_other_side(in_app: Flask, world: World) -> None:
    begin(world, "Tessera")
    with database.transaction():
        tessera = db.session.scalars(select(Relationship).where(Relationship.key == "TES")).one()
        person = relationships.invite(tessera, "Ivo Brandt", "ivo@tessera.example", by=None, at=AT, today=TODAY)
        person_id = person.id
    viewer = viewers.viewer(person_id, today=TODAY)
    assert viewer
    assert [(seat.side, seat.role) for seat in viewer.seats] == [(Side.SUPPLIER, SeatRole.SPOC)]
    with pytest.raises(Refused, match="has people here already"), database.transaction():
        relationships.invite(tessera, "Uwe", "uwe@tessera.example", by=None, at=AT, today=TODAY)


def test_first_set_up_makes_an_administrator_who_is_the_clients_spoc_once(in_app: Flask) -> None:
    invited = Invited("Diego Alonso", "diego@meridian.example")
    with database.transaction():
        person, relationship, theirs = set_up.begin(Beginnings(**{**vars(FIRST), "invited": invited}), at=AT)
        person_id, key = person.id, relationship.key
        assert theirs
        assert theirs.email == "diego@meridian.example"
    viewer = viewers.viewer(person_id, today=TODAY)
    assert viewer
    assert key == "MER"
    assert viewer.is_administrator
    assert viewer.side_in(relationship.place()) is Side.CLIENT
    assert viewer.seats[0].acts_as_spoc
    with pytest.raises(NotFound), database.transaction():
        set_up.begin(Beginnings(**{**vars(FIRST), "email": "other@northgate.example"}), at=AT)
    assert count(Person) == 2


def test_lighter_template_brings_less_and_all_of_it(in_app: Flask, world: World) -> None:
    begun = begin(world, "Tessera", template=COMMODITY_SUPPLY)
    forum = db.session.scalars(select(Forum).where(Forum.relationship_id == begun.id)).one()
    assert (forum.name, forum.rrule) == ("Supply review", "FREQ=MONTHLY;INTERVAL=6;BYDAY=2TU")
    paths = db.session.scalars(select(EscalationPath).where(EscalationPath.relationship_id == begun.id)).all()
    assert len(paths) == 3  # one for all, and one for each of two areas
    assert all(path.is_in_force for path in paths)
    draft = db.session.scalars(select(CriteriaSet).where(CriteriaSet.relationship_id == begun.id)).one()
    assert {one.pillar.value: int(one.weight) for one in draft.pillars} == {"service_delivery": 60, "cost": 40}
    assert len(draft.criteria) == len(COMMODITY_SUPPLY.kpis)


def test_forums_meet_as_was_chosen_and_a_tier_may_have_none(in_app: Flask, world: World) -> None:
    paces = {Tier.STRATEGIC: Pace.HALF_YEARLY, Tier.TACTICAL: None, Tier.OPERATIONAL: Pace.FORTNIGHTLY}
    begun = begin(world, "Tessera", paces=paces)
    rows = db.session.execute(select(Forum.name, Forum.rrule).where(Forum.relationship_id == begun.id)).all()
    assert sorted((row.name, row.rrule) for row in rows) == [
        ("Operations review", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("Steering committee", "FREQ=MONTHLY;INTERVAL=6;BYDAY=3TH"),
    ]


def test_company_without_a_calendar_gets_the_templates_hours_and_one_with_keeps_its_own(
    in_app: Flask, world: World
) -> None:
    before = calendars.of_organisation(world.organisations["Northgate"])
    begun = begin(world, "Tessera")
    row = calendars.stored(begun.supplier_id)
    assert row is not None
    assert (row.zone, row.country) == (begun.client.zone, "")
    assert calendars.of_organisation(begun.supplier_id).hours == CUSTOMER_SUPPORT.hours
    assert calendars.of_organisation(world.organisations["Northgate"]) == before


def test_retired_areas_of_a_template_are_left_out(in_app: Flask, world: World) -> None:
    ada = world.viewer("administrator")
    with database.transaction():
        for name in ("Customer care", "Quality"):
            area = catalogues.named(FunctionalArea, name)
            assert area is not None
            entries.retire(area, by=ada, at=AT)
    begun = begin(world, "Tessera")
    names = {area.area.name for area in begun.areas}
    assert names == set(CUSTOMER_SUPPORT.areas) - {"Customer care", "Quality"}
    with database.transaction():
        for name in COMMODITY_SUPPLY.areas:
            area = catalogues.named(FunctionalArea, name)
            assert area is not None
            entries.retire(area, by=ada, at=AT)
    with pytest.raises(Refused, match="is retired") as refusal:
        begin(world, "Other", template=COMMODITY_SUPPLY)
    assert refusal.value.field == "template"


def test_forum_changes_its_pace_and_its_reviews_move(in_app: Flask, world: World) -> None:
    begun = begin(world, "Tessera")
    forum = db.session.scalars(
        select(Forum).where(Forum.relationship_id == begun.id, Forum.tier == Tier.OPERATIONAL)
    ).one()
    with database.transaction():
        forums.meet_at(forum, Pace.MONTHLY, by=world.viewer("governance_office"), at=AT)
    assert forum.rrule == "FREQ=MONTHLY;BYDAY=1TU"
    coming = db.session.scalars(
        select(Review.scheduled_at)
        .where(Review.forum_id == forum.id, Review.status == ReviewStatus.SCHEDULED)
        .order_by(Review.scheduled_at)
    ).all()
    assert [moment.date() for moment in coming] == [date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 2)]
