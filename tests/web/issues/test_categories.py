"""The category of an issue on its forms: offered from the catalogue, and what history brought stays."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.models import Issue, IssueCategory
from govtracker.queries.installation import catalogues
from govtracker.services.installation import catalogues as entries
from tests.services import issue_steps
from tests.support.typed import form
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)


@pytest.fixture
def catalogue(app: Flask, world: World) -> None:
    """Three categories, of which one is retired."""
    with app.app_context(), database.transaction():
        entries.add_missing(IssueCategory, ("Billing", "Wrong answer", "Fax"), by=None, at=AT)
        fax = catalogues.named(IssueCategory, "Fax")
        assert fax is not None
        entries.retire(fax, by=None, at=AT)


def logged(world: World, category: str) -> tuple[int, str]:
    posted = {
        "submission_id": category,
        "audience": "shared",
        "title": "Nobody can pay",
        "area_id": str(world.areas["Customer care"]),
        "severity": "low",
        "category": category,
    }
    answer = world.client("client_spoc").post("/r/MER/issues", data=posted)
    return answer.status_code, answer.text


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Issue.category).order_by(Issue.id)))


def test_forms_offer_what_is_not_retired(app: Flask, world: World, catalogue: None) -> None:
    page = world.client("client_spoc").get("/r/MER/issues/new").text
    assert re.findall(r'<option value="([^"]+)">', page.split('id="categories"')[1].split("</datalist>")[0]) == [
        "Billing",
        "Wrong answer",
    ]


def test_word_is_kept_as_the_catalogue_spells_it(app: Flask, world: World, catalogue: None) -> None:
    assert logged(world, " billing ")[0] == 303
    assert stored(app) == ["Billing"]


@pytest.mark.parametrize("word", ["My own", "Fax"])
def test_other_word_is_refused_and_stays_typed(app: Flask, world: World, catalogue: None, word: str) -> None:
    status, page = logged(world, word)
    assert status == 422
    assert 'id="category-error"' in page
    assert f'value="{word}"' in page
    assert stored(app) == []


def test_word_that_history_brought_stays_when_the_issue_is_edited(app: Flask, world: World, catalogue: None) -> None:
    with app.app_context():
        issue_steps.raised(world, "client_spoc", AT, category="legacy word")
    browser, address = world.client("client_spoc"), "/r/MER/issues/1"
    typed = form(browser.get(f"{address}/edit").text, address)
    assert typed["category"] == "legacy word"
    assert browser.post(address, data={**typed, "title": "Still nobody can pay"}).status_code == 303
    assert stored(app) == ["legacy word"]
    typed = form(browser.get(f"{address}/edit").text, address)
    assert browser.post(address, data={**typed, "category": "another word"}).status_code == 422
    assert browser.post(address, data={**typed, "category": "wrong answer"}).status_code == 303
    assert stored(app) == ["Wrong answer"]


def test_without_a_catalogue_any_word_is_taken(app: Flask, world: World) -> None:
    assert logged(world, "My own")[0] == 303
    assert stored(app) == ["My own"]
