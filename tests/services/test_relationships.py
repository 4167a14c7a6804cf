"""Beginning a relationship: keys, companies, and everything a template brings."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import PairFinding, SeatRole, Severity, Side, Tier
from govtracker.models import Organisation, Relationship
from govtracker.queries import criteria, escalation_paths, find, forums, organisations, reviews, seats, viewers
from govtracker.rules import structure
from govtracker.rules.work_templates import CUSTOMER_SUPPORT
from govtracker.services import Refused, relationships
from govtracker.services.relationships import Supplier
from tests.support.world import World

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = AT.date()


def company(name: str) -> Organisation:
    found = organisations.by_name(name)
    assert found is not None
    return found


def begun(world: World, *, key: str = "TES", supplier: str = "Tessera Billing") -> Relationship:
    office = world.viewer("governance_office")
    client = company("Northgate")
    other = relationships.supplier_named(Supplier(supplier, "Europe/Paris"), client, by=office, at=AT)
    return relationships.create_from_template(client, other, CUSTOMER_SUPPORT, key=key, by=office, at=AT)


def test_template_brings_everything_governance_needs(in_app: Flask, world: World) -> None:
    with database.transaction():
        begun(world)
    office = viewers.viewer(world.people["governance_office"], today=TODAY)
    assert office is not None
    found = find.relationship(office, "tes")
    seated = seats.structure_of(found.id, TODAY)
    assert found.supplier.zone == "Europe/Paris"
    assert [one.role for one in seated if one.side is Side.SUPPLIER and one.area is None] == [
        SeatRole.SPONSOR,
        SeatRole.SPOC,
        SeatRole.DEPUTY_SPOC,
    ]
    pairs = seats.pairs(seated)
    assert [pair.area for pair in pairs] == list(CUSTOMER_SUPPORT.areas)
    assert {finding.kind for finding in structure.findings(pairs).values()} == {PairFinding.VACANT}
    assert [forum.name for forum in forums.of_relationship(office, found.id)] == [
        "Steering committee",
        "Monthly business review",
        "Weekly operations review",
    ]
    assert reviews.next_of(office, [found.id], at=AT)[found.id].forum == "Weekly operations review"
    draft = criteria.started(found.id)
    assert draft is not None
    assert [one.kpi.code for one in draft.criteria] == [terms.code for terms in CUSTOMER_SUPPORT.kpis]


def test_paths_begin_at_the_leads_of_the_area(in_app: Flask, world: World) -> None:
    with database.transaction():
        made = begun(world)
        key, area_id = made.key, made.areas[2].area_id
    office = viewers.viewer(world.people["governance_office"], today=TODAY)
    assert office is not None
    relationship = find.relationship(office, key)
    assert len(escalation_paths.of_relationship(office, relationship.id)) == 2 + 2 * len(CUSTOMER_SUPPORT.areas)
    path = escalation_paths.in_force(relationship.id, area_id, Severity.CRITICAL)
    assert path is not None
    assert [level.tier for level in path.levels] == [Tier.OPERATIONAL, Tier.TACTICAL, Tier.STRATEGIC]
    of_area = {one.seat_id for one in seats.structure_of(relationship.id, TODAY) if one.area_id == area_id}
    assert {path.levels[0].client_seat_id, path.levels[0].supplier_seat_id} == of_area


def test_areas_of_the_catalogue_are_taken_not_doubled(in_app: Flask, world: World) -> None:
    with database.transaction():
        begun(world)
        again = begun(world, key="TE2")
        assert world.areas["Quality"] in {one.area_id for one in again.areas}


@pytest.mark.parametrize("key", ["mer", " MER "])
def test_taken_key_is_refused(in_app: Flask, world: World, key: str) -> None:
    with pytest.raises(Refused, match="taken") as refused, database.transaction():
        begun(world, key=key)
    assert refused.value.field == "key"


@pytest.mark.parametrize("key", ["M", "1ST", "TOOLONG", "Ä1", "A-B"])
def test_what_is_no_key_is_refused(in_app: Flask, world: World, key: str) -> None:
    with pytest.raises(Refused, match="two to six") as refused, database.transaction():
        begun(world, key=key)
    assert refused.value.field == "key"


def test_key_is_made_of_the_suppliers_name(in_app: Flask, world: World) -> None:
    with database.transaction():
        assert [begun(world, key="", supplier="Merlin Care").key for _ in range(2)] == ["MER2", "MER3"]
        assert begun(world, key="", supplier="24 Orbit").key == "ORB"


def test_company_does_not_govern_itself(in_app: Flask, world: World) -> None:
    with pytest.raises(Refused, match="not its own supplier"), database.transaction():
        begun(world, supplier="northgate")


def test_unit_belongs_to_its_client_alone(in_app: Flask, world: World) -> None:
    office = world.viewer("governance_office")
    with database.transaction():
        client = company("Northgate")
        unit = relationships.supplier_named(Supplier("Level 3", "", is_insourced=True), client, by=office, at=AT)
        db.session.flush()
        assert unit.parent_id == client.id
        assert unit.zone == client.zone
        for name, insourced in (("level 3", False), ("Meridian", True)):
            with pytest.raises(Refused) as refused:
                relationships.supplier_named(Supplier(name, "", is_insourced=insourced), client, by=office, at=AT)
            assert refused.value.field == "supplier"


@pytest.mark.parametrize(
    ("name", "zone", "field"), [("", "UTC", "supplier"), ("New", "Europe/Nowhere", "supplier_zone")]
)
def test_bad_supplier_is_refused_beside_its_field(
    in_app: Flask, world: World, name: str, zone: str, field: str
) -> None:
    with pytest.raises(Refused) as refused, database.transaction():
        relationships.supplier_named(Supplier(name, zone), company("Northgate"), by=None, at=AT)
    assert refused.value.field == field
