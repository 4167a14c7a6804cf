"""The reverse bow-tie's pages: today and on any day gone by, the contacts behind it, one sheet for printing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import StructureCheck
from tests.support import contacts
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
OFTEN = 12


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


@pytest.fixture
def busy(app: Flask, world: World) -> World:
    """The two leads of Customer care were in touch 40 days ago, the SPOCs a dozen times since."""
    with app.app_context(), database.transaction():
        issue = contacts.issue(world, "client_lead", NOW - 41 * DAY, title="Outage of billing")
        contacts.comment(world, "supplier_lead", NOW - 40 * DAY, issue)
        for ago in range(6):
            contacts.comment(world, "client_spoc", NOW - ago * DAY, issue)
            contacts.comment(world, "supplier_spoc", NOW - ago * DAY, issue)
        own = contacts.issue(world, "client_lead", NOW, audience=Audience.CLIENT, title="Kept to ourselves")
        contacts.comment(world, "client_lead", NOW, own, audience=Audience.CLIENT)
    return world


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_findings_stand_with_the_facts_behind_them(busy: World) -> None:
    for who in ("client_spoc", "supplier_spoc"):
        page = text(busy.client(who).get("/r/MER").text)
        for words in (
            "SPOCs made 86 % of the 14 contacts on functional matters in 90 days, more than the 50 % agreed",
            "12 by a SPOC, or a deputy who acted",
            "2 by the leads of the areas they were about",
            "The leads of Customer care have had no direct contact for 40 days; at most 30 were agreed.",
            "Rafael Ortega (Northgate): 1 contact, the last on 10 October 2026",
            "Priya Nair (Meridian): 1 contact, the last on 11 October 2026",
            "others: 12 contacts",
            "dormant: no contact for 40 days",
            "collapsed back into a bow-tie: SPOCs make 86 % of the contacts",
        ):
            assert words in page


def test_a_day_gone_by_shows_the_structure_of_that_day(busy: World) -> None:
    page = busy.client("client_spoc").get("/r/MER?on=2026-10-20").text
    assert "no direct contact" not in text(page)
    assert "Tue 20 Oct" in text(page)
    assert 'name="on" value="2026-10-20"' in page
    assert "Overdue actions" not in text(page.split("bow-tie-facts")[0])  # figures of today


@pytest.mark.parametrize(
    ("asked", "shown"), [("1999-01-01", "2024-01-01"), ("2077-01-01", "2026-11-20"), ("soon", "2026-11-20")]
)
def test_a_day_outside_is_the_nearest(busy: World, asked: str, shown: str) -> None:
    answer = busy.client("client_spoc").get(f"/r/MER?on={asked}")
    assert answer.status_code == 200
    assert f'name="on" value="{shown}"' in answer.text


def test_sheet_for_printing_has_picture_legend_and_findings(busy: World) -> None:
    page = busy.client("supplier_lead").get("/r/MER/bow-tie?on=2026-11-19").text
    assert "<svg" in page
    for words in ("as of 2026-11-19", "dotted line", "thick arc", "no direct contact for 39 days"):
        assert words in text(page)


def test_contacts_behind_a_finding_are_listed(busy: World) -> None:
    page = text(busy.client("supplier_spoc").get("/r/MER/contacts?made=counterpart").text)
    assert page.count("Outage of billing") == 2
    assert "Kept to ourselves" not in page
    assert "raised it" in page
    area = busy.areas["Quality"]
    assert "No contacts" in text(busy.client("client_spoc").get(f"/r/MER/contacts?area={area}").text)


def test_own_side_finds_its_internal_records_in_no_figure(busy: World) -> None:
    own = text(busy.client("client_lead").get("/r/MER/contacts").text)
    assert "Kept to ourselves" not in own
    page = text(busy.client("client_lead").get(f"/r/MER/areas/{busy.areas['Customer care']}").text)
    assert "14 contacts in 90 days" in page


@pytest.mark.parametrize("address", ["/r/MER?on=2026-10-20", "/r/MER/bow-tie", "/r/MER/contacts", "/r/MER/areas/1"])
def test_page_asks_a_fixed_number_of_questions(busy: World, address: str) -> None:
    browser = busy.client("governance_office")
    browser.get(address)
    with counted() as statements:
        assert browser.get(address).status_code == 200
    assert len(statements) <= OFTEN, "\n".join(statements)


def test_lists_know_what_was_found_today(app: Flask, busy: World) -> None:
    before = text(busy.client("client_spoc").get("/portfolio").text)
    assert "a bow-tie again" not in before
    with app.app_context():
        look = jobs.job_named("look-at-structures")
        assert jobs.run(look, at=NOW).done == 2
        assert jobs.run(look, at=NOW).done == 0  # once a day
        check = db.session.get(StructureCheck, busy.relationships["MER"])
        assert check is not None
        assert (check.dormant, check.spoc_share, check.is_collapsed, check.key_persons) == (1, 86, True, 0)
    assert "a bow-tie again, 1 vacant, 1 dormant" in text(busy.client("client_spoc").get("/portfolio").text)
    with app.app_context():
        assert jobs.run(look, at=NOW + DAY).done == 2
