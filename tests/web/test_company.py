"""What people set for themselves and their company: password, colleagues, working hours."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from govtracker import database
from govtracker.queries import viewers
from govtracker.queries.governance import calendars
from govtracker.queries.structure import people
from govtracker.services.installation import passwords
from govtracker.services.structure import people as verbs
from tests.support import doors
from tests.support.statements import counted
from tests.support.typed import form
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PRESENT, NEW = "the present password", "another long password"
HOURS = {f"day_{day}": "08:00-16:30" for day in range(5)}


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def spoc(app: Flask, world: World) -> World:
    """The client's SPOC has a password."""
    with app.app_context():
        kept = passwords.hashed(PRESENT)
        with database.transaction():
            viewers.oneself(world.viewer("client_spoc")).password_hash = kept
    return world


def test_changed_password_ends_every_other_session(app: Flask, spoc: World) -> None:
    here, elsewhere = spoc.client("client_spoc"), spoc.client("client_spoc")
    posted = {"present": PRESENT, "password": NEW, "again": NEW}
    assert here.post("/settings/password", data=posted).status_code == 303
    assert here.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 303
    door = app.test_client()
    assert door.post("/sign-in", data={"email": "eva.varga@northgate.example", "password": PRESENT}).status_code == 422
    assert door.post("/sign-in", data={"email": "eva.varga@northgate.example", "password": NEW}).status_code == 303


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"present": "wrong", "password": NEW, "again": NEW}, "not your present password"),
        ({"present": PRESENT, "password": "short", "again": "short"}, "at least 12"),
        ({"present": PRESENT, "password": NEW, "again": "other"}, "differ"),
        ({"present": PRESENT, "password": "x" * 300, "again": "x" * 300}, "at most 256"),
        ({}, "Enter your present password"),
    ],
)
def test_password_is_not_changed_by_mistake(app: Flask, spoc: World, posted: dict[str, str], words: str) -> None:
    browser = spoc.client("client_spoc")
    answer = browser.post("/settings/password", data=posted)
    assert answer.status_code == 422
    assert words in text(answer.text)
    assert browser.get("/settings").status_code == 200


def test_colleague_is_brought_in_and_joins_with_a_password_of_their_own(app: Flask, world: World) -> None:
    browser = world.client("supplier_spoc")
    answer = browser.post("/organisation/people", data={"name": "Tessa Lim", "email": "Tessa.Lim@meridian.example"})
    assert answer.status_code == 200
    link = doors.shown_link(answer.text)
    listed = browser.get("/organisation/people").text
    assert "Tessa Lim invited until" in text(listed)
    assert link not in listed
    tessa = app.test_client()
    assert doors.join(tessa, link).status_code == 303
    assert "Tessa Lim tessa.lim@meridian.example" in text(browser.get("/organisation/people").text)
    signed_in = app.test_client().post("/sign-in", data={"email": "tessa.lim@meridian.example", "password": doors.LONG})
    assert signed_in.status_code == 303
    assert "Eva Varga" not in browser.get("/organisation/people").text


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"name": "", "email": "a@meridian.example"}, "Enter a name"),
        ({"name": "T", "email": "nowhere"}, "not an e-mail address"),
        ({"name": "T", "email": "diego.alonso@meridian.example"}, "here already"),
        ({"name": "T", "email": "eva.varga@northgate.example"}, "this installation"),
        ({"name": "T" * 121, "email": "a@meridian.example"}, "120 characters"),
        ({"name": "T", "email": "a@meridian.example", "zone": "Mars/Olympus"}, "no time zone"),
    ],
)
def test_impossible_colleague_is_refused_beside_the_field(
    app: Flask, world: World, posted: dict[str, str], words: str
) -> None:
    answer = world.client("supplier_spoc").post("/organisation/people", data=posted)
    assert answer.status_code == 422
    assert words in text(answer.text)


def test_colleague_is_set_right_and_gets_roles_and_a_new_password(app: Flask, world: World) -> None:
    browser, colleague = world.client("organisation_administrator"), world.people["nobody"]
    address = f"/organisation/people/{colleague}"
    posted = {**form(browser.get(address).text, address), "name": "Nils Freitag", "job_title": "Analyst"}
    assert browser.post(address, data=posted).status_code == 303
    assert browser.post(f"{address}/roles", data={"executive": "y"}).status_code == 303
    listed = text(browser.get("/organisation/people").text)
    assert re.search(r"Nils Freitag not invited nils.frei@northgate.example Analyst Executive", listed)
    assert world.client("nobody").get("/r/MER").status_code == 200  # an executive sees it
    assert "Executive Nils Freitag" not in text(world.client("supplier_office").get("/organisation").text)
    link = doors.shown_link(browser.post(f"{address}/invitation").text)
    nils = app.test_client()
    assert doors.join(nils, link, name="Nils Freitag").status_code == 303
    renewed = doors.shown_link(browser.post(f"{address}/password").text)
    assert nils.get("/").status_code == 200
    answer = app.test_client().post(renewed, data={"password": NEW, "again": NEW})
    assert (answer.status_code, nils.get("/").status_code) == (303, 303)
    posted = {"email": "nils.frei@northgate.example", "password": NEW}
    assert app.test_client().post("/sign-in", data=posted).status_code == 303


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"name": " "}, "Enter a name"),
        ({"email": "nowhere"}, "not an e-mail address"),
        ({"email": "EVA.VARGA@northgate.example"}, "here already"),
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"name": "N" * 121}, "120 characters"),
    ],
)
def test_impossible_correction_is_refused_beside_the_field(
    app: Flask, world: World, posted: dict[str, str], words: str
) -> None:
    browser, address = world.client("organisation_administrator"), f"/organisation/people/{world.people['nobody']}"
    answer = browser.post(address, data={**form(browser.get(address).text, address), **posted})
    assert answer.status_code == 422
    assert words in text(answer.text)


def test_two_who_set_a_colleague_right_do_not_overwrite_each_other(app: Flask, world: World) -> None:
    browser, address = world.client("organisation_administrator"), f"/organisation/people/{world.people['nobody']}"
    seen = form(browser.get(address).text, address)
    assert browser.post(address, data={**seen, "job_title": "Analyst"}).status_code == 303
    assert browser.post(address, data={**seen, "name": "Nils Freitag"}).status_code == 303  # another field
    kept = form(browser.get(address).text, address)
    assert (kept["name"], kept["job_title"]) == ("Nils Freitag", "Analyst")
    clash = browser.post(address, data={**seen, "job_title": "Buyer"})
    assert clash.status_code == 422
    assert "Changed meanwhile to “Analyst”" in text(clash.text)


def test_own_roles_are_refused_on_the_page(app: Flask, world: World) -> None:
    browser, me = world.client("organisation_administrator"), world.people["organisation_administrator"]
    answer = browser.post(f"/organisation/people/{me}/roles", data={"governance_office": "y"})
    assert answer.status_code == 422
    assert "Nobody changes their own roles" in answer.text


def test_list_of_people_costs_the_same_however_many_there_are(app: Flask, world: World) -> None:
    browser = world.client("organisation_administrator")
    browser.get("/organisation/people")
    with counted() as few:
        browser.get("/organisation/people")
    with app.app_context(), database.transaction():
        for number in range(30):
            organisation = people.own_company(world.viewer("nobody"))
            address = f"p{number}@northgate.example"
            verbs.create(
                name=f"P {number}", email=address, organisation=organisation, password_hash="", by=None, at=NOW
            )
    with counted() as many:
        browser.get("/organisation/people")
    assert len(few) == len(many) <= 6


def test_working_hours_with_public_holidays_and_own_days(
    app: Flask, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(NOW)
    browser = world.client("organisation_administrator")
    posted = {**HOURS, "zone": "Europe/Berlin", "country": "DE", "own_days": "2026-12-24 Christmas Eve\n2026-12-31"}
    for _ in range(2):  # saved again nothing doubles
        assert browser.post("/organisation/calendar", data=posted).status_code == 303
    with app.app_context():
        works = calendars.of_organisation(world.organisations["Northgate"])
    assert works.hours[0] == ((8 * 60, 16 * 60 + 30),)
    assert works.open_on(date(2026, 12, 24)) == works.open_on(date(2028, 12, 25)) == ()
    assert works.closed_days[date(2026, 12, 25)] == "Christmas Day"
    shown = browser.get("/organisation/calendar").text
    assert "2026-12-24 Christmas Eve\n2026-12-31 closed</textarea>" in shown.replace("\r", "")
    assert "Christmas Eve" in text(world.client("supplier_lead").get("/r/MER/structure").text)
    assert "Calendar set" not in world.client("client_spoc").get("/r/MER/history").text


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"day_0": "nine to five"}, "Write hours like"),
        ({"day_0": "22:00-06:00", "day_1": "05:00-14:00"}, "run into those of Tuesday"),
        ({f"day_{day}": "" for day in range(5)}, "at least one day"),
        ({"own_days": "Christmas"}, "write a day and its name"),
        ({"country": "XX"}, "Not a valid choice"),
    ],
)
def test_impossible_hours_are_refused_and_stay_typed(
    app: Flask, world: World, posted: dict[str, str], words: str
) -> None:
    given = {**HOURS, "zone": "Europe/Berlin", "country": "", **posted}
    answer = world.client("organisation_administrator").post("/organisation/calendar", data=given)
    assert answer.status_code == 422
    assert words in text(answer.text)
    assert "08:00-16:30" in answer.text or not given["day_4"]


def test_every_page_looks_as_the_person_wants(app: Flask, world: World) -> None:
    with app.app_context(), database.transaction():
        person = viewers.oneself(world.viewer("client_spoc"))
        person.theme, person.shortcuts = "dark", False
    page = world.client("client_spoc").get("/portfolio").text
    assert 'data-bs-theme="dark"' in page
    assert 'data-shortcuts="off"' in page
    assert 'data-bs-theme="auto"' in world.client("client_lead").get("/portfolio").text
