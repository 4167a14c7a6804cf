"""Absences on the pages: entered by the right people, and the deputy who acts is named everywhere."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.models import Absence
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OFTEN = 12
DAYS = {"from_on": "2026-11-18", "to_on": "2026-11-27", "note": "Parental leave"}


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


@pytest.fixture
def away(app: Flask, world: World) -> World:
    """The client's SPOC is away from the 18th to the 27th of November."""
    with app.app_context(), database.transaction():
        first, last = date(2026, 11, 18), date(2026, 11, 27)
        db.session.add(Absence(person_id=world.people["client_spoc"], from_on=first, to_on=last, note="Leave"))
    return world


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def address(world: World, who: str = "client_lead", tail: str = "") -> str:
    return f"/people/{world.people[who]}{tail}"


def test_person_notes_an_absence_and_is_back(app: Flask, world: World) -> None:
    browser = world.client("client_lead")
    assert browser.post(address(world, tail="/absences"), data=DAYS).status_code == 303
    page = text(browser.get(address(world)).text)
    assert "Wed 18 Nov to Fri 27 Nov away now Parental leave" in page
    assert "Parental leave" in text(world.client("client_spoc").get(address(world)).text)
    other_side = text(world.client("supplier_lead").get(address(world)).text)
    assert "Wed 18 Nov to Fri 27 Nov" in other_side
    assert "Parental leave" not in other_side  # for the own company alone
    assert browser.post(address(world, tail="/absences/1/end")).status_code == 303
    assert "No absence is noted" in text(browser.get(address(world)).text)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("client_lead", 303),
        ("client_spoc", 303),
        ("governance_office", 303),
        ("client_member", 403),
        ("client_sponsor", 403),
        ("supplier_spoc", 403),
        ("supplier_office", 403),
        ("other_client_spoc", 404),
        ("organisation_administrator", 404),
    ],
)
def test_only_oneself_the_spoc_and_the_office_enter_it(app: Flask, world: World, who: str, status: int) -> None:
    assert world.client(who).post(address(world, tail="/absences"), data=DAYS).status_code == status


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({**DAYS, "to_on": "2026-11-17"}, "before the first"),
        ({**DAYS, "from_on": "soon"}, "Not a valid date value"),
        ({**DAYS, "note": "x" * 201}, "200 characters"),
        ({}, "Choose a day"),
    ],
)
def test_impossible_days_are_said_beside_their_field(
    app: Flask, world: World, data: dict[str, str], words: str
) -> None:
    answer = world.client("client_lead").post(address(world, tail="/absences"), data=data)
    assert answer.status_code == 422
    assert words in text(answer.text)


def test_deputy_is_acting_spoc_on_every_page(away: World) -> None:
    deputy = away.client("client_deputy")
    for path in ("/", "/portfolio", "/r/MER", "/r/MER/issues"):
        assert "You are acting SPOC in MER" in text(deputy.get(path).text)
    assert "acting SPOC in" not in text(away.client("client_spoc").get("/").text)
    assert "acting SPOC in" not in text(away.client("supplier_deputy").get("/").text)
    for path, words in (
        ("/r/MER", "acting SPOC, Northgate (Eva Varga away)"),
        ("/r/MER/structure", "Oskar Brandt acting SPOC"),
        ("/r/MER/structure", "Eva Varga away until Fri 27 Nov"),
    ):
        assert words in re.sub(r"\s+", " ", away.client("supplier_lead").get(path).text) or words in text(
            away.client("supplier_lead").get(path).text
        )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            "",
            "On Fri 20 Nov Eva Varga holds it, since Mon 1 Jan 2024. Away until Fri 27 Nov. Oskar Brandt ",
        ),
        ("?on=2026-03-03", "On Tue 3 Mar Eva Varga held it, since Mon 1 Jan 2024. "),
        ("?on=2020-03-03", "On Tue 3 Mar 2020 nobody held it. Nobody spoke for Northgate."),
        ("?on=2027-03-03", "Eva Varga will hold it"),
        ("?on=someday", "On Fri 20 Nov Eva Varga holds it"),
    ],
)
def test_who_held_a_seat_on_a_day_with_absence_and_deputy(away: World, query: str, words: str) -> None:
    page = text(away.client("supplier_lead").get(f"/r/MER/seats/{away.seats['client_spoc']}{query}").text)
    assert words in page.replace(" ,", ",").replace("Brandt,", "Brandt ,")
    assert ("acts as SPOC" in page) is (query in ("", "?on=someday"))


def test_structure_of_a_day_shows_who_was_away_then(away: World) -> None:
    browser = away.client("client_lead")
    assert "away until" not in text(browser.get("/r/MER/structure?on=2026-11-17").text)
    assert "away until" in text(browser.get("/r/MER/structure?on=2026-11-27").text)


@pytest.mark.parametrize("path", ["/r/MER/structure", "/r/MER/seats/2", "/people/2", "/r/MER/edit"])
def test_page_asks_a_fixed_number_of_questions(away: World, path: str) -> None:
    browser = away.client("client_deputy")
    browser.get(path)
    with counted() as statements:
        assert browser.get(path).status_code == 200
    assert len(statements) <= OFTEN, "\n".join(statements)
