"""Catalogues: named once, in order, retired and never deleted while something names them; on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import AuditEvent, FunctionalArea, Issue, IssueCategory, Relationship, RootCause
from govtracker.queries import NotFound
from govtracker.queries.installation import catalogues as asked
from govtracker.queries.structure import areas
from govtracker.services import Refused
from govtracker.services.installation import catalogues
from govtracker.services.structure import structure
from tests.services import issue_steps
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
Model = Any  # one of the three


@pytest.fixture
def ada(in_app: Flask, world: World) -> Viewer:
    """The administrator of the installation."""
    return world.viewer("administrator")


def names(model: Model) -> list[str]:
    return [one.name for one in asked.entries(model)]


def add(by: Viewer, *given: str) -> None:
    with database.transaction():
        for name in given:
            catalogues.add(IssueCategory, name, by=by, at=AT)


def mer_of(world: World) -> Relationship:
    wanted = Relationship.id == world.relationships["MER"]
    return db.session.scalars(select(Relationship).where(wanted)).unique().one()


def category(name: str) -> IssueCategory:
    found = asked.named(IssueCategory, name)
    assert found is not None
    return found


def test_entries_stand_in_the_order_they_are_moved_into(ada: Viewer) -> None:
    add(ada, "Billing", "Waiting time", "Wrong answer")
    for name, steps, order in (
        ("Wrong answer", -1, ["Billing", "Wrong answer", "Waiting time"]),
        ("Billing", 99, ["Wrong answer", "Waiting time", "Billing"]),
        ("Billing", 1, ["Wrong answer", "Waiting time", "Billing"]),
        ("Waiting time", -99, ["Waiting time", "Wrong answer", "Billing"]),
    ):
        with database.transaction():
            catalogues.move(category(name), steps, by=ada, at=AT)
        assert names(IssueCategory) == order


@pytest.mark.parametrize("model", [FunctionalArea, IssueCategory, RootCause])
@pytest.mark.parametrize(("name", "words"), [("", "Enter a name"), (" \t ", "Enter a name"), ("x" * 81, "at most 80")])
def test_impossible_name_is_refused(ada: Viewer, model: Model, name: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal, database.transaction():
        catalogues.add(model, name, by=ada, at=AT)
    assert refusal.value.field == "name"


@pytest.mark.parametrize("name", ["Überlast", "überlast", "  ÜBERLAST  "])
def test_same_name_in_other_letters_is_refused(ada: Viewer, name: str) -> None:
    add(ada, "Überlast")
    with pytest.raises(Refused, match="Überlast is in the catalogue already"):
        add(ada, name)
    add(ada, "Other")
    with pytest.raises(Refused, match="already"), database.transaction():
        catalogues.rename(category("Other"), name, by=ada, at=AT)
    with database.transaction():
        catalogues.rename(category("Überlast"), "ÜBERLAST", by=ada, at=AT)  # its own name in other letters
    assert names(IssueCategory) == ["ÜBERLAST", "Other"]


def test_retired_entry_is_named_when_it_is_added_again_and_comes_back_in_its_place(ada: Viewer) -> None:
    add(ada, "Billing", "Other")
    with database.transaction():
        catalogues.retire(category("Billing"), by=ada, at=AT)
    with pytest.raises(Refused, match="offer it again instead"):
        add(ada, "billing")
    with database.transaction():
        catalogues.restore(category("Billing"), by=ada, at=AT)
    assert names(IssueCategory) == ["Billing", "Other"]
    assert category("Billing").retired_at is None


def test_category_is_deleted_only_while_no_issue_has_its_word(ada: Viewer, world: World) -> None:
    add(ada, "billing", "waiting")
    issue_steps.raised(world, "client_lead", AT, category="billing")
    with pytest.raises(Refused, match="in use: retire it instead"), database.transaction():
        catalogues.remove(category("billing"), by=ada, at=AT)
    with database.transaction():
        catalogues.remove(category("waiting"), by=ada, at=AT)
    assert names(IssueCategory) == ["billing"]


def test_area_with_a_seat_is_in_use_and_one_nobody_chose_is_not(ada: Viewer, world: World) -> None:
    for name, used in (("Customer care", True), ("Quality", True), ("Finance", False)):
        area = asked.named(FunctionalArea, name)
        assert area is not None
        assert asked.is_used(area) is used


def test_side_of_a_root_cause_stays_once_an_issue_has_it(ada: Viewer, world: World) -> None:
    cause, other = asked.entries(RootCause)[:2]
    issue = issue_steps.raised(world, "client_lead", AT)
    with database.transaction():
        db.session.get_one(Issue, issue.id).root_cause_id = cause.id
        catalogues.blame(other, client_side=True, by=ada, at=AT)
    with pytest.raises(Refused, match="which side it lies on stays") as refusal, database.transaction():
        catalogues.blame(cause, client_side=True, by=ada, at=AT)
    assert refusal.value.field == "is_client_side"


def test_retired_area_is_offered_to_no_relationship_and_refused_when_typed(ada: Viewer, world: World) -> None:
    mer = world.relationships["MER"]
    assert areas.not_in(mer) == ["Finance"]
    with database.transaction():
        finance = asked.named(FunctionalArea, "Finance")
        assert finance is not None
        catalogues.retire(finance, by=ada, at=AT)
    assert areas.not_in(mer) == []
    spoc = world.viewer("client_spoc")
    with pytest.raises(Refused, match="not used for new relationships") as refusal, database.transaction():
        structure.add_area(mer_of(world), "finance", by=spoc, at=AT)
    assert refusal.value.field == "name"


def test_area_a_relationship_names_for_itself_is_shown_to_no_other_and_to_no_administrator(
    ada: Viewer, world: World
) -> None:
    with database.transaction():
        area = structure.add_area(mer_of(world), "Project Falcon", by=world.viewer("client_spoc"), at=AT)
        falcon = area.id
    assert "Project Falcon" not in areas.not_in(world.relationships["CAS"])
    assert "Project Falcon" not in names(FunctionalArea)
    with pytest.raises(NotFound):
        asked.entry(FunctionalArea, falcon)
    with database.transaction():
        catalogues.add(FunctionalArea, "Project Falcon", by=ada, at=AT)
    assert areas.not_in(world.relationships["CAS"])[-1] == "Project Falcon"
    assert asked.entry(FunctionalArea, falcon).is_offered


def test_every_change_is_in_the_audit_of_the_installation(ada: Viewer) -> None:
    add(ada, "Billing", "Other")
    with database.transaction():
        catalogues.rename(category("Billing"), "Bills", by=ada, at=AT)
        catalogues.move(category("Bills"), 1, by=ada, at=AT)
        catalogues.retire(category("Bills"), by=ada, at=AT)
        catalogues.remove(category("Other"), by=ada, at=AT)
    rows = db.session.execute(select(AuditEvent.chain, AuditEvent.action).order_by(AuditEvent.id)).all()
    assert [row.action for row in rows] == [
        "entry_added",
        "entry_added",
        "entry_renamed",
        "entry_moved",
        "entry_retired",
        "entry_removed",
    ]
    assert {row.chain for row in rows} == {0}
