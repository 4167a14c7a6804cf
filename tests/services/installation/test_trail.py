"""The trail says who, for whom and from where; what is personal can leave it, and nothing else ever does."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from govtracker import database
from govtracker.access import LinkHolder, SeatHeld, Viewer
from govtracker.database import Base, IntegrityError, db
from govtracker.enums import Audience, Origin, SeatRole, Side
from govtracker.exports import trail
from govtracker.models import (
    AuditEvent,
    AuditHead,
    AuditPersonal,
    CustomerAccount,
    EvaluationDecision,
    ImportBatch,
    Opportunity,
    Organisation,
    Person,
    Relationship,
    Seat,
    Supervision,
    SupplierProfile,
    ValueStatement,
)
from govtracker.queries import history
from govtracker.queries import trail_erasure as withheld
from govtracker.rules import audit_chain, personal
from govtracker.services import events, provenance, refusals, trail_erasure
from govtracker.services.structure import seats
from tests.support.world import World

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def mer(world: World) -> Relationship:
    return db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one()


def person(world: World, name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.id == world.people[name])).one()


def vacant_seat(world: World) -> Seat:
    return db.session.scalars(select(Seat).where(Seat.id == world.seats["vacant_client"])).one()


def stored() -> list[dict[str, Any]]:
    return [
        {**{name: getattr(row, name) for name in AuditEvent.__table__.columns.keys()}}  # noqa: SIM118  # of columns
        for row in db.session.scalars(select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq))
    ]


def faults() -> list[str]:
    """What is wrong with the stored chains."""
    found = []
    for chain in {row["chain"] for row in stored()}:
        said = db.session.scalars(select(AuditPersonal).where(AuditPersonal.chain == chain))
        own = {(row.seq, row.person_id): (row.salt, row.said) for row in said}
        walk = audit_chain.Walk(audit_chain.Mark(), withheld.withheld(chain))
        found += [one.text for one in walk.follow([row for row in stored() if row["chain"] == chain], own)]
    return found


def company_owned() -> set[type[Base]]:
    """What belongs to a company, by its column, and what hangs on that; people and files aside, who have their own."""
    models = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    found = {table for table in models if "organisation_id" in table.columns} - {
        model.__table__ for model in (Person, ImportBatch)
    }
    before: set[Any] = set()
    while before != found:
        before = set(found)
        found |= {
            table
            for table in models
            for column in table.columns
            if not column.nullable and any(key.column.table in found for key in column.foreign_keys)
        }
    return {models[table] for table in found}


def test_what_is_a_companys_own_never_lies_in_the_history_of_a_relationship() -> None:
    owned = company_owned()
    assert owned >= {EvaluationDecision, CustomerAccount, Opportunity, Supervision, SupplierProfile, ValueStatement}
    with_place = {model for model in owned if hasattr(model, "relationship_id")}
    assert EvaluationDecision in with_place
    assert {events.chain_of(model(relationship_id=7)) for model in with_place} == {events.INSTALLATION}
    assert {events.chain_of(model()) for model in owned} == {events.INSTALLATION}


def test_event_says_from_where_and_its_address_is_a_network(in_app: Flask, world: World) -> None:
    with provenance.coming(provenance.of_request("f00d", "203.0.113.77")), database.transaction():
        events.record(mer(world), "looked_at", by=world.viewer("client_lead"), at=AT)
    [told] = history.of_relationship(world.viewer("client_spoc"), world.relationships["MER"]).rows
    assert (told.actor_name, told.origin, told.address, told.request_id) == (
        "Rafael Ortega",
        Origin.WEB,
        "203.0.113.0/24",
        "f00d",
    )
    assert "Rafael" not in stored()[0]["text"]
    assert "203.0" not in stored()[0]["text"]
    assert faults() == []


def test_acting_deputy_does_it_on_behalf_of_the_seats_holder(in_app: Flask, world: World) -> None:
    deputy = world.viewer("client_deputy")
    acting = SeatHeld(
        world.seats["client_deputy"],
        world.relationships["MER"],
        Side.CLIENT,
        SeatRole.DEPUTY_SPOC,
        acting_for=world.seats["client_spoc"],
    )
    viewer = Viewer(deputy.person_id, deputy.organisation_id, deputy.name, seats=(acting,))
    with database.transaction():
        events.record(mer(world), "looked_at", by=viewer, at=AT)
    [told] = history.of_relationship(world.viewer("client_spoc"), world.relationships["MER"]).rows
    assert (told.actor_name, told.on_behalf_of) == ("Oskar Brandt", "Eva Varga")


def test_link_names_its_bearer_and_who_gave_it(in_app: Flask, world: World) -> None:
    giver, bearer = world.viewer("client_spoc"), world.viewer("supplier_lead")
    holder = LinkHolder(bearer.person_id, bearer.organisation_id, bearer.name, via=giver.name, via_id=giver.person_id)
    with provenance.coming(provenance.of_request("f00d", "2001:db8:1:2::3")), database.transaction():
        events.record(mer(world), "value_entered", by=holder, at=AT)
    [told] = history.of_relationship(giver, world.relationships["MER"]).rows
    assert (told.actor_name, told.on_behalf_of, told.origin) == ("Priya Nair", "Eva Varga", Origin.LINK)
    assert told.address == "2001:db8:1::/48"


def test_erased_person_is_a_pseudonym_and_the_chain_still_verifies(in_app: Flask, world: World) -> None:
    with database.transaction():
        seats.fill(
            vacant_seat(world),
            world.people["nobody"],
            from_on=date(2026, 3, 2),
            by=world.viewer("client_spoc"),
            at=AT,
            today=date(2026, 3, 2),
        )
        events.change(person(world, "nobody"), "person_corrected", by=None, at=AT, email="n.frei@northgate.example")
        events.record(mer(world), "looked_at", by=world.viewer("nobody"), at=AT)
    with database.transaction():
        gone = person(world, "nobody")
        gone.name, gone.email = "Person 19", "19@erased.invalid"
        trail_erasure.erase(gone, ["Nils Frei", "n.frei@northgate.example"], by=world.viewer("administrator"), at=AT)
    kept = str(stored()) + str([row.said for row in db.session.scalars(select(AuditPersonal))])
    assert "Nils" not in kept
    assert "n.frei" not in kept
    assert faults() == []
    rows = history.of_relationship(world.viewer("client_spoc"), world.relationships["MER"]).rows
    assert [row.actor_name for row in rows] == ["Person 19", "Eva Varga"]
    assert rows[1].changes["holder"] == [None, personal.ERASED]


def test_older_event_loses_the_names_in_its_text_and_keeps_its_link(in_app: Flask, world: World) -> None:
    first: dict[str, Any] = {
        "chain": 0,
        "seq": 1,
        "at": AT,
        "action": "person_created",
        "actor_id": world.people["nobody"],
        "actor_name": "Nils Frei",
        "subject_type": "organisation",
        "subject_id": 1,
        "label": "Northgate",
        "audience": Audience.SHARED,
        "changes": {"contact": [None, "Nils Frei"]},
        "reason": "",
        "edition": audit_chain.FIRST,
        "previous_hash": audit_chain.START,
    }
    first["text"] = audit_chain.text_of(first)
    first["hash"] = audit_chain.link(audit_chain.START, first["text"])
    with database.transaction():
        db.session.add(AuditEvent(**first))
        db.session.add(AuditHead(chain=0, seq=1, hash=first["hash"]))
    assert faults() == []
    forged = update(AuditEvent).values({**audit_chain.WITHOUT, "subject_id": 77})
    with pytest.raises(IntegrityError), database.transaction():
        db.session.execute(forged)
    with database.transaction():
        person(world, "nobody").name = "Person 19"
        trail_erasure.erase(person(world, "nobody"), ["Nils Frei"], by=None, at=AT)
    assert "Nils" not in str(stored())
    assert stored()[0]["hash"] == first["hash"]
    assert (stored()[0]["subject_id"], stored()[0]["changes"]) == (1, {})
    assert faults() == []


@pytest.mark.parametrize(
    "touch",
    [
        update(AuditEvent).values(action="nothing"),
        update(AuditEvent).values(text="", edition=0),
        update(AuditEvent).values(**audit_chain.WITHOUT),
        delete(AuditEvent),
        update(AuditPersonal).values(salt="0"),
        update(AuditHead).values(seq=0),
        delete(AuditHead),
    ],
    ids=[
        "event changed",
        "event withheld",
        "event of today withheld",
        "event deleted",
        "person changed",
        "head moved back",
        "head deleted",
    ],
)
def test_database_itself_keeps_the_trail(in_app: Flask, world: World, touch: Any) -> None:
    with database.transaction():
        events.record(mer(world), "looked_at", by=world.viewer("client_lead"), at=AT)
    with pytest.raises(IntegrityError), database.transaction():
        db.session.execute(touch)
    assert len(stored()) == 1


def test_trail_is_neither_emptied_nor_replaced(in_app: Flask, world: World) -> None:
    with database.transaction():
        events.record(mer(world), "looked_at", by=world.viewer("client_lead"), at=AT)
    copied = "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"
    statement = copied if db.engine.dialect.name == "sqlite" else "TRUNCATE {0}"
    for table in ("audit_event", "audit_personal", "audit_head"):
        with pytest.raises(IntegrityError), database.transaction():
            db.session.execute(text(statement.format(table)))
    assert len(stored()) == 1


def test_first_of_a_minutes_refusals_is_an_event_and_the_others_are_summed_up(
    in_app: Flask, world: World, clock_at: Any
) -> None:
    clock_at(AT)
    for _ in range(5):
        refusals.note("sign_in_failed", what="sign_in", person=person(world, "client_lead"), typed="r@x", at=AT)
    refusals.note("sign_in_failed", what="sign_in", typed="who@ever", at=AT)
    told = history.page_of(AuditEvent.chain == 0).rows
    assert [(row.action, row.actor_name, row.label, row.is_refused) for row in told] == [
        ("sign_in_failed", "Somebody", "who@ever", True),
        ("sign_in_failed", "Somebody", "r@x", True),
    ]
    northgate = db.session.scalars(select(Organisation.id).where(Organisation.name == "Northgate")).one()
    assert [row["company_id"] for row in stored()] == [northgate, None]
    assert refusals.to_sum_up(AT) == []
    later = AT.replace(hour=11)
    clock_at(later)
    with database.transaction():
        refusals.sum_up(1, later)
    assert history.page_of(AuditEvent.chain == 0).rows[0].changes == {"attempts": [None, 4]}
    assert refusals.to_sum_up(later) == []


def test_refusals_of_one_minute_have_a_bound(in_app: Flask, world: World, clock_at: Any) -> None:
    clock_at(AT)
    with database.transaction():
        for number in range(refusals.MOST_A_MINUTE + 40):
            refusals.note("sign_in_failed", what=f"door {number}", typed="x", at=AT)
    told = stored()
    assert len(told) == refusals.MOST_A_MINUTE + 1
    assert told[-1]["action"] == "attempts_uncounted"
    assert db.session.scalar(text("SELECT sum(times) FROM refusal")) == refusals.MOST_A_MINUTE + 40


def test_strangers_fill_no_trail_and_hide_nobody_who_is_signed_in(
    in_app: Flask, world: World, clock_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "MOST_AN_HOUR", 6)
    for minute in range(10):
        clock_at(AT.replace(minute=minute))
        for number in range(3):
            refusals.note("sign_in_failed", what=f"door {number}", typed="x", at=AT)
    assert [row["action"] for row in stored()] == [*["sign_in_failed"] * 6, "attempts_uncounted"]
    refusals.note("refused", what="issues.show", by=world.viewer("client_spoc"), at=AT)
    assert stored()[-1]["label"] == "issues.show"


def test_chain_as_a_file_holds_what_each_side_sees_and_verifies(in_app: Flask, world: World) -> None:
    with provenance.coming(provenance.of_request("f00d", "203.0.113.77")), database.transaction():
        events.record(mer(world), "changed", by=world.viewer("client_lead"), at=AT, reason="for both")
        own = Audience.CLIENT
        events.record(mer(world), "noted", by=world.viewer("client_spoc"), at=AT, reason="own", audience=own)
    for name, texts in (("client_spoc", 2), ("supplier_spoc", 1)):
        lines = list(trail.lines("MER", history.exported(world.viewer(name), world.relationships["MER"], after=0)))
        assert list(trail.faults(lines)) == []
        assert sum(line["text"] is not None for line in lines) == texts
        said = [words["said"] for words in lines[0]["personal"].values()]
        assert said == ([{"name": "Rafael Ortega", "address": "203.0.113.0/24"}] if name == "client_spoc" else [])
