"""Relationships as parts of larger ones, on both databases: no circles, nothing told out of sight."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.models import AuditEvent, Organisation, Relationship
from govtracker.queries.structure import hierarchy as asked
from govtracker.services import Refused
from govtracker.services.structure import relationships
from tests.support.world import MADE_AT, World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def organisation(world: World, name: str) -> Organisation:
    return db.session.get_one(Organisation, world.organisations[name])


def relationship(key: str) -> Relationship:
    return db.session.scalars(select(Relationship).where(Relationship.key == key)).one()


def begin(world: World, key: str, client: str = "Northgate", supplier: str = "Meridian") -> None:
    """One more relationship of these companies."""
    with database.transaction():
        made = Relationship(
            key=key,
            client_id=world.organisations[client],
            supplier_id=world.organisations[supplier],
            created_at=MADE_AT,
        )
        db.session.add(made)


def place(world: World, part: str, whole: str | None, by: str = "governance_office") -> None:
    with database.transaction():
        values = {"parent_id": relationship(whole).id if whole else 0}
        relationships.edit(relationship(part), values, by=world.viewer(by), at=AT)


def test_relationship_becomes_a_part_and_stands_alone_again(in_app: Flask, world: World) -> None:
    begin(world, "MEN")
    place(world, "MEN", "MER")
    found = asked.family(world.viewer("governance_office"), relationship("MER"))
    assert [row.key for row in found] == ["MEN"]
    assert [
        row.key for row in asked.family(world.viewer("client_spoc"), relationship("MER"))
    ] == []  # holds no seat there
    place(world, "MEN", None)
    assert relationship("MEN").parent_id is None
    events = db.session.scalars(select(AuditEvent.action)).all()
    assert events == ["relationship_changed", "relationship_changed"]


def test_circles_of_relationships_are_refused(in_app: Flask, world: World) -> None:
    for key in ("MEN", "MES"):
        begin(world, key)
    place(world, "MEN", "MER")
    place(world, "MES", "MEN")
    for whole in ("MER", "MEN", "MES"):
        with pytest.raises(Refused, match="part of itself") as refusal:
            place(world, "MER", whole)
        assert refusal.value.field == "parent_id"
    offered = asked.wholes_for(world.viewer("governance_office"), relationship("MER"))
    assert offered == []
    offered = asked.wholes_for(world.viewer("governance_office"), relationship("MES"))
    assert [name.split(" ")[0] for _, name in offered] == ["MEN", "MER"]


def test_whole_joins_the_same_companies_or_those_they_are_units_of(in_app: Flask, world: World) -> None:
    with database.transaction():
        db.session.add(Organisation(name="Northgate Nordic", parent_id=world.organisations["Northgate"]))
        db.session.flush()
        world.organisations["Nordic"] = db.session.scalars(
            select(Organisation.id).where(Organisation.name == "Northgate Nordic")
        ).one()
    begin(world, "NOR", client="Nordic")
    with database.transaction():
        nordic = relationship("NOR")
        nordic_offered = asked.wholes_for(world.viewer("client_spoc"), nordic)
        assert [name.split(" ")[0] for _, name in nordic_offered] == ["MER"]
    with pytest.raises(Refused, match="same two companies"):
        place(world, "MER", "CAS")
    with pytest.raises(Refused, match="same two companies"):
        place(world, "MER", "NOR")  # a unit’s relationship is no whole of its company’s


def test_what_somebody_does_not_see_is_neither_offered_nor_taken(in_app: Flask, world: World) -> None:
    begin(world, "MEN")
    assert asked.wholes_for(world.viewer("client_spoc"), relationship("MER")) == []
    with pytest.raises(Refused, match="same two companies"):
        place(world, "MER", "MEN", by="client_spoc")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("dormant_after_days", 6, "7 to 60 days"),
        ("dormant_after_days", 61, "7 to 60 days"),
        ("spoc_share_limit", 0, "10 to 90"),
        ("spoc_share_limit", 101, "10 to 90"),
        ("answer_days", 61, "3 to 60"),
    ],
)
def test_agreed_figures_have_bounds(in_app: Flask, world: World, field: str, value: int, words: str) -> None:
    with database.transaction(), pytest.raises(Refused, match=words) as refusal:
        relationships.edit(relationship("MER"), {field: value}, by=world.viewer("client_spoc"), at=AT)
    assert refusal.value.field == field
