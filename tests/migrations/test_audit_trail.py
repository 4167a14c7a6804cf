"""Events written before and after the trail learned to keep names apart verify, up, down and up again."""

from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text

from govtracker import config, create_app, database
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.queries import audit
from govtracker.rules import audit_chain
from govtracker.rules.audit_chain import Mark, Walk
from govtracker.services import events
from tests.support import applications

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEFORE = "0048_accounts"
OLD = {
    "chain": 0,
    "seq": 1,
    "at": AT,
    "action": "area_added",
    "actor_id": 7,
    "actor_name": "Ada Root",
    "subject_type": "functional_area",
    "subject_id": 3,
    "label": "Finance",
    "audience": Audience.SHARED,
    "changes": {"name": [None, "Finance"]},
    "reason": "",
}
INSERT = (
    "INSERT INTO audit_event (chain, seq, at, action, actor_id, actor_name, subject_type, subject_id, label, audience,"
    " changes, reason, text, previous_hash, hash) VALUES (0, 1, :at, 'area_added', 7, 'Ada Root', 'functional_area', 3,"
    " 'Finance', 'shared', '{\"name\": [null, \"Finance\"]}', '', :text, :start, :hash)"
)


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Flask:
    """An application over a database without any table."""
    return create_app(config.load(applications.environment(database_url, str(tmp_path)), local=True))


def test_old_and_new_events_verify_and_names_are_readable_below(bare: Flask, database_kind: str) -> None:
    with bare.app_context():
        flask_migrate.upgrade(revision=BEFORE)
        written = audit_chain.text_of({**OLD, "edition": audit_chain.FIRST})
        link = audit_chain.link(audit_chain.START, written)
        at = "2026-03-02 09:00:00.000000" + ("" if database_kind == "sqlite" else "+00")
        run(INSERT, at=at, text=written, start=audit_chain.START, hash=link)
        run("INSERT INTO audit_head (chain, seq, hash) VALUES (0, 1, :hash)", hash=link)
        database.upgrade()
        with database.transaction():
            happened = events.Happened(
                **{name: value for name, value in OLD.items() if name != "seq"},  # type: ignore[arg-type]
                said={7: {"name": "Ada Root"}},
            )
            events.note(None, happened)
        assert faults() == ([], 2)
        flask_migrate.downgrade(revision=BEFORE)
        names = db.session.scalars(text("SELECT actor_name FROM audit_event ORDER BY seq")).all()
        assert names == ["Ada Root", "Ada Root"]
        db.session.remove()
        database.upgrade()
        assert faults() == ([], 2)
    applications.let_go(bare)


def faults() -> tuple[list[str], int]:
    """What is wrong with the installation's chain, and how many events it has."""
    walk = Walk(Mark())
    found = [fault.text for some, said in audit.events(0, after=0) for fault in walk.follow(some, said)]
    db.session.remove()
    return found, walk.events


def run(statement: str, **values: str) -> None:
    with database.transaction():
        db.session.execute(text(statement), values)
