"""The portfolio and a relationship's page: the right figures, for the right people, in a fixed number of statements."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience, Severity, Side
from govtracker.models import Action, Comment, Issue
from tests.support import forums, pulses, scorecards, valued
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OFTEN = 12


def issue(world: World, number: int, *, audience: Audience = Audience.SHARED, level: int = 1) -> Issue:
    row = Issue(
        relationship_id=world.relationships["MER"],
        number=number,
        audience=audience,
        title=f"Issue {number}",
        area_id=world.areas["Customer care"],
        severity=Severity.HIGH,
        severity_rank=1,
        raised_by_id=world.people["client_spoc"],
        raised_side=Side.CLIENT,
        waiting_on=Side.SUPPLIER,
        due_on=date(2026, 11, 30),
        opened_at=NOW - timedelta(days=2),
        updated_at=NOW,
        level=level,
    )
    db.session.add(row)
    db.session.flush()
    return row


def action(world: World, number: int, who: str, side: Side, due_on: date) -> None:
    db.session.add(
        Action(
            relationship_id=world.relationships["MER"],
            number=number,
            audience=Audience.SHARED,
            title="Cross-train",
            type=ActionType.CORRECTIVE,
            area_id=world.areas["Customer care"],
            owner_id=world.people[who],
            owner_side=side,
            due_on=due_on,
            first_due_on=due_on,
            created_at=NOW - timedelta(days=200),
            updated_at=NOW,
        )
    )


@pytest.fixture
def busy(app: Flask, world: World, clock_at: Callable[[datetime], None]) -> World:
    """MER scores 65.6 after 67.5, CAS 76.0; MER has an escalation, two overdue actions, a next review."""
    clock_at(NOW)
    with app.app_context(), database.transaction():
        scorecards.shared(world, "MER", date(2026, 9, 1), "67.5")
        scorecards.shared(world, "MER", date(2026, 10, 1), "65.6")
        scorecards.shared(world, "CAS", date(2026, 10, 1), "76.0", ("79", "71", "80"))
        issue(world, 1, level=2)
        commented = issue(world, 2)
        issue(world, 1, audience=Audience.CLIENT, level=3)
        db.session.add(
            Comment(
                relationship_id=world.relationships["MER"],
                issue_id=commented.id,
                audience=Audience.SHARED,
                author_id=world.people["supplier_lead"],
                side=Side.SUPPLIER,
                body="Under way",
                written_at=NOW,
            )
        )
        action(world, 1, "supplier_lead", Side.SUPPLIER, date(2026, 11, 10))
        action(world, 2, "client_lead", Side.CLIENT, date(2026, 11, 12))
        action(world, 3, "client_lead", Side.CLIENT, date(2026, 12, 12))
        forums.review(forums.forum(world), datetime(2026, 12, 1, 9, tzinfo=UTC))
    return world


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def shown(page: str) -> list[str]:
    """The keys of the relationships in the order they stand in."""
    return list(re.findall(r'href="/r/\w+"><span class="key">(\w+)<', page))


def test_lowest_score_stands_first_with_movement_and_both_sides_overdue(app: Flask, busy: World) -> None:
    page = busy.client("governance_office").get("/portfolio").text
    assert shown(page) == ["MER", "CAS"]
    row = text(page[page.index("/r/MER") : page.index("/r/CAS")])
    for words in ("Watch", "65.6 −1.9", "46 86 86", "1 level 2", "1 / 1", "1 vacant", "Tue 1 Dec"):
        assert words in row
    assert "not scheduled" in text(page[page.index("/r/CAS") :])


def test_an_exhausted_escalation_is_named(app: Flask, busy: World) -> None:
    with app.app_context(), database.transaction():
        issue(busy, 77, level=3).is_exhausted = True
    page = text(busy.client("client_spoc").get("/portfolio").text)
    assert "1 exhausted" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=-score", ["CAS", "MER"]),
        ("sort=name", ["CAS", "MER"]),
        ("sort=-escalations", ["MER", "CAS"]),
        ("sort=-overdue", ["MER", "CAS"]),
        ("sort=review", ["MER", "CAS"]),
        ("sort=nonsense", ["MER", "CAS"]),
        ("standing=satisfactory", ["CAS"]),
        ("escalated=1", ["MER"]),
        ("overdue=1", ["MER"]),
        ("q=casc", ["CAS"]),
        ("q=%25", []),
        ("after=%7Bbroken", ["MER", "CAS"]),
    ],
)
def test_address_sorts_and_narrows(app: Flask, busy: World, query: str, expected: list[str]) -> None:
    assert shown(busy.client("executive").get(f"/portfolio?{query}").text) == expected


def test_supplier_sees_its_own_relationships_and_its_own_side_first(app: Flask, busy: World) -> None:
    page = busy.client("supplier_spoc").get("/portfolio").text
    assert shown(page) == ["MER"]
    assert "Northgate" in text(page)
    assert "Cascade" not in page


def test_relationship_page_says_how_it_stands(app: Flask, busy: World) -> None:
    page = text(busy.client("client_spoc").get("/r/MER").text)
    for words in (
        "Northgate ⇄ Meridian",
        "Watch",
        "Score, October 2026",
        "65.6 −1.9",
        "Under-serve",
        "coverage 100 %",
        "MER-1: Meridian is waited on",
        "Northgate 1 · Meridian 1, the oldest due Tue 10 Nov",
        "next review Tue 1 Dec 10:00 CET",
        "2 open · 2 overdue",
        "Nobody leads Quality",
    ):
        assert words in page


def test_both_sides_see_the_same_figures_whatever_one_keeps_to_itself(app: Flask, busy: World) -> None:
    figures = [
        re.findall(r"(\d+) open · (\d+) overdue", busy.client(who).get("/r/MER").text)[0]
        for who in ("client_spoc", "supplier_spoc")
    ]
    assert figures == [("2", "2"), ("2", "2")]


def test_contacts_are_issues_raised_and_words_written(app: Flask, busy: World) -> None:
    assert "3 contacts in 90 days" in busy.client("supplier_lead").get("/r/MER").text


def test_damage_and_equity_stand_in_the_row_of_their_relationship(app: Flask, world: World) -> None:
    valued.damaged(world)
    pulses.agreed(world)
    pulses.opened(world)
    pulses.answers(world, dict.fromkeys(pulses.CLIENTS, (4, 4)) | dict.fromkeys(pulses.SUPPLIERS, (2, 4)))
    pulses.close(world)
    shown = world.client("governance_office").get("/portfolio").text
    row = re.sub(r"\s+", " ", shown[shown.index('href="/r/MER"') :])
    assert 'data-label="Equity, alerts"><div>50.0<br>' in row
    assert "1 alert" in row


@pytest.mark.parametrize("address", ["/portfolio", "/r/MER"])
def test_page_asks_a_fixed_number_of_questions(app: Flask, busy: World, address: str) -> None:
    browser = busy.client("governance_office")
    browser.get(address)
    with counted() as statements:
        assert browser.get(address).status_code == 200
    assert len(statements) <= OFTEN, "\n".join(statements)


def test_person_page_names_only_seats_the_reader_sees(app: Flask, busy: World) -> None:
    page = busy.client("supplier_lead").get(f"/people/{busy.people['client_spoc']}").text
    assert "eva.varga@northgate.example" in page
    assert re.findall(r'class="key" href="/r/(\w+)"', page) == ["MER"]
    assert busy.client("other_supplier_spoc").get(f"/people/{busy.people['client_spoc']}").status_code == 404


def test_area_of_another_relationship_does_not_exist(app: Flask, busy: World) -> None:
    assert busy.client("client_spoc").get(f"/r/MER/areas/{busy.areas['Finance']}").status_code == 404


def test_function_pair_shows_its_leads_issues_and_actions(app: Flask, busy: World) -> None:
    page = text(busy.client("supplier_lead").get(f"/r/MER/areas/{busy.areas['Customer care']}").text)
    for words in ("Rafael Ortega", "Priya Nair", "Healthy", "MER-1 Issue 1", "level 2", "Cross-train"):
        assert words in page
    assert "MER-C1" not in page
