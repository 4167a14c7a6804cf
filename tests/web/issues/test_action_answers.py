"""One's own open actions as a workbook: sent back, shown row by row, and taken all or not at all."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import ActionStatus
from govtracker.models import Action
from tests.support import linked
from tests.support.linked import AT
from tests.support.world import World
from tests.web.installation.test_tasks import cells, filled

STEP, EVIDENCE = "How far it is", "What shows that it is done"


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[object], None]) -> None:
    clock_at(AT)


@pytest.fixture
def lead(app: Flask, world: World) -> FlaskClient:
    with app.app_context():
        for _ in range(3):
            linked.action_link(world)
    return world.client("supplier_lead")


def sent_back(client: FlaskClient, changes: dict[tuple[int, str], str]) -> Any:
    rows = cells(client.get("/actions/sheet?format=xlsx", buffered=True))
    assert [row[0] for row in rows[1:]] == ["MER-A1", "MER-A2", "MER-A3"]
    return client.post("/actions/sheet", data={"file": filled(rows, changes)})


def statuses(app: Flask) -> list[ActionStatus]:
    with app.app_context():
        return list(db.session.scalars(select(Action.status).order_by(Action.number)))


def test_what_the_sheet_says_is_shown_with_its_mistakes_and_then_taken_together(app: Flask, lead: FlaskClient) -> None:
    looked = sent_back(lead, {(1, STEP): "Done", (1, EVIDENCE): "List of Friday", (2, STEP): "Done"})
    assert looked.status_code == 200
    assert "List of Friday" in looked.text
    assert "Say what shows that it is done." in looked.text  # beside the second
    assert "MER-A3" not in looked.text
    assert "1 rows say nothing new" not in looked.text
    typed = {"MER-A1:step": "done", "MER-A1:evidence": "List of Friday", "MER-A2:step": "done", "MER-A2:evidence": ""}
    assert lead.post("/actions/sheet/answers", data=typed).status_code == 422
    assert statuses(app) == [ActionStatus.OPEN] * 3
    typed["MER-A2:evidence"] = "List of Monday"
    assert lead.post("/actions/sheet/answers", data=typed).status_code == 303
    assert statuses(app) == [ActionStatus.DONE, ActionStatus.DONE, ActionStatus.OPEN]


def test_an_action_of_somebody_else_is_neither_shown_nor_taken(app: Flask, world: World, lead: FlaskClient) -> None:
    rows = cells(lead.get("/actions/sheet?format=xlsx", buffered=True))
    other = world.client("client_spoc")
    looked = other.post("/actions/sheet", data={"file": filled(rows, {(1, STEP): "Under way"})})
    assert "no open action of yours" in looked.text
    assert "Train the night shift" not in looked.text
    typed = {"MER-A1:step": "in_progress", "MER-A1:comment": "CANARY"}
    refused = other.post("/actions/sheet/answers", data=typed)
    assert (refused.status_code, "CANARY" in refused.text) == (422, True)
    assert statuses(app) == [ActionStatus.OPEN] * 3
