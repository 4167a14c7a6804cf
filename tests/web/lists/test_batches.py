"""Many rows changed at once: ticked in a list, done row by row, what was refused said beside its row."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import Audience, Severity
from govtracker.models import Issue
from govtracker.web.views.issues import batches
from tests.services.issue_steps import raised
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_thursday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


@pytest.fixture
def three(app: Flask, world: World) -> World:
    """MER-1 and MER-2 in Customer care, MER-3 in Quality."""
    with app.app_context():
        for area in ("Customer care", "Customer care", "Quality"):
            raised(world, "client_spoc", AT, severity=Severity.LOW, area_id=world.areas[area], title="Slow line")
    return world


def picks(page: str) -> list[str]:
    """What the boxes of a page choose."""
    return re.findall(r'type="checkbox" name="row" value="([^"]+)"', page)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="row" value="([^"]+)" checked', page)


def said(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def send(world: World, who: str, rows: list[str], deed: str, **values: Any) -> Any:
    """Do the deed to these rows of MER's list."""
    form = {"row": rows, "deed": deed, "place": "MER", "list": "status=all", **values}
    return world.client(who).post("/issues/batch", data=form)


def severities(app: Flask) -> list[str]:
    with app.app_context():
        return [severity.value for severity in db.session.scalars(select(Issue.severity).order_by(Issue.id))]


def test_ticked_rows_are_changed_and_the_list_comes_back(app: Flask, three: World) -> None:
    client = three.client("client_spoc")
    rows = picks(client.get("/r/MER/issues").text)
    assert [row.partition(".")[0] for row in rows] == ["MER-1", "MER-2", "MER-3"]
    form = client.get("/issues/batch?" + urlencode({"row": rows[:2], "place": "MER"}, doseq=True)).text
    assert ticked(form) == rows[:2]
    answer = send(three, "client_spoc", rows[:2], "severity", severity="critical")
    assert (answer.status_code, answer.location) == (303, "/r/MER/issues?status=all&view=standard")
    assert severities(app) == ["critical", "critical", "low"]


def test_what_was_refused_is_said_row_by_row_and_stays_ticked(app: Flask, three: World) -> None:
    rows = picks(three.client("supplier_lead").get("/r/MER/issues").text)
    answer = send(three, "supplier_lead", [*rows, "MER-9.1"], "severity", severity="high")
    assert answer.status_code == 200
    assert "2 changed, 2 refused" in answer.text
    assert re.search(r"MER-3 Slow line Quality no permission", said(answer.text))
    assert "MER-9 is no longer here" in said(answer.text)
    assert ticked(answer.text) == [rows[2]]
    assert severities(app) == ["high", "high", "low"]
    again = send(three, "supplier_lead", rows, "severity", severity="critical")
    assert "3 refused" in again.text
    assert said(again.text).count("changed meanwhile") == 2
    assert severities(app) == ["high", "high", "low"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"deed": "severity"}, "Choose how bad they are."),
        ({"deed": "owner"}, "Choose who gets them."),
        ({"deed": "due", "due_on": "2026-13-01"}, "valid date"),
        ({"deed": "burn"}, "Choose what to change."),
        ({"deed": "severity", "severity": "high", "row": []}, "Choose at least one row."),
        ({"deed": "owner", "owner_id": "999"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_done_to_any_row_is_said_once(three: World, values: dict[str, Any], words: str) -> None:
    rows = picks(three.client("client_spoc").get("/issues").text)
    answer = send(three, "client_spoc", rows, **values)
    assert (answer.status_code, words in said(answer.text)) == (422, True)


def test_all_that_match_are_offered_as_far_as_is_done_at_once(three: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = three.client("client_spoc")
    page = client.get("/issues/batch?all=1&place=MER&list=q%3Dslow").text
    assert len(ticked(page)) == 3
    assert "More match" not in page
    monkeypatch.setattr(batches, "MOST", 2)
    page = client.get("/issues/batch?all=1&place=&list=").text
    assert len(ticked(page)) == 2
    assert "these are the first 2" in page


def test_nobody_is_offered_what_they_do_not_see(app: Flask, three: World) -> None:
    with app.app_context():
        raised(three, "client_spoc", AT, audience=Audience.CLIENT, title="Ours alone")
    supplier = three.client("supplier_spoc")
    assert "Ours alone" not in supplier.get("/issues/batch?all=1&list=status%3Dall").text
    assert "Ours alone" not in supplier.get("/issues/batch?row=MER-1.1&row=MER-C1.1").text
    assert three.client("other_client_spoc").get("/issues/batch?row=MER-1.1").status_code == 303
    assert three.client("other_client_spoc").get("/issues/batch?all=1&place=MER").status_code == 404
    assert "Diego Alonso · Meridian" in supplier.get("/issues/batch?row=MER-1.1").text


def test_whoever_only_reads_has_no_boxes(three: World) -> None:
    for who in ("auditor", "executive", "client_observer"):
        assert picks(three.client(who).get("/r/MER/issues").text) == []


def test_without_a_row_one_is_led_back(three: World) -> None:
    answer = three.client("client_spoc").get("/issues/batch?place=MER&list=status%3Dall")
    assert (answer.status_code, answer.location) == (303, "/r/MER/issues?status=all&view=standard")


def test_actions_are_changed_together_too(three: World) -> None:
    client = three.client("client_spoc")
    form = {
        "submission_id": "a",
        "audience": "shared",
        "title": "Check",
        "type": "correction",
        "owner_id": three.people["supplier_lead"],
        "due_on": "2026-12-01",
        "consequence": "We pay twice",
    }
    assert client.post("/r/MER/actions", data=form).status_code == 303
    [row] = picks(client.get("/actions").text)
    answer = client.post("/actions/batch", data={"row": row, "deed": "due", "due_on": "2026-12-09", "list": ""})
    assert "Say why the date is put off" in answer.text
    values = {"row": row, "deed": "due", "due_on": "2026-12-09", "text": "A part is late", "list": ""}
    assert client.post("/actions/batch", data=values).location == "/actions?view=standard"


def test_the_page_of_a_batch_asks_little(three: World) -> None:
    client = three.client("client_spoc")
    address = "/issues/batch?all=1&place=MER&list=status%3Dall"
    client.get(address)
    with counted() as made:
        client.get(address)
    assert len(made) <= 9, "\n".join(made)
