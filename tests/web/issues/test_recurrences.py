"""What comes again: suggested, confirmed or dismissed, counted at the check, and its failed measures opened again."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, Effectiveness
from govtracker.models import Action, Issue
from govtracker.queries import find
from govtracker.services.issues import effectiveness, issues
from tests.services.issue_steps import CONTEXT, acknowledged, done_actions, raised
from tests.support.typed import form
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
CARD = "Is it the same again?"
CANARY = "INTERNAL-7f3"
ClockAt = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def on_thursday(clock_at: ClockAt) -> None:
    clock_at(AT)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def log(app: Flask, world: World, how_many: int = 1, at: datetime = AT, **values: Any) -> None:
    with app.app_context():
        for number in range(how_many):
            raised(world, "client_spoc", at + timedelta(minutes=number), **values)


def problem(client: FlaskClient, **values: str) -> None:
    typed = form(client.get("/r/MER/problems/new").get_data(as_text=True), "/r/MER/problems")
    assert client.post("/r/MER/problems", data=typed | values).status_code == 303


def closed(app: Flask, world: World) -> None:
    """MER-1, closed with both kinds of action done."""
    with app.app_context():
        issue = raised(world, "client_spoc", AT, category="Billing")
        acknowledged(world, "supplier_lead", "1", AT)
        viewer = world.viewer("client_spoc")
        with database.transaction():
            issues.resolve(find.issue(viewer, "MER", "1"), CONTEXT, by=viewer, at=AT)
        done_actions(world, issue, AT)
        with database.transaction():
            issues.close(find.issue(viewer, "MER", "1"), CONTEXT, by=viewer, at=AT)


def test_the_third_of_a_kind_suggests_to_open_a_problem_over_all_of_them(app: Flask, world: World) -> None:
    log(app, world, 3, category="Billing")
    client = world.client("client_lead")
    page = client.get("/r/MER/issues/3").get_data(as_text=True)
    assert CARD in page
    assert 'href="/r/MER/problems/new?issue=3&amp;issue=2&amp;issue=1"' in page
    new = client.get("/r/MER/problems/new?issue=3&issue=2&issue=1").get_data(as_text=True)
    assert len(re.findall(r"checked", new)) == 4  # the audience and three issues


def test_a_problem_of_the_same_kind_is_suggested_and_confirmed_with_a_click(app: Flask, world: World) -> None:
    log(app, world, category="Billing", title="Phones are down")
    client = world.client("supplier_lead")
    problem(client, title="Releases break things", category="billing")
    page = text(client.get("/r/MER/issues/1"))
    assert CARD in page
    assert "MER-P1 Releases break things same area and category" in page
    assert client.post("/r/MER/issues/1/problem", data={"problem": "1"}).location == "/r/MER/issues/1"
    page = text(world.client("client_member").get("/r/MER/issues/1"))
    assert CARD not in page
    assert "Problem MER-P1 Releases break things" in page
    assert client.post("/r/MER/issues/1/problem/removal", data={"problem": "1"}).status_code == 303
    assert CARD in text(client.get("/r/MER/issues/1"))


def test_a_problem_that_sounds_alike_is_suggested_after_those_of_the_same_kind(app: Flask, world: World) -> None:
    log(app, world, title="Invoicing stopped after the release", category="Billing")
    client = world.client("client_spoc")
    problem(client, title="Invoices stop after each release")
    problem(client, title="Something else", category="Billing")
    page = text(client.get("/r/MER/issues/1"))
    assert page.index("MER-P2 Something else") < page.index("MER-P1 Invoices stop")
    assert re.search(r"MER-P1 Invoices stop after each release its title is \d\d % alike", page)


def test_a_dismissed_suggestion_stays_dismissed(app: Flask, world: World) -> None:
    log(app, world, 3, category="Billing")
    client = world.client("client_spoc")
    problem(client, title="Releases break things", category="Billing")
    client.post("/r/MER/issues/3/recurrence/dismissal", data={"problem": "1"})
    page = text(client.get("/r/MER/issues/3"))
    assert CARD in page
    assert "Releases break things same area" not in page
    client.post("/r/MER/issues/3/recurrence/dismissal", data={"problem": ""})
    for who in ("client_spoc", "supplier_spoc"):
        page = text(world.client(who).get("/r/MER/issues/3"))
        assert CARD not in page
        assert "Eva Varga says it is no recurrence" in page


def test_an_issue_reopened_within_the_month_counts_as_a_recurrence(app: Flask, world: World, clock_at: ClockAt) -> None:
    closed(app, world)
    clock_at(AT + timedelta(days=4))
    client = world.client("client_spoc")
    client.post("/r/MER/issues/1/reopening", data={"reason": "It is back."})
    assert "It was reopened 4 days after it had been resolved." in text(client.get("/r/MER/issues/1"))


def test_internal_issues_and_problems_make_no_suggestion_to_the_other_side(app: Flask, world: World) -> None:
    log(app, world, 2, category="Billing", audience=Audience.CLIENT, title=CANARY)
    log(app, world, category="Billing")
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    problem(client, title=CANARY, audience="client", category="Billing")
    client.post("/r/MER/issues/1/recurrence/dismissal", data={"problem": "C1"})
    client.post("/r/MER/issues/1/links", data={"word": "blocked_by", "issue": "MER-C1"})
    client.post("/r/MER/problems/C1/issues", data={"issue": "MER-1"})
    for url in ("/r/MER/issues/1", "/r/MER/issues/1/problem", "/r/MER/issues/similar?title=INTERNAL", "/r/MER/history"):
        page = text(supplier.get(url))
        assert CANARY not in page, url
        assert "C1" not in page, url
    assert CARD not in text(supplier.get("/r/MER/issues/1"))
    assert supplier.post("/r/MER/issues/1/problem", data={"problem": "C1"}).status_code == 422
    assert supplier.post("/r/MER/issues/1/recurrence/dismissal", data={"problem": "C1"}).status_code == 404
    assert supplier.post("/r/MER/issues/1/links", data={"word": "blocks", "issue": "MER-C1"}).status_code == 422
    assert CANARY in text(client.get("/r/MER/issues/1"))


def test_while_typing_known_problems_appear_as_well(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    problem(client, title="Invoices stop after each release")
    fragment = text(client.get("/r/MER/issues/similar?title=invoices+stop+agai"))
    assert "Known problems MER-P1 Invoices stop after each release" in fragment
    assert "None so far." in text(client.get("/r/MER/issues/similar?title=phones+down"))


def test_the_check_shows_what_came_again_and_opens_what_failed(app: Flask, world: World, clock_at: ClockAt) -> None:
    closed(app, world)
    log(app, world, at=AT + timedelta(days=3), category="Billing")
    clock_at(datetime(2026, 12, 21, 9, tzinfo=UTC))
    client = world.client("client_spoc")
    url = "/r/MER/issues/1/effectiveness"
    opened = client.get(url)
    assert "come again once" in text(opened)
    assert "MER-2 Billing outage" in text(opened)
    typed = form(opened.get_data(as_text=True), url)
    assert typed["failed"] == "1"
    refused = client.post(url, data=typed | {"outcome": "not_effective", "remark": "Again.", "due_on": "2026-12-01"})
    assert (refused.status_code, "Choose a day that is not over yet." in text(refused)) == (422, True)
    assert client.post(url, data=typed | {"outcome": "not_effective", "remark": "Again."}).status_code == 303
    page = text(client.get("/r/MER/actions/1"))
    assert "failed once" in page
    assert "Again." in page


def test_the_same_again_after_it_was_judged_solved_opens_the_failed_measure(
    app: Flask, world: World, clock_at: ClockAt
) -> None:
    closed(app, world)
    held = datetime(2026, 12, 21, 9, tzinfo=UTC)
    with app.app_context():
        viewer = world.viewer("client_spoc")
        with database.transaction():
            effectiveness.check(find.issue(viewer, "MER", "1"), Effectiveness.EFFECTIVE, "", by=viewer, at=held)
    clock_at(held + timedelta(days=2))
    log(app, world, at=held + timedelta(days=1), category="Billing")
    client = world.client("supplier_lead")
    page = text(client.get("/r/MER/issues/2"))
    assert "MER-1 was the same kind of issue and judged solved for good" in page
    typed = form(client.get("/r/MER/issues/2/failure").get_data(as_text=True), "/r/MER/issues/2/failure")
    assert typed["reason"] == "MER-2 is the same again."
    assert client.post("/r/MER/issues/2/failure", data={**typed, "reason": ""}).status_code == 422
    assert client.post("/r/MER/issues/2/failure", data=typed).location == "/r/MER/issues/2"
    with app.app_context():
        action = db.session.scalars(select(Action).where(Action.number == 1)).one()
        assert (action.is_open, action.failures) == (True, 1)
    assert "judged solved for good" not in text(client.get("/r/MER/issues/2"))
    assert client.get("/r/MER/issues/2/failure").status_code == 404


def test_links_are_made_and_taken_off_on_the_page(app: Flask, world: World) -> None:
    log(app, world, 2)
    client = world.client("client_spoc")
    typed = form(client.get("/r/MER/issues/1/links/new").get_data(as_text=True), "/r/MER/issues/1/links")
    assert client.post("/r/MER/issues/1/links", data=typed | {"word": "blocked_by", "issue": "2"}).status_code == 303
    assert "Blocked by MER-2 Billing outage" in text(client.get("/r/MER/issues/1"))
    assert "Blocks MER-1 Billing outage" in text(world.client("supplier_member").get("/r/MER/issues/2"))
    circle = client.post("/r/MER/issues/2/links", data={"word": "blocked_by", "issue": "MER-1"})
    assert (circle.status_code, "a circle" in text(circle)) == (422, True)
    wrong = client.post("/r/MER/issues/1/links", data={"word": "eats", "issue": "MER-77"})
    assert wrong.status_code == 422
    assert client.post("/r/MER/issues/2/links/removal", data={"word": "blocks", "issue": "1"}).status_code == 303
    assert "Blocked by MER-2 Billing outage" not in text(client.get("/r/MER/issues/1"))


def test_an_internal_issue_is_published_once_and_linked_for_its_own_side_alone(app: Flask, world: World) -> None:
    log(app, world, audience=Audience.CLIENT, title=CANARY)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    url = "/r/MER/issues/C1/publication"
    typed = form(client.get(url).get_data(as_text=True), url)
    assert typed["title"] == CANARY
    assert client.post(url, data=typed | {"title": ""}).status_code == 422
    answers = {
        client.post(url, data=typed | {"title": "Agents wait", "submission_id": token}).location for token in "ab"
    }
    assert answers == {"/r/MER/issues/1"}
    page = text(supplier.get("/r/MER/issues/1"))
    assert "Agents wait" in page
    assert CANARY not in page
    assert "Published from" not in page
    assert "Published from MER-C1" in text(client.get("/r/MER/issues/1"))
    own = client.get("/r/MER/issues/C1").get_data(as_text=True)
    assert "Published as" in own
    assert "/publication" not in own
    with app.app_context():
        assert len(db.session.scalars(select(Issue)).all()) == 2
