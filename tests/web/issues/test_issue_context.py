"""The full context on pages: written bit by bit, merged, and closed only when nothing is missing."""

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
from govtracker.enums import ActionStatus, Audience, IssueStatus, Severity
from govtracker.models import Action, Issue, RootCause
from govtracker.queries import find
from govtracker.services.issues import issues
from tests.services.issue_steps import CONTEXT, acknowledged, done_actions, raised
from tests.support.typed import form
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
PAGE = "/r/MER/issues/1"
CONTEXT_PAGE = f"{PAGE}/context"
CLOSING = f"{PAGE}/closing"


@pytest.fixture(autouse=True)
def on_thursday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT + timedelta(hours=1))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def fields(client: FlaskClient, url: str, action: str = "") -> dict[str, str]:
    return form(client.get(url).get_data(as_text=True), action or url)


def resolved(app: Flask, world: World, severity: Severity = Severity.CRITICAL) -> None:
    """MER-1, resolved with its context and both kinds of action."""
    with app.app_context():
        issue = raised(world, "client_spoc", AT, severity=severity)
        acknowledged(world, "supplier_lead", "1", AT)
        viewer = world.viewer("supplier_lead")
        with database.transaction():
            issues.resolve(find.issue(viewer, "MER", "1"), CONTEXT, by=viewer, at=AT)
        done_actions(world, issue, AT)


def test_the_context_is_written_bit_by_bit_and_reads_as_it_was_written(app: Flask, world: World) -> None:
    with app.app_context():
        raised(world, "client_spoc", AT)
    client = world.client("supplier_lead")
    typed = fields(client, CONTEXT_PAGE)
    assert (typed["five_whys-0-question"], typed["five_whys-4-question"]) == ("Why did it happen?", "Why was that?")
    typed |= {
        "why_it_occurred": "A slip in the\r\nprice list.",
        "five_whys-0-answer": "The price list was old.",
        "five_whys-1-question": "Why was it old?",
        "five_whys-1-answer": "Nobody <b>owns</b> it.",
    }
    assert client.post(CONTEXT_PAGE, data=typed).location == PAGE
    page = client.get(PAGE).get_data(as_text=True)
    assert "Why was it old?" in page
    assert "Nobody &lt;b&gt;owns&lt;/b&gt; it." in page
    again = fields(client, CONTEXT_PAGE)
    assert again["five_whys-1-answer"] == "Nobody <b>owns</b> it."
    assert again["five_whys-2-answer"] == ""
    assert client.post(CONTEXT_PAGE, data=again).location == PAGE
    with app.app_context():
        issue = db.session.scalars(select(Issue)).one()
        assert len(issue.five_whys) == 2
    assert "Nobody &lt;b&gt;<mark>owns</mark>&lt;/b&gt; it." in client.get("/search?q=owns").get_data(as_text=True)


def test_a_chain_grows_by_blank_rows_until_it_is_long_enough(app: Flask, world: World) -> None:
    with app.app_context():
        raised(world, "client_spoc", AT)
    client = world.client("supplier_lead")
    typed = fields(client, CONTEXT_PAGE) | {f"five_whys-{place}-answer": f"Answer {place}." for place in range(5)}
    client.post(CONTEXT_PAGE, data=typed)
    typed = fields(client, CONTEXT_PAGE)
    assert "five_whys-6-answer" in typed
    assert "five_whys-7-answer" not in typed


def test_what_two_people_write_at_once_is_kept_or_shown(app: Flask, world: World) -> None:
    with app.app_context():
        raised(world, "client_spoc", AT)
    first, second = world.client("supplier_lead"), world.client("client_lead")
    one, other = fields(first, CONTEXT_PAGE), fields(second, CONTEXT_PAGE)
    first.post(CONTEXT_PAGE, data=one | {"why_it_occurred": "A slip.", "five_whys-0-answer": "Haste."})
    clash = second.post(CONTEXT_PAGE, data=other | {"what_was_done": "Undone.", "five_whys-0-answer": "No list."})
    assert clash.status_code == 422
    assert "Changed meanwhile to “Why did it happen? Haste.”" in text(clash)
    kept = form(clash.get_data(as_text=True), CONTEXT_PAGE)
    assert (kept["five_whys-0-answer"], kept["what_was_done"]) == ("No list.", "Undone.")
    assert second.post(CONTEXT_PAGE, data=kept).location == PAGE
    with app.app_context():
        issue = db.session.scalars(select(Issue)).one()
        assert (issue.why_it_occurred, issue.what_was_done) == ("A slip.", "Undone.")
        assert [why["answer"] for why in issue.five_whys] == ["No list."]


def test_each_gap_stands_beside_its_field_and_nothing_typed_is_lost(app: Flask, world: World) -> None:
    resolved(app, world)
    client = world.client("client_spoc")
    typed = fields(client, CLOSING) | {
        "why_not_again": "",
        "five_whys-2-answer": "",
        "what_was_done": "Typed just now.",
    }
    answer = client.post(CLOSING, data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for name, said in (("why_not_again", "Say why it will not"), ("five_whys", "a chain of at least 3 whys")):
        beside = re.search(rf'<div id="{name}-error">(.*?)</div>', page, flags=re.DOTALL)
        assert beside is not None
        assert said in beside[1]
    assert "Typed just now." in page


def test_typed_context_can_be_saved_without_closing(app: Flask, world: World) -> None:
    resolved(app, world)
    client = world.client("client_spoc")
    page = client.get(CLOSING).get_data(as_text=True)
    assert f'formaction="{CONTEXT_PAGE}"' in page
    typed = form(page, CLOSING) | {"what_was_done": "More."}
    assert client.post(CONTEXT_PAGE, data=typed).status_code == 303
    with app.app_context():
        issue = db.session.scalars(select(Issue)).one()
        assert (issue.status, issue.what_was_done) == (IssueStatus.RESOLVED, "More.")


def test_of_two_people_who_close_at_once_the_second_is_told(app: Flask, world: World) -> None:
    resolved(app, world)
    first, second = world.client("client_spoc"), world.client("client_lead")
    one, other = fields(first, CLOSING), fields(second, CLOSING)
    assert first.post(CLOSING, data=one).status_code == 303
    late = second.post(CLOSING, data=other)
    assert late.status_code == 422
    assert "This issue is closed already: somebody was faster." in text(late)


def test_an_action_reopened_meanwhile_keeps_the_issue_open(app: Flask, world: World) -> None:
    resolved(app, world)
    client = world.client("client_spoc")
    typed = fields(client, CLOSING)
    assert client.post("/r/MER/actions/1/return", data={"reason": "Not there yet."}).status_code == 303
    answer = client.post(CLOSING, data=typed)
    assert answer.status_code == 422
    assert "Actions still open: MER-A1." in text(answer)


def test_what_the_other_side_keeps_to_itself_neither_bars_nor_opens_the_gate(app: Flask, world: World) -> None:
    resolved(app, world)
    with app.app_context(), database.transaction():
        first, second = db.session.scalars(select(Action).order_by(Action.id))
        first.audience = Audience.CLIENT
        second.status, second.is_open = ActionStatus.VERIFIED, False
    answer = world.client("client_spoc").get(CLOSING)
    assert "needs a corrective action" in text(answer)
    assert "needs a preventive action" not in text(answer)


def test_a_cause_on_the_clients_side_is_said_as_plainly_as_any(app: Flask, world: World) -> None:
    resolved(app, world)
    with app.app_context():
        cause = db.session.scalars(select(RootCause).where(RootCause.is_client_side)).one()
        cause_id, name = cause.id, cause.name
    client = world.client("supplier_lead")
    client.post(CLOSING, data=fields(client, CLOSING) | {"root_cause_id": str(cause_id)})
    for who in ("client_spoc", "supplier_spoc"):
        page = text(world.client(who).get(PAGE))
        assert f"Kind of root cause {name} on the client's side: Northgate" in page.replace("&#39;", "'")


def test_a_retired_category_stays_where_it_was_chosen_and_is_offered_nowhere_else(app: Flask, world: World) -> None:
    resolved(app, world)
    with app.app_context():
        raised(world, "client_spoc", AT)
        with database.transaction():
            for cause in db.session.scalars(select(RootCause).where(RootCause.id == CONTEXT.root_cause_id)):
                cause.retired_at = AT
    client = world.client("supplier_lead")
    assert ">Process<" in client.get(CLOSING).get_data(as_text=True)
    assert ">Process<" not in client.get("/r/MER/issues/2/context").get_data(as_text=True)
    typed = fields(client, "/r/MER/issues/2/context") | {"root_cause_id": str(CONTEXT.root_cause_id)}
    assert client.post("/r/MER/issues/2/context", data=typed).status_code == 422
