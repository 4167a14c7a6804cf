"""Problem pages: opening one over issues, linking more, and what the other side never sees."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from govtracker.enums import Audience
from tests.services.issue_steps import raised
from tests.support.statements import counted
from tests.support.typed import form
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
NEW = "/r/MER/problems/new"
CREATE = "/r/MER/problems"
CANARY = "INTERNAL-7f3"


@pytest.fixture(autouse=True)
def on_thursday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def issues(app: Flask, world: World, how_many: int, **values: Any) -> None:
    with app.app_context():
        for number in range(how_many):
            raised(world, "client_spoc", AT + timedelta(minutes=number), category="Billing", **values)


def test_a_problem_over_two_issues_starts_from_what_they_say(app: Flask, world: World) -> None:
    issues(app, world, 2)
    client = world.client("client_lead")
    page = client.get(f"{NEW}?issue=1&issue=2&issue=99&issue=x").get_data(as_text=True)
    typed = form(page, CREATE)
    assert (typed["title"], typed["category"]) == ("Billing outage", "Billing")
    assert "MER-2 Billing outage" in page
    answer = client.post(CREATE, data={**typed, "issue": ["1", "2"]})
    assert answer.location == "/r/MER/problems/1"
    shown = text(world.client("supplier_member").get(answer.location))
    assert "MER-P1" in shown
    assert "MER-1 Billing outage" in shown
    assert "MER-2 Billing outage" in shown
    assert client.post(CREATE, data={**typed, "issue": ["1", "2"]}).location == "/r/MER/problems/1"


def test_what_cannot_be_opened_is_said_beside_its_field_and_nothing_typed_is_lost(app: Flask, world: World) -> None:
    issues(app, world, 1)
    issues(app, world, 1, audience=Audience.CLIENT)
    client = world.client("client_spoc")
    typed = form(client.get(f"{NEW}?issue=1").get_data(as_text=True), CREATE)
    wide = client.post(CREATE, data={**typed, "audience": "shared", "issue": ["1", "C1"], "description": "Kept."})
    assert wide.status_code == 422
    assert "Kept." in text(wide)
    empty = client.post(CREATE, data={**typed, "title": ""})
    assert (empty.status_code, "Give it a title" in text(empty)) == (422, True)


def test_issues_are_linked_by_key_and_what_is_none_is_said(app: Flask, world: World) -> None:
    issues(app, world, 1)
    client = world.client("client_spoc")
    client.post(CREATE, data=form(client.get(NEW).get_data(as_text=True), CREATE) | {"title": "Invoices break"})
    assert client.post("/r/MER/problems/1/issues", data={"issue": " mer-1 "}).location == "/r/MER/problems/1#issues"
    assert "MER-1 Billing outage" in text(client.get("/r/MER/problems/1"))
    for wrong in ("MER-9", "CAS-1", "MER-A1", "nonsense"):
        answer = client.post("/r/MER/problems/1/issues", data={"issue": wrong})
        assert answer.status_code == 422
        assert f"There is no issue {wrong} that you see." in text(answer)
    assert client.post("/r/MER/problems/1/issues/1/removal").status_code == 303
    assert "No issue linked yet" in text(client.get("/r/MER/problems/1"))


def test_the_way_of_a_problem(app: Flask, world: World) -> None:
    issues(app, world, 1)
    client = world.client("client_spoc")
    client.post(CREATE, data=form(client.get(NEW).get_data(as_text=True), CREATE) | {"title": "Invoices break"})
    assert client.post("/r/MER/problems/1/work").status_code == 303
    edited = form(client.get("/r/MER/problems/1/edit").get_data(as_text=True), "/r/MER/problems/1")
    client.post("/r/MER/problems/1", data=edited | {"title": "Invoices break each month"})
    refused = client.post("/r/MER/problems/1/closing", data={"what_was_done": "Typed."})
    assert refused.status_code == 422
    page = text(refused)
    assert "A problem needs a preventive action" in page
    assert "Typed." in page
    assert "Invoices break each month" in text(client.get("/r/MER/problems"))
    assert client.get("/search?q=mer-p1").location == "/r/MER/problems/1"


def test_an_action_of_a_problem_leads_back_to_it(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    client.post(CREATE, data=form(client.get(NEW).get_data(as_text=True), CREATE) | {"title": "Invoices break"})
    page = client.get("/r/MER/problems/1/actions/new").get_data(as_text=True)
    typed = form(page, "/r/MER/problems/1/actions") | {
        "title": "Test invoices first",
        "due_on": "2026-12-01",
        "consequence": "It breaks again.",
    }
    assert client.post("/r/MER/problems/1/actions", data=typed).location == "/r/MER/problems/1#actions"
    assert "Test invoices first" in text(client.get("/r/MER/problems/1"))


def test_an_internal_problem_does_not_exist_for_the_other_side(app: Flask, world: World) -> None:
    issues(app, world, 1)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    typed = form(client.get(NEW).get_data(as_text=True), CREATE)
    assert (
        client.post(CREATE, data=typed | {"title": CANARY, "audience": "client", "issue": "1"}).location
        == "/r/MER/problems/C1"
    )
    client.post("/r/MER/problems/C1/issues", data={"issue": "MER-1"})
    for url in ("/r/MER/problems", "/r/MER/problems?status=all", "/r/MER/issues/1", "/r/MER/history", "/search?q=7f3"):
        page = text(supplier.get(url))
        assert CANARY not in page, url
        assert "MER-PC1" not in page, url
    assert supplier.get("/r/MER/problems/C1").status_code == 404
    assert supplier.post("/r/MER/problems/C1/issues/1/removal").status_code == 404
    assert CANARY in text(client.get("/r/MER/problems"))


@pytest.mark.parametrize("address", ["/r/MER/problems?status=all", "/r/MER/problems/1"])
def test_a_page_sends_as_many_statements_however_much_it_shows(app: Flask, world: World, address: str) -> None:
    issues(app, world, 6)
    client = world.client("client_spoc")
    typed = form(client.get(NEW).get_data(as_text=True), CREATE) | {"title": "Invoices break"}
    for place in range(3):
        client.post(CREATE, data=typed | {"submission_id": str(place)})
    client.post("/r/MER/problems/1/issues", data={"issue": "MER-1"})
    client.get(address)
    with counted() as few:
        client.get(address)
    for number in range(2, 7):
        client.post("/r/MER/problems/1/issues", data={"issue": f"MER-{number}"})
        client.post(CREATE, data=typed | {"submission_id": f"more {number}"})
    with counted() as many:
        client.get(address)
    assert len(few) == len(many) <= 12, many


def test_people_talk_about_a_problem_and_follow_it(app: Flask, world: World) -> None:
    issues(app, world, 1)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    typed = form(client.get(NEW).get_data(as_text=True), CREATE)
    client.post(CREATE, data=typed | {"title": "Invoices break", "issue": "1"})
    assert "Stop watching" in text(client.get("/r/MER/problems/1"))
    said = {"audience": "supplier", "body": CANARY}
    assert supplier.post("/r/MER/problems/1/comments", data=said).location == "/r/MER/problems/1#comment-1"
    assert CANARY in text(supplier.get("/r/MER/problems/1"))
    assert CANARY not in text(client.get("/r/MER/problems/1"))
