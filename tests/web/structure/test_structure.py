"""The structure's pages: seats on any day, filling them, areas, history."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import Seat, Tenure
from tests.support.statements import counted
from tests.support.world import World

OFTEN = 12


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("address", ["/r/MER/structure", "/r/MER/history"])
def test_page_asks_a_fixed_number_of_questions(app: Flask, world: World, address: str) -> None:
    browser = world.client("client_spoc")
    browser.get(address)
    with counted() as statements:
        assert browser.get(address).status_code == 200
    assert len(statements) <= OFTEN, "\n".join(statements)


def test_structure_shows_seats_paths_and_hours_of_both_sides(app: Flask, world: World) -> None:
    page = text(world.client("supplier_lead").get("/r/MER/structure").text)
    for words in (
        "Strategic tier",
        "Helena Lund",
        "Vacant",
        "Level 1 · operational",
        "Rafael Ortega (Functional lead, Customer care) ⇄ Priya Nair",
        "acknowledged within 4 h of being told, resolved within 2 d",
        "Monday to Friday 09:00–17:00",
        "Saturday to Sunday closed",
        "Asia/Manila",
    ):
        assert words in page


def test_structure_of_an_earlier_day_and_of_no_day(app: Flask, world: World) -> None:
    browser = world.client("client_spoc")
    before = text(browser.get("/r/MER/structure?on=2023-06-01").text)
    assert "as they were held on Thu 1 Jun 2023" in before
    assert "Helena Lund" not in before.split("Escalation")[0]
    assert browser.get("/r/MER/structure?on=yesterday").status_code == 200


def test_spoc_fills_a_vacant_seat(app: Flask, world: World) -> None:
    address = f"/r/MER/seats/{world.seats['vacant_client']}"
    browser = world.client("client_spoc")
    answer = browser.post(f"{address}/holder", data={"person_id": world.people["nobody"], "from_on": "2026-11-20"})
    assert (answer.status_code, answer.location) == (303, address)
    page = text(browser.get(address).text)
    assert "Nils Frei" in page
    assert "Seat filled" in page
    assert world.client("nobody").get("/r/MER").status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"person_id": "supplier_member", "from_on": "2026-11-20"}, "Not a valid choice"),
        ({"person_id": "client_spoc", "from_on": "2026-11-20"}, "by their own hand"),
        ({"person_id": "nobody", "from_on": "soon"}, "Not a valid date value"),
        ({"person_id": "nobody", "from_on": "2090-01-01"}, "within a year"),
    ],
)
def test_filling_wrongly_says_why_and_fills_nothing(app: Flask, world: World, data: dict[str, str], words: str) -> None:
    seat_id = world.seats["vacant_client"]
    posted = {**data, "person_id": world.people[data["person_id"]]}
    answer = world.client("client_spoc").post(f"/r/MER/seats/{seat_id}/holder", data=posted)
    assert answer.status_code == 422
    assert words in text(answer.text)
    with app.app_context():
        assert not db.session.scalars(select(Tenure).where(Tenure.seat_id == seat_id)).all()


def test_seat_is_vacated_and_its_scope_written_down(app: Flask, world: World) -> None:
    address = f"/r/MER/seats/{world.seats['supplier_member']}"
    browser = world.client("supplier_spoc")
    scope = {"tier": "tactical", "authority": "Credits", "money_limit": "2500.50", "currency": "eur"}
    assert browser.post(f"{address}/scope", data=scope).status_code == 303
    assert browser.post(f"{address}/vacancy", data={"last_on": "2026-01-31", "reason": "moved on"}).status_code == 303
    page = text(browser.get(address).text)
    for words in ("Tactical tier", "up to 2,500.50 EUR", "Sat 31 Jan", "moved on", "Vacant"):
        assert words in page


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({"money_limit": "5", "currency": ""}, "which currency"),
        ({"money_limit": "NaN", "currency": "EUR"}, "between 0 and"),
        ({"money_limit": "1e30", "currency": "EUR"}, "between 0 and"),
        ({"money_limit": "-1", "currency": "EUR"}, "between 0 and"),
        ({"authority": "x" * 2001}, "2000 characters"),
        ({"tier": "celestial"}, "Not a valid choice"),
    ],
)
def test_impossible_scope_is_refused_beside_its_field(
    app: Flask, world: World, scope: dict[str, str], words: str
) -> None:
    address = f"/r/MER/seats/{world.seats['client_member']}/scope"
    answer = world.client("client_spoc").post(address, data={"tier": "tactical", **scope})
    assert answer.status_code == 422
    assert words in text(answer.text)


def test_new_area_gets_a_vacant_seat_on_both_sides_once(app: Flask, world: World) -> None:
    browser = world.client("supplier_spoc")
    for name, status in (("Finance", 303), (" finance ", 422), ("", 422), ("Fraud", 303)):
        assert browser.post("/r/MER/areas", data={"name": name, "submission_id": name}).status_code == status
    with app.app_context():
        found = db.session.execute(
            select(Seat.side, Seat.area_id).where(Seat.area_id == world.areas["Finance"]).order_by(Seat.side)
        ).all()
        assert [row.side for row in found] == [Side.CLIENT, Side.SUPPLIER]


def test_form_sent_twice_adds_one_seat_on_ones_own_side(app: Flask, world: World) -> None:
    browser = world.client("supplier_spoc")
    posted = {"role": "observer", "tier": "operational", "area_id": "0", "submission_id": "one"}
    answers = [browser.post("/r/MER/seats", data=posted).location for _ in range(2)]
    assert answers[0] == answers[1]
    with app.app_context():
        seats = db.session.scalars(select(Seat).where(Seat.role == SeatRole.OBSERVER, Seat.side == Side.SUPPLIER)).all()
        assert len(seats) == 1


def test_second_spoc_seat_and_lead_without_area_are_refused(app: Flask, world: World) -> None:
    browser = world.client("client_spoc")
    for role, words in (("spoc", "has this seat already"), ("functional_lead", "leads an area")):
        answer = browser.post("/r/MER/seats", data={"role": role, "tier": "tactical", "area_id": "0"})
        assert answer.status_code == 422
        assert words in text(answer.text)


def test_history_tells_in_words_page_by_page(app: Flask, world: World) -> None:
    browser = world.client("client_spoc")
    for number in range(20):
        browser.post("/r/MER/areas", data={"name": f"Area {number}", "submission_id": str(number)})
    first = browser.get("/r/MER/history").text
    assert "Seat added · Functional lead for Area 19, supplier" in text(first)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    assert "Area 0" in browser.get(following[1].replace("&amp;", "&")).text
