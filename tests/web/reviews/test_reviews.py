"""The pages of forums and reviews: set up, prepared, held, agreed; mistakes stand beside their fields."""

import html
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from govtracker import database
from govtracker.database import db
from govtracker.enums import (
    ReviewStatus,
)
from govtracker.models import Action, Attendee, Forum, Review, Topic
from tests.support import forums
from tests.support.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
CANARY = "canary-of-the-other-side"


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


def typed(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Weekly operations",
        "tier": "operational",
        "charter": "What happened last week",
        "client_chair_id": world.seats["client_spoc"],
        "supplier_chair_id": world.seats["supplier_spoc"],
        "member_ids": [world.seats["client_lead"], world.seats["supplier_lead"]],
        "pattern": "weekly",
        "weekdays": ["3"],
        "nth": "1",
        "weekday": "1",
        "day": "1",
        "local_time": "09:30",
        "zone": "Europe/Berlin",
        "minutes": "45",
        "starts_on": "2026-11-24",
        "shift": "none",
        "freeze_days": "5",
        "pack_days": "4",
        **changes,
    }


def planned(world: World, status: ReviewStatus = ReviewStatus.IN_PREPARATION, *titles: str) -> None:
    with world.context(), database.transaction():
        made = forums.review(forums.forum(world), SCHEDULED, status)
        for position, title in enumerate(titles, 1):
            db.session.add(Topic(review_id=made.id, position=position, title=title))


def rows(world: World, model: type[Any]) -> Any:
    with world.context():
        return db.session.scalars(select(model).order_by(model.id)).unique().all()


def text(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_a_spoc_sets_up_a_forum_and_sees_its_next_reviews(world: World) -> None:
    client = world.client("client_spoc")
    assert client.get("/r/MER/forums/new").status_code == 200
    answer = client.post("/r/MER/forums", data=typed(world))
    assert (answer.status_code, answer.location) == (303, "/r/MER/forums/1")
    shown = text(client, "/r/MER/reviews")
    assert "every week on Thursday at 09:30, Europe/Berlin" in shown
    assert list(re.findall(r"Weekly operations, (\S+)", shown)) == ["2026-W48", "2026-W49", "2026-W50"]
    assert "Thu 26 Nov 16:30" in text(world.client("supplier_lead"), "/r/MER/reviews")


def test_the_same_form_sent_twice_sets_up_one_forum(world: World) -> None:
    client = world.client("client_spoc")
    data = typed(world, submission_id="one")
    assert [client.post("/r/MER/forums", data=data).location for _ in range(2)] == ["/r/MER/forums/1"] * 2
    assert (len(rows(world, Forum)), len(rows(world, Review))) == (1, 3)


@pytest.mark.parametrize(
    ("changes", "beside", "sentence"),
    [
        ({"name": ""}, "name", "Give the forum a name."),
        ({"zone": "Mars/Olympus"}, "zone", "is not a time zone"),
        ({"weekdays": []}, "weekdays", "Choose at least one day of the week."),
        ({"local_time": "25:00"}, "local_time", "Not a valid time"),
        ({"starts_on": "31.12.2026"}, "starts_on", "Not a valid date"),
        ({"starts_on": "1900-01-01"}, "starts_on", "fifty years"),
        ({"minutes": "many"}, "minutes", "integer"),
        ({"minutes": "0"}, "minutes", "Between"),
        ({"pattern": "advanced", "rrule": "FREQ=HOURLY"}, "rrule", "at most once a day"),
        ({"pattern": "advanced", "rrule": "FREQ=MONTHLY;BYDAY=5MO"}, "rrule", "Not every month has a fifth one"),
        ({"client_chair_id": "999"}, "client_chair_id", "Not a valid choice"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_typed_is_lost(
    world: World, changes: dict[str, Any], beside: str, sentence: str
) -> None:
    answer = world.client("client_spoc").post("/r/MER/forums", data=typed(world, **changes))
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    error = re.search(rf'<div id="{beside}-error">.*?</div>', shown, re.DOTALL)
    assert error is not None
    assert sentence in error[0]
    assert "What happened last week" in shown
    assert not rows(world, Forum)


def test_another_cadence_moves_the_reviews(world: World) -> None:
    client = world.client("client_spoc")
    client.post("/r/MER/forums", data=typed(world))
    form = client.get("/r/MER/forums/1/edit").get_data(as_text=True)
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', form)
    assert seen is not None
    data = typed(world, seen=seen[1].replace("&#34;", '"').replace("&quot;", '"'), weekdays=["4"])
    assert client.post("/r/MER/forums/1", data=data).status_code == 303
    days = [review.local_on for review in rows(world, Review)]
    assert days == [date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11)]


def test_both_sides_add_topics_and_minutes_merge_or_show_the_clash(world: World) -> None:
    planned(world, ReviewStatus.HELD, "Forecasts")
    world.client("supplier_member").post("/r/MER/reviews/1/topics", data={"title": "Night shift"})
    client, other = world.client("client_spoc"), world.client("supplier_spoc")
    seen = '{"title": "Forecasts", "notes": "", "decision": ""}'
    url = "/r/MER/reviews/1/topics/1"
    first = client.post(url, data={"title": "Forecasts", "notes": "Late twice", "decision": "", "seen": seen})
    assert (first.status_code, first.location) == (303, "/r/MER/reviews/1#topic-1")
    mixed = other.post(url, data={"title": "Forecasts", "notes": "", "decision": "Weekly", "seen": seen})
    assert mixed.status_code == 303
    topic = rows(world, Topic)[0]
    assert (topic.notes, topic.decision) == ("Late twice", "Weekly")
    added = other.post(url, data={"title": "Forecasts", "notes": "On time now", "decision": "Weekly", "seen": seen})
    assert added.status_code == 303
    assert rows(world, Topic)[0].notes == "Late twice\nOn time now"
    seen = '{"title": "Forecasts", "notes": "Late once\\nOn time now", "decision": "Weekly"}'
    notes = "Late three times\nOn time now\nMine"
    clash = other.post(url, data={"title": "Forecasts", "notes": notes, "decision": "Weekly", "seen": seen})
    shown = clash.get_data(as_text=True)
    assert clash.status_code == 422
    assert "Somebody changed the same lines meanwhile" in shown
    assert '<dd class="clash-text">Late three times</dd>' in shown
    assert '<dd class="clash-text">Late twice</dd>' in shown
    assert notes in shown


def test_held_then_agreed_by_both_chairs_from_the_page_they_read(world: World) -> None:
    planned(world, ReviewStatus.IN_PREPARATION, "Forecasts")
    client = world.client("client_spoc")
    spocs = [world.people["client_spoc"], world.people["supplier_spoc"]]
    nobody = {"held_on": "2026-11-24", **{f"presence_{person_id}": "absent" for person_id in spocs}}
    missing = client.post("/r/MER/reviews/1/holding", data=nobody)
    assert missing.status_code == 422
    assert "Say who was there." in missing.get_data(as_text=True)
    assert (
        client.post("/r/MER/reviews/1/holding", data={"held_on": "2026-11-24", "guests": "Ida Holt"}).status_code == 303
    )
    for who in ("client_spoc", "supplier_spoc"):
        assert 'href="/r/MER/reviews/1/agreement"' in world.client(who).get("/r/MER/reviews/1").get_data(as_text=True)
        shown = world.client(who).get("/r/MER/reviews/1/agreement").get_data(as_text=True)
        button = re.search(r'action="(/r/MER/reviews/1/agreement/\w+)"', shown)
        assert button is not None
        assert world.client(who).post(button[1]).status_code == 303
    shown = text(client, "/r/MER/reviews/1")
    assert "agreed by Eva Varga" in shown
    assert "agreed by Diego Alonso" in shown
    assert "Add the topic" not in shown


def seen(answer: TestResponse) -> dict[str, str]:
    """What a form says that its reader has seen."""
    found = re.search(r'name="seen"[^>]* value="([^"]*)"', answer.text)
    assert found
    return {"seen": html.unescape(found[1])}


def test_what_two_put_right_of_attendance_at_once_both_stands(world: World) -> None:
    planned(world)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    held = client.post("/r/MER/reviews/1/holding", data={"held_on": "2026-11-24"})
    assert held.status_code == 303
    url, eva = "/r/MER/reviews/1/attendance", f"presence_{world.people['client_spoc']}"
    first, second = seen(client.get(url)), seen(supplier.get(url))
    assert client.post(url, data={**first, eva: "absent", "guests": "Ida Holt"}).status_code == 303
    assert supplier.post(url, data={**second, eva: "present", "guests": "Jon Beck"}).status_code == 303
    assert rows(world, Review)[0].guests.split("\n") == ["Ida Holt", "Jon Beck"]
    assert {row.person_id: row.presence for row in rows(world, Attendee)}[world.people["client_spoc"]] == "absent"
    clash = supplier.post(url, data={**second, eva: "apologies", "guests": "Jon Beck"})
    assert clash.status_code == 422
    assert "Changed meanwhile to “absent”" in clash.text


def test_a_review_moved_meanwhile_is_not_moved_again_unseen(world: World) -> None:
    planned(world)
    client, supplier = world.client("client_spoc"), world.client("supplier_spoc")
    url, typed_in = "/r/MER/reviews/1/day", {"reason": "A bank holiday", "moved_at": "10:00"}
    opened = seen(supplier.get(f"{url}/edit"))
    moved = client.post(url, data={**seen(client.get(f"{url}/edit")), **typed_in, "moved_on": "2026-12-03"})
    assert moved.status_code == 303
    second = supplier.post(url, data={**opened, **typed_in, "moved_on": "2026-12-04"})
    assert second.status_code == 422
    assert "Changed meanwhile to “2026-12-03”" in second.text
    again = supplier.post(url, data={**seen(second), **typed_in, "moved_on": "2026-12-04"})
    assert again.status_code == 303


def test_an_action_is_born_in_a_review_once(world: World) -> None:
    planned(world, ReviewStatus.HELD)
    client = world.client("client_spoc")
    data = {
        "title": "Send forecasts weekly",
        "audience": "shared",
        "type": "improvement",
        "consequence": "The plan has no figures.",
        "owner_id": world.people["supplier_lead"],
        "due_on": "2026-12-04",
        "submission_id": "one",
    }
    answers = [client.post("/r/MER/reviews/1/actions", data=data) for _ in range(2)]
    assert [answer.location for answer in answers] == ["/r/MER/reviews/1#actions"] * 2
    assert [(row.title, row.review_id) for row in rows(world, Action)] == [("Send forecasts weekly", 1)]
    late = client.post("/r/MER/reviews/1/actions", data={**data, "submission_id": "two", "due_on": "2026-11-01"})
    assert late.status_code == 422
    assert "Choose a day that is not over yet." in late.get_data(as_text=True)


def test_topics_are_planned_ordered_and_carried_without_scripts(world: World) -> None:
    planned(world, ReviewStatus.IN_PREPARATION, "Night shift", "Forecasts")
    client = world.client("client_spoc")
    spoc = world.people["client_spoc"]
    assert client.get("/r/MER/reviews/1/topics/2/plan/edit").status_code == 200
    said = {"title": "Forecasts", "presenter_id": spoc, "minutes": "45", "seen": "{}"}
    assert client.post("/r/MER/reviews/1/topics/2/plan", data=said).status_code == 303
    assert client.post("/r/MER/reviews/1/topics/2/rise").location == "/r/MER/reviews/1#topic-2"
    shown = text(client, "/r/MER/reviews/1")
    assert shown.index("Forecasts") < shown.index("Night shift")
    assert "45 of 60 minutes are planned, 1 topic without a time" in shown
    assert "presents · 45 minutes" in shown
    refused = client.post("/r/MER/reviews/1/topics/2/plan", data={**said, "minutes": "0"})
    assert refused.status_code == 422
    assert "Between 1 and 600 minutes." in refused.text


def test_a_review_is_moved_skipped_and_put_back(world: World) -> None:
    planned(world)
    client = world.client("supplier_spoc")
    late = {"moved_on": "2026-11-20", "moved_at": "10:00", "reason": "Auditors"}
    refused = client.post("/r/MER/reviews/1/day", data=late)
    assert refused.status_code == 422
    assert "Choose a time to come, within a year." in refused.text
    assert "Auditors" in refused.text
    assert client.post("/r/MER/reviews/1/day", data={**late, "moved_on": "2026-12-03"}).status_code == 303
    assert "Moved from Tue 1 Dec: Auditors. It still belongs to" in text(client, "/r/MER/reviews/1")
    assert client.post("/r/MER/reviews/1/skipping", data={"reason": "Holidays"}).status_code == 303
    assert "It takes place after all" in client.get("/r/MER/reviews/1").text
    assert client.post("/r/MER/reviews/1/return").status_code == 303


def test_notes_of_a_side_stand_on_its_own_preparation_page_alone(world: World) -> None:
    planned(world)
    client = world.client("client_lead")
    assert client.post("/r/MER/reviews/1/preparation/notes", data={"body": CANARY}).status_code == 303
    assert CANARY in client.get("/r/MER/reviews/1/preparation").text
    for who in ("supplier_spoc", "supplier_lead"):
        for page in ("/r/MER/reviews/1/preparation", "/r/MER/reviews/1", "/r/MER/history"):
            assert CANARY not in world.client(who).get(page).text
    assert client.post("/r/MER/reviews/1/preparation/notes", data={"body": ""}).status_code == 422


def test_a_forum_shows_when_it_would_meet_before_it_is_stored(world: World) -> None:
    client = world.client("client_spoc")
    said = typed(world, pattern="monthly_day", day="6", shift="next", starts_on="2026-12-01", money_limit="5000")
    shown = client.post("/r/MER/forums/preview", data={**said, "currency": "EUR"})
    assert shown.status_code == 200
    assert "Sun 6 Dec → Mon 7 Dec, because it is a Sunday; still belongs to December 2026" in shown.text
    assert "Weekly operations" in shown.text  # nothing typed is lost
    assert rows(world, Forum) == []
    refused = client.post("/r/MER/forums/preview", data={**said, "pattern": "advanced", "rrule": "FREQ=SECONDLY"})
    assert refused.status_code == 422
    assert "A forum meets at most once a day." in refused.text


def test_a_forum_pauses_meets_again_and_ends(world: World) -> None:
    client = world.client("supplier_spoc")
    assert client.post("/r/MER/forums", data=typed(world, money_limit="5000", currency="eur")).status_code == 303
    assert "5,000.00 EUR" in text(client, "/r/MER/forums/1")
    assert client.post("/r/MER/forums/1/pause", data={"until": "2026-11-01", "reason": "x"}).status_code == 422
    said = {"until": "2027-01-11", "reason": "A new contract"}
    assert client.post("/r/MER/forums/1/pause", data=said).status_code == 303
    assert "pauses until Mon 11 Jan 2027: A new contract" in text(client, "/r/MER/forums/1")
    assert client.post("/r/MER/forums/1/return").status_code == 303
    assert client.post("/r/MER/forums/1/topics", data={"title": "Safety", "minutes": "5"}).status_code == 303
    assert "Safety 5 minutes" in text(client, "/r/MER/forums/1")
    assert client.post("/r/MER/forums/1/topics", data={"title": "safety"}).status_code == 422
    assert client.post("/r/MER/forums/1/topics/1/end").status_code == 303
    assert client.post("/r/MER/forums/1/end", data={"reason": ""}).status_code == 422
    assert client.post("/r/MER/forums/1/end", data={"reason": "Taken back"}).status_code == 303
    assert "This forum has ended: Taken back" in text(client, "/r/MER/forums/1")
