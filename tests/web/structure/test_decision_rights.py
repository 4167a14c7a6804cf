"""Decision rights on the forum's page and in the structure: read by both sides, edited by the SPOCs."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govtracker import database
from tests.support import forums
from tests.support.statements import counted
from tests.support.world import World

OFTEN = 12
FORUM = "/r/MER/forums/1"


@pytest.fixture
def mer(app: Flask, world: World) -> World:
    with app.app_context(), database.transaction():
        forums.forum(world)
    return world


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def send(
    browser: FlaskClient, world: World, address: str = "", decision: str = "Credits", **parts: str
) -> TestResponse:
    data = {f"seat_{world.seats[name]}": part for name, part in parts.items()}
    return browser.post(f"{FORUM}/decisions{address}", data={"decision": decision, **data})


def test_decision_stands_on_the_forum_and_in_the_structure(mer: World) -> None:
    spoc = mer.client("client_spoc")
    assert spoc.get(f"{FORUM}/decisions/new").status_code == 200
    answer = send(spoc, mer, client_spoc="accountable", supplier_spoc="accountable", supplier_lead="consulted")
    assert (answer.status_code, answer.location) == (303, FORUM)
    for address in (FORUM, "/r/MER/structure"):
        page = mer.client("supplier_lead").get(address).text
        assert "both companies have to agree" in text(page)
        assert re.search(r'data-label="Customer care, Meridian \(Priya Nair\)">.*?C.*?consulted', page)
        assert "Change" not in text(page.split("decision-table")[1].split("</table>")[0])
    assert "Decision right added" in text(spoc.get("/r/MER/history").text)


def test_decision_is_changed_and_taken_out(mer: World) -> None:
    spoc = mer.client("supplier_spoc")
    send(spoc, mer, client_spoc="accountable", supplier_lead="informed")
    page = spoc.get(f"{FORUM}/decisions/1/edit").text
    assert re.search(rf'id="seat_{mer.seats["client_spoc"]}".*?<option selected value="accountable">', page, re.DOTALL)
    seen = re.search(r'name="seen"[^>]* value="([^"]*)"', page)
    assert seen is not None
    assert (
        send(spoc, mer, "/1", "Credits and bonuses", supplier_spoc="accountable", client_spoc="none").status_code == 303
    )
    page = text(spoc.get(FORUM).text)
    assert "Credits and bonuses Meridian decides" in page
    assert spoc.post(f"{FORUM}/decisions/1/removal").status_code == 303
    assert "No decisions yet" in text(spoc.get(FORUM).text)


@pytest.mark.parametrize("who", ["client_lead", "client_sponsor", "governance_office"])
def test_only_spocs_take_decisions_out(mer: World, who: str) -> None:
    send(mer.client("client_spoc"), mer, client_spoc="accountable")
    assert mer.client(who).post(f"{FORUM}/decisions/1/removal").status_code == 403
    assert mer.client("other_client_spoc").post(f"{FORUM}/decisions/1/removal").status_code == 404


@pytest.mark.parametrize(
    ("decision", "parts", "words"),
    [
        ("", {"client_spoc": "accountable"}, "Say what is decided."),
        ("Credits", {}, "Say which seat is accountable"),
        ("Credits", {"client_spoc": "accountable", "client_lead": "accountable"}, "the client’s side has 2"),
        ("Credits", {"client_spoc": "emperor"}, "Not a valid choice"),
    ],
)
def test_refusal_says_why_and_keeps_what_was_typed(
    mer: World, decision: str, parts: dict[str, str], words: str
) -> None:
    answer = send(mer.client("client_spoc"), mer, decision=decision, **{"supplier_lead": "informed", **parts})
    assert answer.status_code == 422
    assert words in text(answer.text)
    assert '<option selected value="informed">' in answer.text


@pytest.mark.parametrize("address", [FORUM, "/r/MER/structure", f"{FORUM}/decisions/1/edit"])
def test_page_asks_a_fixed_number_of_questions(mer: World, address: str) -> None:
    browser = mer.client("client_spoc")
    for number in range(5):
        send(browser, mer, decision=f"Decision {number}", client_spoc="accountable", supplier_lead="consulted")
    with counted() as statements:
        assert browser.get(address).status_code == 200
    assert len(statements) <= OFTEN, "\n".join(statements)
