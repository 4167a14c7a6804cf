"""Who tries to write what is not theirs leaves a trace: for their own side where they see the thing, else hidden."""

from flask import Flask

from govtracker.enums import Audience
from govtracker.models import AuditEvent
from govtracker.queries import history
from tests.support.world import World


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


def test_attempt_at_another_relationship_stands_where_nobody_learns_of_it(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    assert client.post("/r/CAS/issues", data={}).status_code == 404
    assert client.post("/r/NONE/issues", data={}).status_code == 404
    assert client.get("/r/CAS/issues").status_code == 404
    with app.app_context():
        told = history.page_of(AuditEvent.id > 0).rows
    assert [(row.chain, row.label, row.changes) for row in told] == [(0, "issues.create", {})]
