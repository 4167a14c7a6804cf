"""Whoever touches the stored trail is found by its number, by the command, by the worker and by the anchors."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from govtracker import config, database, jobs
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import AuditEvent, Notification, Person, Relationship
from govtracker.queries import audit
from govtracker.rules import audit_chain
from govtracker.services import events, trail_erasure
from govtracker.services.installation import anchoring, trail_checks
from tests.support.world import World

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def trail(in_app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Flask:
    """Six events in MER by three people, one in the installation; anchors in a folder of their own."""
    monkeypatch.setitem(in_app.config, "SETTINGS", config.current().with_(anchor_dir=tmp_path))
    with database.transaction():
        mer = db.session.scalars(select(Relationship).where(Relationship.key == "MER")).one()
        for number in range(6):
            name = ("client_spoc", "client_lead", "supplier_lead")[number % 3]
            events.record(mer, "looked_at", by=world.viewer(name), at=AT + timedelta(minutes=number), reason="why")
        events.record(None, "began", by=None, at=AT)
    return in_app


def touch(statement: str, **values: Any) -> None:
    """What somebody with the database's password can do, past its triggers."""
    with database.transaction():
        if db.engine.dialect.name == "sqlite":
            for name in db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                db.session.execute(text(f"DROP TRIGGER {name}"))
        else:
            db.session.execute(text("SET LOCAL session_replication_role = replica"))
        db.session.execute(text(statement), values)


def verified(app: Flask, *options: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, the last line, and what was said before it of `flask audit verify`."""
    said = app.test_cli_runner().invoke(args=["audit", "verify", *options])
    *lines, last = said.output.strip().splitlines()
    return said.exit_code, json.loads(last), "\n".join(lines)


def test_untouched_trail_verifies(trail: Flask) -> None:
    anchoring.make()
    code, told, lines = verified(trail)
    assert (code, lines) == (0, "")
    assert told.pop("anchored_at")[:10] == datetime.now(UTC).date().isoformat()
    assert told == {
        "ok": True,
        "chains": 2,
        "events": 7,
        "erased": 0,
        "withheld": 0,
        "anchors": 2,
        "superseded": 0,
        "faults": 0,
        "first": None,
    }


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE audit_event SET reason = 'because' WHERE chain = :mer AND seq = 3", 3),
        ("UPDATE audit_event SET audience = 'client' WHERE chain = :mer AND seq = 3", 3),
        ("DELETE FROM audit_event WHERE chain = :mer AND seq = 4", 5),
        ('UPDATE audit_personal SET said = \'{"name":"Nobody"}\' WHERE chain = :mer AND seq = 2', 2),
        ("DELETE FROM audit_personal WHERE chain = :mer AND seq = 2", 2),
        ("DELETE FROM audit_event WHERE chain = :mer AND seq > 4", 5),
        ("UPDATE audit_head SET seq = 4 WHERE chain = :mer", 5),
        ("DELETE FROM audit_head WHERE chain = :mer", 6),
        (
            "UPDATE audit_event SET edition = 0, text = '', changes = '{\"a\": [1, 2]}' WHERE chain = :mer AND seq = 3",
            3,
        ),
        (
            "UPDATE audit_event SET edition = 0, text = '', label = '', changes = '{}', reason = '' WHERE seq = 3",
            3,
        ),
    ],
)
def test_what_was_touched_is_named_by_its_number(trail: Flask, world: World, statement: str, seq: int) -> None:
    touch(statement, mer=world.relationships["MER"])
    code, told, lines = verified(trail, "--chain", "MER")
    assert code == 1
    assert told["first"]["chain"] == "MER"
    assert told["first"]["seq"] == seq, lines
    assert f"MER: event {seq} " in lines


def test_chain_that_was_cut_with_its_head_is_found_by_its_anchor(trail: Flask, world: World) -> None:
    anchoring.make()
    mer = world.relationships["MER"]
    fourth = audit.hashes(mer, [4])[4]
    touch("DELETE FROM audit_personal WHERE chain = :mer AND seq > 4", mer=mer)
    touch("DELETE FROM audit_event WHERE chain = :mer AND seq > 4", mer=mer)
    touch("UPDATE audit_head SET seq = 4, hash = :hash WHERE chain = :mer", mer=mer, hash=fourth)
    code, told, _ = verified(trail)
    assert (code, told["first"]["seq"], told["faults"]) == (1, 6, 1)


def test_chain_cut_with_its_head_is_missed_though_its_anchors_are_gone(trail: Flask, world: World) -> None:
    mer = world.relationships["MER"]
    code, told, lines = verified(trail)
    assert (code, told["anchored_at"], lines[:10]) == (0, None, "No anchor ")
    fourth = audit.hashes(mer, [4])[4]
    touch("DELETE FROM audit_personal WHERE chain = :mer AND seq > 4", mer=mer)
    touch("DELETE FROM audit_event WHERE chain = :mer AND seq > 4", mer=mer)
    touch("UPDATE audit_head SET seq = 4, hash = :hash WHERE chain = :mer", mer=mer, hash=fourth)
    for _ in range(2):  # it is not forgotten by having been said
        code, told, _ = verified(trail)
        assert (code, told["first"]["seq"]) == (1, 6)
    touch("DELETE FROM audit_event")
    touch("DELETE FROM audit_head")
    assert verified(trail)[0] == 1


def test_what_a_restore_took_back_is_no_fault(trail: Flask, world: World) -> None:
    anchoring.make()
    mer = world.relationships["MER"]
    fourth = audit.hashes(mer, [4])[4]
    touch("DELETE FROM audit_personal WHERE chain = :mer AND seq > 4", mer=mer)
    touch("DELETE FROM audit_event WHERE chain = :mer AND seq > 4", mer=mer)
    touch("UPDATE audit_head SET seq = 4, hash = :hash WHERE chain = :mer", mer=mer, hash=fourth)
    now = datetime.now(UTC)
    with database.transaction():
        changes = {"backup_of": [None, now - timedelta(days=1)]}
        events.record(None, "restored", by=None, at=now + timedelta(seconds=2), changes=changes)
    code, told, _ = verified(trail)
    assert (code, told["superseded"]) == (0, 1)


def test_erased_person_is_counted_and_no_fault(trail: Flask, world: World) -> None:
    with database.transaction():
        person = db.session.scalars(select(Person).where(Person.id == world.people["client_lead"])).one()
        person.name = "Person 4"
        trail_erasure.erase(person, ["Rafael Ortega"], by=None, at=AT)
    code, told, lines = verified(trail)
    assert (code, told["erased"]) == (0, 3), lines


def test_worker_goes_on_from_where_it_was_and_a_fault_stays_until_it_is_mended(trail: Flask, world: World) -> None:
    job, mer = jobs.job_named("verify-trail"), world.relationships["MER"]
    assert jobs.run(job).done == 2
    assert trail_checks.due(AT) == []
    check = audit.checked(mer)
    assert check is not None
    assert (check.seq, check.fault) == (6, "")
    touch("UPDATE audit_event SET hash = :hash WHERE chain = :mer AND seq = 6", mer=mer, hash="f" * 64)
    trail_checks.look(mer, AT)
    db.session.expire_all()
    assert [one.chain for one in audit.faulty()] == [mer]
    trail_checks.look(mer, AT)
    db.session.expire_all()
    found = audit.checked(mer)
    assert found is not None
    assert found.fault.startswith("event 6 ")


def test_anchors_are_made_once_a_day(trail: Flask) -> None:
    job = jobs.job_named("anchor-trail")
    assert jobs.run(job).done == 1
    assert jobs.run(job).done == 0
    assert [line.is_sound for line in anchoring.kept()] == [True, True]


def test_chain_that_lost_all_it_said_of_people_is_told_from_one_that_lost_something(trail: Flask) -> None:
    touch("DELETE FROM audit_personal WHERE seq = 4")
    assert "is gone at once" not in verified(trail)[2]
    touch("DELETE FROM audit_personal")
    code, _, lines = verified(trail)
    assert code == 1
    assert "MER: all that its early events say of people is gone at once. A schema" in lines


def test_named_auditors_are_told_the_seal_and_a_kept_seal_is_looked_for(
    trail: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = ("anna.vogt@northgate.example", "nobody@elsewhere.example")
    monkeypatch.setitem(trail.config, "SETTINGS", config.current().with_(anchor_auditors=named))
    jobs.run(jobs.job_named("anchor-trail"), at=AT)
    told = db.session.scalars(select(Notification).where(Notification.kind == MailKind.ACCOUNT)).one()
    assert told.recipient_id == world.people["auditor"]
    seal = told.facts["seal"]
    assert [line.seal for line in anchoring.kept()][-1] == seal
    assert verified(trail, "--seal", seal)[0] == 0
    anchoring.file().unlink()
    code, last, lines = verified(trail, "--seal", seal)
    assert (code, last["faults"]) == (1, 1)
    assert f"no line of the anchors bears the seal {seal}" in lines


def test_heads_that_stand_are_what_the_events_say(trail: Flask) -> None:
    for chain, mark in audit.heads():
        row = db.session.execute(
            select(AuditEvent.seq, AuditEvent.hash).where(AuditEvent.chain == chain).order_by(AuditEvent.seq.desc())
        ).first()
        assert row is not None
        assert audit_chain.head_fault(audit_chain.Mark(*row), mark) is None
