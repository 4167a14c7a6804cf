"""What people get when the schema is another, or the disk is full: a calm page, and what they typed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from govtracker import database
from govtracker.database import OtherSchema, db
from tests.support import typed
from tests.support.applications import build, environment
from tests.support.world import World

LONG = "It began on Monday. " * 400


@pytest.fixture
def other(make_app: Callable[..., Flask], world: World) -> Flask:
    """An application of one's own: what it has seen of the schema ends with it."""
    return make_app()


@pytest.fixture(params=["9999_later", "0042_rating_collections"])
def another_schema(request: pytest.FixtureRequest, other: Flask) -> Flask:
    with other.app_context(), database.transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = :there"), {"there": request.param})
    return other


def test_a_process_of_another_schema_answers_with_a_calm_page(another_schema: Flask) -> None:
    client = another_schema.test_client()
    for answer in (client.get("/sign-in"), client.post("/sign-in", data={"email": "a@b.example"})):
        assert (answer.status_code, "brought up to date" in answer.text) == (503, True)
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.get_json()["migrations"] != "ok") == (503, True)


def test_a_process_of_another_schema_writes_nothing(another_schema: Flask) -> None:
    with another_schema.app_context(), pytest.raises(OtherSchema), database.transaction():
        db.session.execute(text("SELECT 1"))


@pytest.fixture
def no_room(other: Flask) -> Flask:
    """A database that may not grow."""

    def hold(connection: Any, *_more: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # no fewer than there are

    with other.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", hold)
    return other


def test_a_full_disk_says_so_and_gives_back_what_was_typed(no_room: Flask, world: World) -> None:
    client = world.sign_in(no_room.test_client(), "client_spoc")
    form = typed.form(client.get("/r/MER/issues/new").text, "/r/MER/issues")
    answer = client.post("/r/MER/issues", data={**form, "title": "Billing outage", "description": LONG})
    assert answer.status_code == 507, answer.text
    assert "There is no room" in answer.text
    assert f'name="submission_id" value="{form["submission_id"]}"' in answer.text
    assert LONG.strip()[:60] in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_is_away_is_said_to_those_signed_in_too(tmp_path: Path) -> None:
    away = build(environment("postgresql://nobody@127.0.0.1:1/nothing", str(tmp_path)))
    client = away.test_client()
    with client.session_transaction() as kept:
        kept.update({"_user_id": "somebody", "_fresh": True})
    answer = client.get("/issues")
    assert (answer.status_code, "Just now that cannot be done" in answer.text) == (503, True)
