"""The pages behind a link for one task: what they take, what they show, and that they lead nowhere else."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionStatus, Audience, LinkEnding
from govtracker.models import Action, Attachment, AuditEvent, Comment, Measurement, TaskLink
from govtracker.queries import find
from govtracker.services.issues import actions
from tests.support import linked, measured
from tests.support.linked import AT, Linked
from tests.support.world import World

STEP, EVIDENCE, COMMENT = (f"MER-A1:{part}" for part in ("step", "evidence", "comment"))


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[object], None]) -> None:
    clock_at(AT)


@pytest.fixture
def one(app: Flask, world: World) -> Linked:
    with app.app_context():
        return linked.action_link(world)


@pytest.fixture
def anybody(app: Flask) -> FlaskClient:
    return app.test_client()


def address(one: Linked, path: str = "action") -> str:
    return f"/task/{one.token}/{path}"


def hidden(page: TestResponse) -> dict[str, str]:
    """What a browser sends back of a page without being asked."""
    fields = re.findall(r'<input[^>]*type="hidden"[^>]*>', page.text)
    named = [(re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in fields]
    return {name[1]: value[1].replace("&#34;", '"') for name, value in named if name and value}


def said(anybody: FlaskClient, one: Linked, **typed: Any) -> TestResponse:
    """The answer to what was typed into the page of the action."""
    page = anybody.get(address(one))
    return anybody.post(address(one), data={**hidden(page), STEP: "open", EVIDENCE: "", COMMENT: "", **typed})


def stored(app: Flask, model: Any = Action) -> Any:
    with app.app_context():
        return db.session.scalars(select(model)).one()


def test_the_owner_says_that_it_is_done_with_a_file_and_no_sign_in(
    app: Flask, world: World, one: Linked, anybody: FlaskClient
) -> None:
    file = (io.BytesIO(b"everybody was there"), "list.txt")
    answer = said(anybody, one, **{STEP: "done", EVIDENCE: "Trained on Friday.", COMMENT: "All 30.", "files": file})
    assert (answer.status_code, answer.location) == (303, "/task/thanks")
    action = stored(app)
    assert (action.status, action.evidence) == (ActionStatus.DONE, "Trained on Friday.")
    assert (stored(app, Comment).body, stored(app, Attachment).name) == ("All 30.", "list.txt")
    assert stored(app, Comment).audience is Audience.SHARED
    with app.app_context():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "action_done")).one()
        assert event.actor_id == world.people["supplier_lead"]
    assert "nothing more to say" in anybody.get(address(one)).text


def test_sent_twice_it_is_said_once(app: Flask, one: Linked, anybody: FlaskClient) -> None:
    typed = {**hidden(anybody.get(address(one))), STEP: "in_progress", EVIDENCE: "", COMMENT: "Half."}
    assert [anybody.post(address(one), data=typed).status_code for _ in range(2)] == [303, 303]
    assert stored(app, Comment).body == "Half."
    assert stored(app, TaskLink).uses == 1


def test_a_page_that_is_looked_at_changes_nothing(app: Flask, one: Linked, anybody: FlaskClient) -> None:
    def events() -> int:
        with app.app_context():
            return len(db.session.scalars(select(AuditEvent.id)).all())

    before = events()
    for path in ("action", "action?format=xlsx"):
        assert anybody.get(address(one, path), buffered=True).status_code == 200
    assert (events(), stored(app, TaskLink).uses) == (before, 0)


def test_its_address_is_told_to_nobody(one: Linked, anybody: FlaskClient) -> None:
    for path in ("action", "values"):
        headers = anybody.get(address(one, path)).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"].startswith("noindex")


def test_a_link_signs_nobody_in_and_opens_no_other_page(one: Linked, anybody: FlaskClient) -> None:
    said(anybody, one, **{STEP: "in_progress"})
    for path in ("/", "/r/MER", "/r/MER/actions/1", "/r/MER/links", "/actions/sheet"):
        assert anybody.get(path).status_code == 303, path
    assert anybody.get(address(one, "values")).status_code == 404


def test_the_page_shows_nothing_that_others_said(app: Flask, world: World, one: Linked, anybody: FlaskClient) -> None:
    world.client("supplier_spoc").post(
        "/r/MER/actions/1/comments", data={"audience": "supplier", "body": "CANARY internal"}
    )
    with app.app_context():
        assert db.session.scalars(select(Comment)).one().body == "CANARY internal"
    assert "CANARY" not in anybody.get(address(one)).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({STEP: "done"}, "Say what shows that it is done."),
        ({STEP: "in_progress", EVIDENCE: "A list."}, "This is for what is done"),
        ({STEP: "verified"}, "Not a valid choice"),
        ({}, "Nothing has changed"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_it_and_stays_typed(
    app: Flask, one: Linked, anybody: FlaskClient, typed: dict[str, str], words: str
) -> None:
    answer = said(anybody, one, **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert typed.get(EVIDENCE, "") in answer.text
    assert stored(app).status is ActionStatus.OPEN


def test_what_another_site_sends_is_not_taken(
    app: Flask, one: Linked, anybody: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    typed = {STEP: "done", EVIDENCE: "A list.", COMMENT: ""}
    kept = hidden(anybody.get(address(one)))
    assert "CSRF" in anybody.post(address(one), data=typed).text
    assert "CSRF" in anybody.post(address(one), data={**kept, **typed, "csrf_token": "forged"}).text
    assert stored(app).status is ActionStatus.OPEN
    assert anybody.post(address(one), data={**kept, **typed}).status_code == 303


def test_done_by_somebody_else_meanwhile_nothing_is_overwritten_or_lost(
    app: Flask, world: World, one: Linked, anybody: FlaskClient
) -> None:
    page = anybody.get(address(one))
    with app.app_context(), database.transaction():
        viewer = world.viewer("supplier_spoc")
        actions.finish(find.action(viewer, "MER", "1"), "I saw it.", by=viewer, at=AT)
    mine = {**hidden(page), STEP: "done", EVIDENCE: "Mine.", COMMENT: "Done."}
    answer = anybody.post(address(one), data=mine)
    assert answer.status_code == 422
    assert stored(app).evidence == "I saw it."


@pytest.mark.parametrize("path", ["action", "action/sheet"])
def test_a_link_that_has_ended_takes_nothing_and_says_no_more_than_one_that_never_was(
    app: Flask, world: World, one: Linked, anybody: FlaskClient, path: str
) -> None:
    page = anybody.get(address(one))
    assert world.client("supplier_spoc").post(f"/r/MER/links/{one.id}/revocation").status_code == 303
    ended = anybody.post(address(one, path), data={**hidden(page), STEP: "in_progress"})
    never = anybody.post(address(Linked(0, None, "x" * 43), path))
    assert (ended.status_code, ended.text) == (never.status_code, never.text) == (404, never.text)
    assert stored(app).status is ActionStatus.OPEN
    assert stored(app, TaskLink).ending is LinkEnding.REVOKED


def test_many_guesses_have_to_wait_and_so_does_what_comes_after(one: Linked, anybody: FlaskClient) -> None:
    codes = [anybody.get(address(Linked(0, None, f"guess{number:040}"))).status_code for number in range(32)]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert anybody.get(address(one)).status_code == 429


def test_the_side_that_gave_it_sees_when_it_was_used_and_the_other_nothing(
    world: World, one: Linked, anybody: FlaskClient
) -> None:
    said(anybody, one, **{STEP: "in_progress"})
    own, other = (world.client(who).get("/r/MER/links").text for who in ("supplier_spoc", "client_spoc"))
    assert "Priya Nair" in own
    assert "127.0.0.1" in own
    assert "Nobody has a link" in other
    own, other = (world.client(who).get("/r/MER/actions/1").text for who in ("supplier_spoc", "client_spoc"))
    assert "Links given" in own
    assert "Links given" not in other


# --- the sheet of an action ---


def cells(answer: TestResponse) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    return book.get_sheet_by_index(0).to_python()


def filled(rows: list[list[Any]], changes: dict[tuple[int, str], str]) -> tuple[io.BytesIO, str]:
    """A workbook of these rows as a spreadsheet program would save it."""
    import xlsxwriter

    places = {title: place for place, title in enumerate(rows[0])}
    for (row, title), text in changes.items():
        rows[row][places[title]] = text
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, cells_of_row in enumerate(rows):
            for place, value in enumerate(cells_of_row):
                sheet.write_string(at, place, str(value))
    file.seek(0)
    return file, "answers.xlsx"


def sent_back(anybody: FlaskClient, one: Linked, changes: dict[tuple[int, str], str]) -> TestResponse:
    rows = cells(anybody.get(address(one, "action?format=xlsx"), buffered=True))
    assert len(rows) == 2
    return anybody.post(address(one, "action/sheet"), data={"file": filled(rows, changes)})


def test_a_sheet_comes_back_is_shown_and_only_then_taken(app: Flask, one: Linked, anybody: FlaskClient) -> None:
    answer = sent_back(anybody, one, {(1, "How far it is"): "Done", (1, "What shows that it is done"): "=1+1 list"})
    assert answer.status_code == 200
    assert "Nothing is saved yet" in answer.text
    assert "=1+1 list" in answer.text
    assert stored(app).status is ActionStatus.OPEN
    typed = {**hidden(answer), STEP: "done", EVIDENCE: "=1+1 list", COMMENT: ""}
    assert anybody.post(address(one), data=typed).status_code == 303
    assert stored(app).evidence == "=1+1 list"


def test_what_changed_since_the_sheet_was_taken_is_shown(
    app: Flask, world: World, one: Linked, anybody: FlaskClient
) -> None:
    rows = cells(anybody.get(address(one, "action?format=xlsx"), buffered=True))
    with app.app_context(), database.transaction():
        viewer = world.viewer("supplier_spoc")
        actions.start(find.action(viewer, "MER", "1"), by=viewer, at=AT)
    file = filled(rows, {(1, "How far it is"): "Done", (1, "What shows that it is done"): "List"})
    answer = anybody.post(address(one, "action/sheet"), data={"file": file})
    assert "Changed meanwhile to “Under way”" in answer.text
    assert "List" in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({(1, "How far it is"): "Verified"}, "none of these"),
        ({(1, "Comment"): "#NAME?"}, "formula without a result"),
        ({(1, "Do not change this column"): "forged", (1, "Comment"): "CANARY"}, "hidden mark"),
        ({(0, "Comment"): "Remark"}, "is not there"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_what_it_said(
    one: Linked, anybody: FlaskClient, changes: dict[tuple[int, str], str], words: str
) -> None:
    answer = sent_back(anybody, one, changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert "CANARY" not in str(changes) or "CANARY" in answer.text


def test_a_sheet_of_another_action_reaches_it_by_no_link(
    app: Flask, world: World, one: Linked, anybody: FlaskClient
) -> None:
    with app.app_context():
        other = linked.action_link(world)
    rows = cells(anybody.get(address(other, "action?format=xlsx"), buffered=True))
    answer = anybody.post(
        address(one, "action/sheet"), data={"file": filled(rows, {(1, "Comment"): "To the other one"})}
    )
    assert answer.status_code == 422
    assert "no open action of yours" in answer.text


# --- the sheet of a month ---


@pytest.fixture
def sheet(app: Flask, world: World) -> Linked:
    with app.app_context():
        measured.agree(world)
        return linked.sheet_link(world)


def test_values_are_entered_by_link_in_the_name_of_who_got_it(
    app: Flask, world: World, sheet: Linked, anybody: FlaskClient
) -> None:
    page = anybody.get(address(sheet, "values"))
    answer = anybody.post(address(sheet, "values"), data={**hidden(page), "CSAT:2026-10": "81.5"})
    assert (answer.status_code, answer.location) == (303, address(sheet, "values"))
    measurement = stored(app, Measurement)
    assert (str(measurement.value), measurement.entered_by_id) == ("81.5", world.people["supplier_lead"])
    assert stored(app, TaskLink).uses == 1


def test_a_value_outside_of_its_domain_stays_typed(app: Flask, sheet: Linked, anybody: FlaskClient) -> None:
    page = anybody.get(address(sheet, "values"))
    answer = anybody.post(address(sheet, "values"), data={**hidden(page), "CSAT:2026-10": "181"})
    assert answer.status_code == 422
    assert 'value="181"' in answer.text


def test_values_for_a_month_that_was_shared_meanwhile_are_named(
    app: Flask, world: World, sheet: Linked, anybody: FlaskClient
) -> None:
    page = anybody.get(address(sheet, "values"))
    with app.app_context():
        measured.enter(world, "2026-10", dict.fromkeys(("FCR", "CSAT", "SL", "INV"), "81"))
        measured.share(world, "2026-10")
    answer = anybody.post(address(sheet, "values"), data={**hidden(page), "CSAT:2026-10": "82"})
    assert answer.status_code == 422
    assert "82" in answer.text
    assert "holds this value" in answer.text


def test_a_month_comes_back_as_a_workbook_and_clashes_are_shown(
    app: Flask, world: World, sheet: Linked, anybody: FlaskClient
) -> None:
    rows = cells(anybody.get(address(sheet, "values?format=xlsx"), buffered=True))
    line = next(number for number, row in enumerate(rows) if row[0] == "CSAT")
    other = next(number for number, row in enumerate(rows) if row[0] == "FCR")
    with app.app_context():
        measured.enter(world, "2026-10", {"CSAT": "70"})
    file = filled(rows, {(line, "Value"): "81", (other, "Value"): "66"})
    answer = anybody.post(address(sheet, "values/sheet"), data={"file": file})
    assert "Changed meanwhile to “70”" in answer.text
    assert 'value="66"' in answer.text
    with app.app_context():
        assert len(db.session.scalars(select(Measurement)).all()) == 1


def test_a_link_of_months_ago_leads_nowhere(
    sheet: Linked, anybody: FlaskClient, clock_at: Callable[[object], None]
) -> None:
    clock_at(AT + timedelta(days=15))
    assert anybody.get(address(sheet, "values")).status_code == 404
