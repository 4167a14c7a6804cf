"""Handing over on the page: everything listed, chosen once or one by one, refused beside its field; leaving."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govtracker import database
from tests.support import contacts
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OFTEN = 12


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


@pytest.fixture
def laden(app: Flask, world: World) -> World:
    """The client's lead owns two issues; one is kept to the client."""
    with app.app_context(), database.transaction():
        for audience in ("shared", "client"):
            contacts.issue(
                world,
                "client_spoc",
                NOW,
                owner_id=world.people["client_lead"],
                audience=audience,
                title=f"{audience} one",
            )
    return world


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def address(world: World, who: str = "client_lead", tail: str = "handover") -> str:
    return f"/people/{world.people[who]}/{tail}"


def send(browser: FlaskClient, world: World, **chosen: str) -> TestResponse:
    """The form as the page has it, with some of it chosen otherwise."""
    page = browser.get(address(world)).text
    data = dict.fromkeys(re.findall(r'<select[^>]* name="(\w+_\d+)"', page), "all")
    return browser.post(address(world), data={**data, "effective_on": "2026-11-20", **chosen})


def test_all_goes_to_one(laden: World) -> None:
    browser = laden.client("client_spoc")
    page = text(browser.get(address(laden)).text)
    for words in ("MER Functional lead for Customer care", "shared one", "client one", "answers 1 escalation level"):
        assert words in page
    answer = send(browser, laden, successor_id=str(laden.people["client_member"]))
    assert (answer.status_code, answer.location) == (303, address(laden))
    page = text(browser.get(address(laden)).text)
    assert "Nothing to hand over" in page
    assert "shared one → Mia Sommer" in page
    assert "You took over" not in page


def test_each_goes_elsewhere_or_stays(laden: World) -> None:
    browser = laden.client("client_spoc")
    seat = f"seat_{laden.seats['client_lead']}"
    answer = send(browser, laden, successor_id=str(laden.people["client_member"]), issue_1="keep", **{seat: "nobody"})
    assert answer.status_code == 303
    page = text(browser.get(address(laden)).text)
    assert "Functional lead for Customer care → nobody" in page
    assert "client one → Mia Sommer" in page
    assert "shared one → Mia" not in page


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "Choose who takes something over"),
        ({"successor_id": "client_spoc"}, "Nobody takes a seat by their own hand"),
        ({"successor_id": "supplier_member"}, "Not a valid choice"),
        ({"successor_id": "client_member", "effective_on": "soon"}, "Not a valid date value"),
        ({"successor_id": "client_member", "effective_on": "2030-01-01"}, "a year from now"),
        ({"successor_id": "client_member", "issue_1": "nobody"}, "Not a valid choice"),
        ({"successor_id": "client_member", "leaves": "y"}, "governance office or administrator"),
        ({"successor_id": "client_member", "reason": "x" * 201}, "200 characters"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(laden: World, chosen: dict[str, str], words: str) -> None:
    browser = laden.client("client_spoc")
    answer = send(browser, laden, **{name: str(laden.people.get(value, value)) for name, value in chosen.items()})
    assert answer.status_code == 422
    assert words in text(answer.text)
    assert "Nothing to hand over" not in text(browser.get(address(laden)).text)


def test_form_sent_twice_hands_over_once(laden: World) -> None:
    browser = laden.client("client_spoc")
    twice = {"successor_id": str(laden.people["client_member"]), "submission_id": "the same"}
    assert [send(browser, laden, **twice).status_code for _ in range(2)] == [303, 303]
    assert text(browser.get(address(laden)).text).count("shared one → Mia Sommer") == 1


def test_planned_handover_is_shown_and_called_off(laden: World) -> None:
    browser = laden.client("governance_office")
    send(browser, laden, successor_id=str(laden.people["client_member"]), effective_on="2026-12-01")
    page = browser.get(address(laden)).text
    assert "Planned for Tue 1 Dec" in text(page)
    off = re.search(r'action="(/people/\d+/handover/\d+/cancellation)"', page)
    assert off is not None
    assert laden.client("supplier_spoc").post(off[1]).status_code == 404
    assert laden.client("other_client_spoc").post(off[1]).status_code == 404
    assert browser.post(off[1]).status_code == 303
    assert "Planned for" not in browser.get(address(laden)).text


def test_what_lies_out_of_sight_is_not_told(laden: World) -> None:
    send(laden.client("client_spoc"), laden, successor_id=str(laden.people["client_member"]), issue_1="keep")
    for who in ("organisation_administrator", "other_client_spoc"):
        page = text(laden.client(who).get(address(laden)).text)
        assert "holds something in relationships you do not see" in page
        for hidden in ("MER", "shared one", "client one", "Customer care"):
            assert hidden not in page


def test_office_ends_the_access_of_whoever_holds_nothing(laden: World) -> None:
    office = laden.client("governance_office")
    refused = office.post(address(laden, tail="deactivation"))
    assert refused.status_code == 422
    assert "still holds 1 seat, 2 issues in MER" in text(refused.text)
    gone = laden.client("client_lead")
    assert gone.get("/").status_code == 200
    send(office, laden, successor_id=str(laden.people["client_member"]), leaves="y")
    assert gone.get("/").status_code == 303  # signed out
    people = office.get("/organisation/people").text
    assert "no longer here" in text(people)
    assert office.post(address(laden, tail="activation")).status_code == 303
    assert "no longer here" not in text(office.get("/organisation/people").text)


def test_administrator_of_the_company_ends_access_without_seeing_a_relationship(laden: World) -> None:
    browser = laden.client("organisation_administrator")
    refused = browser.post(address(laden, tail="deactivation"))
    assert refused.status_code == 422
    assert "in relationships you do not see" in text(refused.text)
    assert browser.post(address(laden, "nobody", "deactivation")).status_code == 303


def test_page_asks_a_fixed_number_of_questions(laden: World) -> None:
    browser = laden.client("governance_office")
    send(browser, laden, successor_id=str(laden.people["client_member"]), effective_on="2026-12-01", issue_1="keep")
    send(browser, laden, successor_id=str(laden.people["client_member"]), issue_2="keep")
    with counted() as statements:
        assert browser.get(address(laden)).status_code == 200
    assert len(statements) <= OFTEN, "\n".join(statements)
