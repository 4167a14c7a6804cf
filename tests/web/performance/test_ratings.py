"""The pages of what both sides rate: written levels in a draft, and a month's ratings."""

from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from govtracker.database import db
from govtracker.models import Criterion, Rating
from tests.support import measured, typed
from tests.support.statements import counted
from tests.support.world import World

LEVELS = {f"level_{number}": f"Words of {number}" for number in range(1, 6)}
SCORES = {f"level_{number}_score": score for number, score in enumerate(("0", "30", "60", "80", "100"), 1)}
TRUST = {
    "code": "trust",
    "name": "Trust",
    "definition": "",
    "pillar": "relationship",
    "weight": "1",
    "grace_days": "10",
    "owner_seat_id": "",
    **LEVELS,
    **SCORES,
}
URL = "/r/MER/ratings/TRUST/2026-09"
DRAFT = "/r/MER/criteria/draft"


def text(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def rated(level: str, comment: str) -> dict[str, str]:
    return {"TRUST-level": level, "TRUST-comment": comment}


def test_levels_are_written_into_a_draft_and_changed_there(world: World) -> None:
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    assert client.post(f"{DRAFT}/rated", data=TRUST).status_code == 303
    assert "rated 1 to 5 by both sides" in text(client, DRAFT)
    opened = typed.form(text(client, f"{DRAFT}/rated/TRUST"), f"{DRAFT}/rated/TRUST")
    assert opened["level_3"] == "Words of 3"
    answer = client.post(f"{DRAFT}/rated/TRUST", data={**opened, "level_3": "Better words", "level_3_score": "65"})
    assert answer.status_code == 303
    with world.context():
        [stored] = db.session.query(Criterion)
        assert stored.levels is not None
        assert stored.levels[2] == ["Better words", "65"]
        assert (stored.worst, stored.minimum, stored.target) == tuple(map(Decimal, (0, 65, 80)))
    assert client.get(f"{DRAFT}/kpis/TRUST").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("level_2", "", "Say what level 2 looks like"),
        ("level_4_score", "60", "Level 4 has to score more than level 3."),
        ("level_5_score", "120", "A level scores between 0 and 100."),
        ("level_1_score", "", "Enter a number."),
        ("grace_days", "91", "Between 0 and 90 days."),
        ("owner_seat_id", "999", "Not a valid choice"),
        ("name", "x" * 1000, "120"),
        ("weight", "-1", "A weight lies between 0 and"),
    ],
)
def test_bad_levels_are_answered_beside_their_field_and_nothing_typed_is_lost(
    world: World, field: str, value: str, words: str
) -> None:
    client = world.client("client_spoc")
    client.post("/r/MER/criteria/drafts")
    answer = client.post(f"{DRAFT}/rated", data={**TRUST, field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert "Words of 5" in page


def test_both_sides_rate_a_month_and_see_where_they_differ(world: World) -> None:
    measured.agree(world, measured.TRUST)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    page = text(client, "/r/MER/ratings?period=2026-09")
    assert "Nobody has rated September 2026 yet." in page
    assert client.post(URL, data=rated("4", "They told us in time.")).location == "/r/MER/ratings?period=2026-09"
    asked = text(supplier, "/r/MER/ratings?period=2026-09")
    assert "provisional" in asked
    assert "Meridian has not rated yet" in asked
    supplier.post(URL, data=rated("2", "We heard of it from the press."))
    both = text(client, "/r/MER/ratings?period=2026-09")
    assert "Score 55" in both
    assert "2 levels apart" in both
    assert "We heard of it from the press." in both


def test_a_rating_without_its_reason_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    measured.agree(world, measured.TRUST)
    client = world.client("client_spoc")
    answer = client.post(URL, data=rated("", "Seen this and that"))
    assert (answer.status_code, "Choose a level." in answer.get_data(as_text=True)) == (422, True)
    assert "Seen this and that" in answer.get_data(as_text=True)
    answer = client.post(URL, data=rated("3", ""))
    assert "Say what you saw" in answer.get_data(as_text=True)
    with world.context():
        assert db.session.query(Rating).count() == 0


def test_where_nothing_is_rated_the_page_says_what_to_do_and_costs_little(world: World) -> None:
    measured.agree(world)
    client = world.client("client_spoc")
    assert "Add a qualitative criterion" in text(client, "/r/MER/ratings")
    with counted() as made:
        client.get("/r/MER/ratings?period=2026-09")
    assert len(made) <= 9, made
