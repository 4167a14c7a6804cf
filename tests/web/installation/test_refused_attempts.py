"""Who tries to write what is not theirs leaves a trace: for their own side where they see the thing, else hidden."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import AuditEvent
from govtracker.queries import history
from tests.support.world import World

NEW = "quiet harbour at dusk"


def test_refused_write_is_for_their_own_side_to_see(app: Flask, world: World) -> None:
    answer = world.client("client_observer").post("/r/MER/issues", data={})
    assert answer.status_code == 403
    with app.app_context():
        [told] = history.of_relationship(world.viewer("client_spoc"), world.relationships["MER"]).rows
        assert (told.action, told.actor_name, told.label, told.audience) == (
            "refused",
            "Jonas Wolf",
            "issues.create",
            Audience.CLIENT,
        )
        assert (told.address, told.request_id) == ("127.0.0.1", answer.headers["X-Request-ID"])
        assert not history.of_relationship(world.viewer("supplier_spoc"), world.relationships["MER"]).rows


def told(app: Flask) -> list[tuple[int, str, str, bool]]:
    """What stands in the trail, the last first: chain, action, label, refused."""
    with app.app_context():
        rows = history.page_of(AuditEvent.id > 0).rows
    return [(row.chain, row.action, row.label, row.is_refused) for row in rows]


def test_attempt_at_another_relationship_stands_where_nobody_learns_of_it(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    for _ in range(3):
        assert client.post("/r/CAS/issues", data={}).status_code == 404
        assert client.post("/r/NONE/issues", data={}).status_code == 404
        assert client.get("/r/CAS/issues").status_code == 404
    assert told(app) == [(0, "refused", "issues.index", True), (0, "refused", "issues.create", True)]


def test_refused_page_of_what_one_sees_is_for_their_own_side_to_see(app: Flask, world: World) -> None:
    assert world.client("client_observer").get("/r/MER/issues/new").status_code == 403
    assert told(app) == [(world.relationships["MER"], "refused", "issues.new", True)]


def test_address_that_names_no_record_leaves_nothing(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    assert client.get("/no/such/page").status_code == 404
    assert world.app.test_client().get("/r/MER/issues/1").status_code == 303
    assert told(app) == []


def test_wrong_answers_when_asked_again_who_one_is_are_told(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    assert client.post("/proof", data={"proof_password": "wrong"}).status_code == 422
    assert (
        client.post("/settings/password", data={"present": "wrong", "password": NEW, "again": NEW}).status_code == 422
    )
    assert told(app) == [(0, "proof_refused", "passwords.update", True), (0, "proof_refused", "proofs.create", True)]
    with app.app_context():
        [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.label == "passwords.update"))
        assert event.actor_id == world.people["client_spoc"]
        assert "wrong" not in event.text


def test_links_that_lead_nowhere_are_told_without_what_was_asked_for(app: Flask, world: World) -> None:
    stranger = app.test_client()
    guessed = {"name": "X", "zone": "UTC", "password": NEW, "again": NEW}
    for _ in range(3):
        assert stranger.get("/task/guessed-secret/action").status_code == 404
        assert stranger.post("/join/guessed-secret", data=guessed).status_code == 410
        assert stranger.post("/reset/guessed-secret", data=guessed).status_code == 410
    labels = ("password_resets.update", "joinings.create", "tasks.action")
    assert told(app) == [(0, "link_refused", label, True) for label in labels]
    with app.app_context():
        assert "guessed" not in "".join(db.session.scalars(select(AuditEvent.text)))


def test_tries_that_have_to_wait_are_told(app: Flask, world: World, clock_at: Callable[[datetime], None]) -> None:
    clock_at(datetime(2026, 3, 2, 9, tzinfo=UTC))
    tries = {"email": "eva.varga@northgate.example", "password": "wrong"}
    assert [app.test_client().post("/sign-in", data=tries).status_code for _ in range(8)][-1] == 429
    assert [app.test_client().get("/task/guessed/action").status_code for _ in range(33)][-1] == 429
    found = told(app)
    assert (0, "too_many_tries", "tasks.action", True) in found
    assert [action for _, action, _, _ in found].count("too_many_tries") == 2
    with app.app_context():
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "too_many_tries"))
        assert world.people["client_spoc"] in {event.subject_id for event in events}
