"""The page of results: words marked, narrowed by kind and place, paged, and silent about what is not theirs."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask

from govtracker import database
from govtracker.enums import Audience
from govtracker.queries import find
from govtracker.services.issues import comments
from tests.services.issue_steps import raised
from tests.support.world import World

pytestmark = pytest.mark.database("sqlite", "postgresql")

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)


def told(app: Flask, world: World) -> None:
    """A shared issue with a shared comment and one of the supplier alone, and an issue of the supplier alone."""
    with app.app_context():
        issue = raised(world, "client_spoc", AT, title="Billing <outage>", description="The Café's billing is down.")
        raised(world, "supplier_spoc", AT, title="Axolotl staffing", audience=Audience.SUPPLIER, description="billing")
        for who, body, audience in (
            ("supplier_spoc", "An axolotl did the billing.", Audience.SUPPLIER),
            ("supplier_spoc", "Billing is looked at.", Audience.SHARED),
        ):
            viewer = world.viewer(who)
            with database.transaction():
                comments.write(find.issue(viewer, "MER", str(issue.number)), body, audience, by=viewer, at=AT)


def results(world: World, who: str, address: str) -> list[str]:
    """The addresses of the results, in order."""
    return re.findall(r'class="find-title" href="([^"]+)"', world.client(who).get(address).get_data(as_text=True))


def test_words_are_marked_in_title_and_text_and_the_rest_stays_text(app: Flask, world: World) -> None:
    told(app, world)
    page = world.client("client_member").get("/search?q=cafe+bill").get_data(as_text=True)
    assert "<mark>Billing</mark> &lt;outage&gt;" in page
    assert "The <mark>Café</mark>" in unescape(page)
    assert "<outage>" not in page


def test_results_lead_to_what_they_are(app: Flask, world: World) -> None:
    told(app, world)
    assert results(world, "client_member", "/search?q=billing") == ["/r/MER/issues/1", "/r/MER/issues/1#comment-2"]
    assert results(world, "supplier_member", "/search?q=billing") == [
        "/r/MER/issues/1",
        "/r/MER/issues/1#comment-2",
        "/r/MER/issues/1#comment-1",
        "/r/MER/issues/S1",
    ]
    assert results(world, "client_member", "/search?q=priya") == [f"/people/{world.people['supplier_lead']}"]
    assert results(world, "client_member", "/search?q=meridian&kind=relationship") == ["/r/MER"]


def test_kind_and_place_narrow_it_and_what_is_neither_does_not(app: Flask, world: World) -> None:
    told(app, world)
    assert results(world, "governance_office", "/search?q=billing&kind=comment&r=MER") == ["/r/MER/issues/1#comment-2"]
    assert results(world, "governance_office", "/search?q=billing&kind=issue&r=cas") == []
    assert len(results(world, "governance_office", "/search?q=billing&kind=nonsense&r=NOPE")) == 2


@pytest.mark.parametrize("who", ["client_spoc", "governance_office", "auditor", "other_client_spoc", "administrator"])
@pytest.mark.parametrize("query", ["axolotl", "axo", "did+the", "MER-S1", "mer-s1", '"axolotl+staffing"', "billing"])
def test_no_word_key_or_count_of_the_other_side_comes_through(app: Flask, world: World, who: str, query: str) -> None:
    told(app, world)
    answer = world.client(who).get(f"/search?q={query}")
    assert answer.status_code == 200
    without_question = re.sub(r"<title>.*?</title>|<input[^>]*>", "", answer.get_data(as_text=True), flags=re.DOTALL)
    assert "axolotl" not in without_question.lower()
    assert "MER-S1" not in without_question
    assert len(results(world, who, f"/search?q={query}")) <= 2


def test_a_key_leads_straight_there_for_whom_it_exists(app: Flask, world: World) -> None:
    told(app, world)
    assert world.client("supplier_lead").get("/search?q=mer-s1").location == "/r/MER/issues/S1"


def test_what_is_internal_says_whose_it_is(app: Flask, world: World) -> None:
    told(app, world)
    page = world.client("supplier_lead").get("/search?q=axolotl").get_data(as_text=True)
    assert page.count("only Meridian sees this") == 2


def test_pages_lead_on_and_back(app: Flask, world: World) -> None:
    with app.app_context():
        for number in range(27):
            raised(world, "client_spoc", AT, title=f"Billing {number}")
    first = world.client("client_spoc").get("/search?q=billing&kind=issue").get_data(as_text=True)
    assert 'rel="prev"' not in first
    following = unescape(re.findall(r'rel="next" href="([^"]+)"', first)[0])
    second = world.client("client_spoc").get(following).get_data(as_text=True)
    assert len(results(world, "client_spoc", following)) == 2
    back = unescape(re.findall(r'rel="prev" href="([^"]+)"', second)[0])
    assert results(world, "client_spoc", back) == results(world, "client_spoc", "/search?q=billing&kind=issue")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "What are you looking for?"),
        ("?q=", "What are you looking for?"),
        ("?q=—!", "No words to look for"),
        ("?q=zebra", "Nothing found"),
        ("?q=zebra&kind=issue", "Look for everything"),
        ("?q=zebra&after=1.5&before=x", "Nothing found"),
        ("?q=" + "x" * 3000, "Nothing found"),
        ("?q=%22", "No words to look for"),
    ],
)
def test_nothing_is_said_plainly(world: World, query: str, said: str) -> None:
    assert said in world.client("client_spoc").get(f"/search{query}").get_data(as_text=True)
