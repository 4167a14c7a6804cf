"""The page of a company's working hours: looked at before it is saved, tried out, and edited by two."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Rung
from govtracker.queries.governance import calendars
from tests.services import issue_steps
from tests.support.statements import counted
from tests.support.typed import form
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE = "/organisation/calendar"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def browser(app: Flask, world: World, clock_at: Callable[[datetime], None]) -> FlaskClient:
    clock_at(NOW)
    return world.client("organisation_administrator")


def typed(browser: FlaskClient, **changes: str) -> dict[str, str]:
    return {**form(browser.get(PAGE).text, PAGE), **changes}


def test_looking_shows_the_year_and_saves_nothing(app: Flask, world: World, browser: FlaskClient) -> None:
    posted = typed(browser, country="DE", subdivision="BY", own_days="2026-12-24 09:00–13:00 Christmas Eve", look="1")
    answer = browser.post(PAGE, data=posted)
    assert answer.status_code == 200
    shown = text(answer.text)
    assert "Not saved yet" in shown
    assert "Thu 24 Dec Christmas Eve 09:00–13:00" in shown
    assert "Wed 6 Jan 2027 Epiphany closed" in shown
    assert "Sat 26 Dec Second Day of Christmas closed as its weekday is anyway" in shown
    assert form(answer.text, PAGE)["own_days"] == posted["own_days"]
    with app.app_context():
        assert calendars.of_organisation(world.organisations["Northgate"]).closed_days == {}
    assert browser.post(PAGE, data={**form(answer.text, PAGE)}).status_code == 303
    with app.app_context():
        works = calendars.of_organisation(world.organisations["Northgate"])
    assert works.open_on(date(2026, 12, 24)) == ((540, 780),)


def test_deadline_is_tried_in_the_calendars_own_zone(browser: FlaskClient) -> None:
    assert "8 h from Fri 20 Nov 15:00 end Mon 23 Nov 15:00." in text(browser.get(PAGE).text)
    shown = text(browser.get(f"{PAGE}?length=1+d+4+h&since=2026-11-26T16:00").text)
    assert "1 d 4 h from Thu 26 Nov 16:00 end Mon 30 Nov 12:00." in shown
    assert "skipped: Sat, Sun." in shown


@pytest.mark.parametrize(
    "query", ["length=soon", "length=-1+h", "length=999999+d", "length=8+h&since=9999-12-31T00:00"]
)
def test_impossible_deadline_is_answered_in_words(browser: FlaskClient, query: str) -> None:
    answer = browser.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    assert re.search(r"Write a length|more than ten years|ten years ahead|out of range", text(answer.text))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"country": "FR", "subdivision": "BY"}, "Choose a part of this country"),
        ({"own_days": "2020-12-24 Christmas Eve"}, "days lie between 2026 and 2036"),
        ({"own_days": "2026-12-24 A\n2026-12-24 B"}, "stands there twice"),
        ({"own_days": "2026-12-24 25:00–26:00 A"}, "write a day and its name"),
        ({"own_days": "2026-12-24 09:00–12:00, 11:00–13:00 A"}, "hours of 2026-12-24 overlap"),
        ({"day_0": "09:00–12:00, 11:00–13:00"}, "hours of Monday overlap"),
    ],
)
@pytest.mark.parametrize("look", [{}, {"look": "1"}])
def test_what_cannot_be_is_refused_and_stays_typed(
    browser: FlaskClient, changes: dict[str, str], words: str, look: dict[str, str]
) -> None:
    answer = browser.post(PAGE, data=typed(browser, **changes, **look))
    assert answer.status_code == 422
    assert words in text(answer.text)
    kept = form(answer.text, PAGE)
    assert {name: kept[name] for name in changes if name != "subdivision"}.items() <= changes.items()


def test_two_administrators_keep_each_others_hours(browser: FlaskClient) -> None:
    seen = typed(browser)
    assert browser.post(PAGE, data={**seen, "day_5": "10:00–12:00"}).status_code == 303
    assert browser.post(PAGE, data={**seen, "own_days": "2026-12-24 Christmas Eve"}).status_code == 303
    kept = typed(browser)
    assert (kept["day_5"], kept["own_days"]) == ("10:00–12:00", "2026-12-24 Christmas Eve")
    clash = browser.post(PAGE, data={**seen, "day_5": "10:00–13:00"})
    assert clash.status_code == 422
    assert "Changed meanwhile" in clash.text


def test_parts_follow_the_chosen_country(browser: FlaskClient) -> None:
    assert "Bayern" in browser.get(f"{PAGE}/parts?country=DE").text
    assert "<select" not in browser.get(f"{PAGE}/parts?country=nowhere").text
    assert "<select" not in browser.get(f"{PAGE}/parts").text


def test_page_asks_a_fixed_number_of_questions(browser: FlaskClient) -> None:
    browser.post(PAGE, data=typed(browser, country="DE"))
    with counted() as made:
        browser.get(PAGE)
    assert len(made) <= 10


def test_changed_hours_ask_what_becomes_of_running_escalations(app: Flask, world: World, browser: FlaskClient) -> None:
    with app.app_context():
        issue_steps.raised(world, "supplier_lead", NOW)  # waits on Northgate: due Friday 14:00 in Berlin
    page = browser.get(PAGE).text
    assert "One running escalation is counted in these hours" in page
    assert browser.post(PAGE, data=typed(browser)).status_code == 303  # nothing changes, nothing is asked
    changed = typed(browser, day_4="09:00–12:00")
    refused = browser.post(PAGE, data=changed)
    assert refused.status_code == 422
    assert "Say what becomes of the escalations that run now." in text(refused.text)
    assert form(refused.text, PAGE)["day_4"] == "09:00–12:00"
    assert browser.post(PAGE, data={**changed, "running": "keep"}).status_code == 303
    assert due(app) == datetime(2026, 11, 20, 13, tzinfo=UTC)
    with app.app_context():
        issue_steps.ticked(NOW)
    assert due(app) == datetime(2026, 11, 20, 13, tzinfo=UTC)
    changed = typed(browser, day_0="10:00–17:00")
    assert browser.post(PAGE, data={**changed, "running": "apply"}).status_code == 303
    with app.app_context():
        issue_steps.ticked(NOW)
    # Friday 10:00–12:00 in Berlin are two of the four hours, Monday 10:00–12:00 the others.
    assert due(app) == datetime(2026, 11, 23, 11, tzinfo=UTC)


def test_issues_the_other_company_keeps_to_itself_are_not_counted(
    app: Flask, world: World, browser: FlaskClient
) -> None:
    with app.app_context():
        issue_steps.raised(world, "supplier_lead", NOW, audience=Audience.SUPPLIER)
    assert "running escalation" not in browser.get(PAGE).text


def due(app: Flask) -> datetime | None:
    with app.app_context():
        return db.session.scalars(select(Rung.response_due_at)).one()
