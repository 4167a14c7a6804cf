"""Answering an invitation on its page, and reviews as calendar files."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from govtracker import database
from govtracker.database import db
from govtracker.models import Invitation, Review
from tests.support import calendar_readers, forums
from tests.support.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
ADDRESS = "/r/MER/reviews/1/answer"


@pytest.fixture(autouse=True)
def invited(world: World, clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)
    with world.context(), database.transaction():
        review = forums.review(forums.forum(world), SCHEDULED)
        for who in ("client_spoc", "supplier_spoc"):
            forums.invitation(review, world.people[who])


def shown(world: World, who: str, url: str) -> str:
    answer = world.client(who).get(url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_looking_answers_nothing_and_an_answer_is_seen_by_the_other_company(world: World) -> None:
    assert "Do you come?" in shown(world, "supplier_spoc", ADDRESS)
    assert "0 of 2 come, 2 not answered yet" in shown(world, "client_spoc", "/r/MER/reviews/1")
    data = {"answer": "tentative", "note": "If the flight is in time"}
    answer = world.client("supplier_spoc").post(ADDRESS, data=data)
    assert (answer.status_code, answer.location) == (303, "/r/MER/reviews/1#comes")
    page = shown(world, "client_spoc", "/r/MER/reviews/1")
    assert "Tentative Diego Alonso If the flight is in time" in page
    assert "1 not answered yet" in page
    assert "You have not said yet whether you come" in page
    assert "You have not said" not in shown(world, "client_observer", "/r/MER/reviews/1")


def test_my_work_asks_until_one_has_said_whether_one_comes(world: World) -> None:
    with world.context(), database.transaction():
        forums.invitation(db.session.scalars(select(Review)).one(), world.people["supplier_lead"])
    assert "Say whether you come" in shown(world, "supplier_lead", "/")
    assert "Say whether you come" not in shown(world, "supplier_member", "/")
    world.client("supplier_lead").post(ADDRESS, data={"answer": "accepted", "note": ""})
    assert "Say whether you come" not in shown(world, "supplier_lead", "/")


def test_whoever_does_not_come_says_why_and_keeps_what_was_typed(world: World) -> None:
    answer = world.client("supplier_spoc").post(ADDRESS, data={"answer": "declined", "note": ""})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Say in a word why" in page
    assert re.search(r'value="declined"[^>]*checked|checked[^>]*value="declined"', page)


def test_who_looked_before_a_move_answers_anew(world: World) -> None:
    client = world.client("supplier_spoc")
    seen = hidden(client.get(ADDRESS), "seen")
    with world.context(), database.transaction():
        for row in db.session.scalars(select(Invitation)):
            row.starts_at = SCHEDULED + timedelta(days=1)
    answer = client.post(ADDRESS, data={"answer": "accepted", "note": "By train", "seen": seen})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "has moved since you opened this page" in page
    assert "By train" in page
    again = client.post(ADDRESS, data={"answer": "accepted", "note": "By train", "seen": hidden(answer, "seen")})
    assert again.status_code == 303


def hidden(answer: TestResponse, name: str) -> str:
    [found] = re.findall(rf'name="{name}"[^>]*value="([^"]*)"', answer.get_data(as_text=True))
    return str(found)


def test_nobody_answers_for_a_review_they_are_not_asked_to(world: World) -> None:
    assert world.client("client_lead").get(ADDRESS).status_code == 404
    assert world.client("client_lead").post(ADDRESS, data={"answer": "accepted"}).status_code == 404


def test_a_review_can_be_taken_along_as_a_file(world: World) -> None:
    answer = world.client("client_observer").get("/r/MER/reviews/1/review.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    [read] = calendar_readers.read(answer.get_data(as_text=True))
    assert (read.starts, read.method) == (SCHEDULED, "")
    assert world.client("other_client_spoc").get("/r/MER/reviews/1/review.ics").status_code == 404
