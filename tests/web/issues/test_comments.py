"""Comments on their pages: two boxes nobody takes for one another, and not a trace of what is internal elsewhere."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.mail import notices
from govtracker.models import Comment, Watch
from govtracker.queries import claims, find
from govtracker.queries.issues import comments as conversations
from govtracker.services.issues import comments
from tests.services.issue_steps import done_actions, raised
from tests.support.statements import counted
from tests.support.world import PEOPLE, World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
CANARY = "Wombat-4711"
SUBJECT = "/r/MER/issues/1"


@pytest.fixture(autouse=True)
def an_issue(app: Flask, world: World, clock_at: Callable[[datetime], None]) -> None:
    """MER-1 with the action MER-A1, raised by the client's SPOC."""
    clock_at(AT)
    with app.app_context():
        done_actions(world, raised(world, "client_spoc", AT), AT)


def say(world: World, who: str, body: str, audience: str = "shared", subject: str = SUBJECT) -> TestResponse:
    return world.client(who).post(f"{subject}/comments", data={"audience": audience, "body": body})


def shown(world: World, who: str, address: str) -> str:
    return world.client(who).get(address).get_data(as_text=True)


@pytest.mark.parametrize("subject", [SUBJECT, "/r/MER/actions/1"])
def test_a_comment_stands_where_it_was_said(world: World, subject: str) -> None:
    answer = say(world, "supplier_lead", "We are **on it**.", subject=subject)
    assert answer.status_code == 303
    assert answer.location == f"{subject}#comment-1"
    page = shown(world, "client_spoc", subject)
    assert "<p>We are <strong>on it</strong>.</p>" in page
    assert 'id="comment-1"' in page


def test_sent_twice_it_is_said_once(app: Flask, world: World) -> None:
    client = world.client("client_lead")
    form = {"submission_id": "one", "audience": "shared", "body": "Once."}
    assert (
        client.post(f"{SUBJECT}/comments", data=form).location == client.post(f"{SUBJECT}/comments", data=form).location
    )
    with app.app_context():
        assert len(db.session.scalars(select(Comment)).all()) == 1


def test_each_audience_has_its_own_box_whose_button_says_for_whom(world: World) -> None:
    page = shown(world, "client_lead", SUBJECT)
    boxes = re.findall(r'<details class="say-box.*?</details>', page, flags=re.DOTALL)
    assert [re.findall(r'name="audience" value="(\w+)"', box) for box in boxes] == [["shared"], ["client"]]
    assert "Write to both companies" in boxes[0]
    assert "Comment to both companies" in boxes[0]
    assert "Only Northgate sees this" in boxes[1]
    assert "Keep inside Northgate" in boxes[1]
    assert " open" not in boxes[0].split(">")[0] + boxes[1].split(">")[0], "neither is chosen beforehand"


def test_what_is_internal_offers_no_wider_box(app: Flask, world: World) -> None:
    with app.app_context():
        raised(world, "client_spoc", AT, audience=Audience.CLIENT)
    page = shown(world, "client_lead", "/r/MER/issues/C1")
    assert "Comment to both companies" not in page
    assert "Keep inside Northgate" in page
    assert say(world, "client_lead", "wider", "shared", "/r/MER/issues/C1").status_code == 422


@pytest.mark.parametrize(
    ("audience", "body", "says"),
    [
        ("", "To whom?", "Choose who sees it"),
        ("supplier", "For them alone", "Not a valid choice"),
        ("shared", " ", "Write something first."),
        ("client", "x" * 20_001, "20000 characters|20,000"),
    ],
    ids=["no audience", "the other side's", "empty", "too long"],
)
def test_a_mistake_is_said_and_nothing_typed_is_lost(world: World, audience: str, body: str, says: str) -> None:
    answer = say(world, "client_lead", body, audience)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.search(says, page)
    assert body.strip() in page


def test_an_observer_reads_and_does_not_write(world: World) -> None:
    say(world, "client_lead", "Look.")
    page = shown(world, "client_observer", SUBJECT)
    assert "Look." in page
    assert "say-box" not in page


# --- what is internal never reaches the other side -------------------------------------------------------------------

EVERYWHERE = (
    "/",
    "/portfolio",
    "/issues",
    "/actions",
    "/r/MER",
    "/r/MER/issues",
    "/r/MER/history",
    SUBJECT,
    f"{SUBJECT}/comments",
    f"{SUBJECT}/readers",
    f"{SUBJECT}/readers?audience=client",
    f"/search?q={CANARY[:6]}",
    "/r/MER/comments/1/edit",
    "/r/MER/comments/1/versions",
)


def test_an_internal_thread_never_reaches_the_other_side(app: Flask, world: World) -> None:
    say(world, "client_lead", f"{CANARY} @Mia Sommer @Diego Alonso", "client")
    author = world.client("client_lead")
    author.post("/r/MER/comments/1", data={"body": f"{CANARY} again @Mia Sommer"})
    own = shown(world, "client_spoc", SUBJECT)
    assert CANARY in own
    assert 'class="comment hatched" data-audience="internal"' in own
    assert CANARY in shown(world, "client_member", "/r/MER/comments/1/versions")
    for who in PEOPLE:
        if who.startswith("client") or who in ("governance_office", "executive", "auditor"):
            continue
        for address in EVERYWHERE:
            page = shown(world, who, address)
            assert CANARY not in page, (who, address)
            assert "comment-1" not in page, (who, address)
            assert "commented" not in page.lower(), (who, address)


def test_the_readers_of_an_internal_box_are_its_side_alone(world: World) -> None:
    page = shown(world, "client_lead", f"{SUBJECT}/readers?audience=client")
    assert 'data-handle="Mia Sommer"' in page
    assert "Priya Nair" not in page
    both = shown(world, "client_lead", f"{SUBJECT}/readers?audience=shared")
    assert 'data-handle="Priya Nair"' in both
    assert "Petra Stein" not in both
    theirs = shown(world, "client_lead", f"{SUBJECT}/readers?audience=supplier")
    assert theirs.count("data-handle") == both.count("data-handle"), "nobody asks for the other side's"


def test_the_author_learns_who_was_not_told(world: World) -> None:
    client = world.client("client_lead")
    client.post(f"{SUBJECT}/comments", data={"audience": "client", "body": "@Priya Nair and @<b>x</b>"})
    page = client.get(SUBJECT).get_data(as_text=True)
    assert "Not told: @Priya Nair. They may not read this, or nobody here has that name." in page
    many = " ".join(f"@Stranger{number}" for number in range(3000))
    client.post(f"{SUBJECT}/comments", data={"audience": "client", "body": many[:19_000]})
    assert "@Stranger4 and" in client.get(SUBJECT).get_data(as_text=True)


def test_hostile_text_is_shown_as_text(world: World) -> None:
    say(world, "supplier_lead", "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)")
    page = shown(world, "client_lead", SUBJECT)
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page


# --- edits -----------------------------------------------------------------------------------------------------------


def test_an_edit_within_minutes_is_marked_and_a_later_one_says_when(
    world: World, clock_at: Callable[[datetime], None]
) -> None:
    say(world, "client_lead", "Frist.")
    author = world.client("client_lead")
    clock_at(AT + timedelta(minutes=10))
    author.post("/r/MER/comments/1", data={"body": "First."})
    assert re.search(r'versions">edited</a>', shown(world, "supplier_spoc", SUBJECT))
    clock_at(AT + timedelta(hours=2))
    author.post("/r/MER/comments/1", data={"body": "First of all."})
    assert "edited Thu 19 Nov 18:00</a>" in shown(world, "supplier_spoc", SUBJECT)
    versions = shown(world, "supplier_spoc", "/r/MER/comments/1/versions")
    assert [text in versions for text in ("Frist.", "First.", "First of all.")] == [True] * 3


def test_only_the_author_edits_and_removes(world: World) -> None:
    say(world, "client_lead", "Mine.")
    for who in ("client_spoc", "supplier_spoc"):
        assert world.client(who).post("/r/MER/comments/1", data={"body": "Yours."}).status_code == 403
        assert world.client(who).post("/r/MER/comments/1/removal").status_code == 403
    assert ">Edit<" in shown(world, "client_lead", SUBJECT)
    assert "/r/MER/comments/1/edit" not in shown(world, "client_spoc", SUBJECT)


def test_a_removed_comment_leaves_a_stone(world: World) -> None:
    say(world, "client_lead", CANARY)
    world.client("client_lead").post("/r/MER/comments/1/removal")
    page = shown(world, "supplier_spoc", SUBJECT)
    assert "Rafael Ortega removed this comment" in page
    assert CANARY not in page


def test_a_comment_is_found_only_under_its_own_relationship(world: World) -> None:
    say(world, "client_lead", "Mine.")
    assert world.client("other_client_spoc").get("/r/CAS/comments/1/versions").status_code == 404
    assert world.client("client_lead").get("/r/CAS/comments/1/edit").status_code == 404


# --- being called, watching ------------------------------------------------------------------------------------------


def test_who_is_called_sees_it_marked_until_they_have_seen_it(world: World) -> None:
    say(world, "client_lead", "@Priya Nair, look.")
    client = world.client("supplier_lead")
    page = client.get(SUBJECT).get_data(as_text=True)
    assert "You are called by name here." in page
    assert '<span class="mention">@Priya Nair</span>' in page
    assert "You are called" not in shown(world, "supplier_spoc", SUBJECT)
    assert client.post(f"{SUBJECT}/mentions/seen").location == SUBJECT
    assert client.post(f"{SUBJECT}/mentions/seen", data={"from": "work"}).location == "/"
    assert "You are called" not in client.get(SUBJECT).get_data(as_text=True)


def test_watching_begins_and_ends_with_a_button(app: Flask, world: World) -> None:
    client = world.client("client_observer")
    assert f'action="{SUBJECT}/watching"' in client.get(SUBJECT).get_data(as_text=True)
    assert client.post(f"{SUBJECT}/watching").location == SUBJECT
    assert f'action="{SUBJECT}/watching/end"' in client.get(SUBJECT).get_data(as_text=True)
    client.post(f"{SUBJECT}/watching/end")
    with app.app_context():
        watch = db.session.scalars(select(Watch).where(Watch.person_id == world.people["client_observer"])).one()
        assert not watch.is_on


# --- long conversations ----------------------------------------------------------------------------------------------


def test_ten_thousand_comments_cost_a_page_of_them(app: Flask, world: World) -> None:
    say(world, "client_lead", "@Priya Nair, look.")
    client = world.client("supplier_spoc")
    client.get(SUBJECT)
    with counted() as few:
        small = client.get(SUBJECT)
    with app.app_context(), database.transaction():
        issue = find.issue(world.viewer("client_lead"), "MER", "1")
        row = {
            "relationship_id": issue.relationship_id,
            "issue_id": issue.id,
            "audience": Audience.SHARED,
            "author_id": world.people["client_lead"],
            "side": "client",
            "written_at": AT,
        }
        claims.insert_rows(Comment, [{**row, "body": f"number {number}"} for number in range(10_000)])
    with counted() as many:
        page = client.get(SUBJECT)
    assert len(many) <= len(few)
    assert len(page.data) < len(small.data) + conversations.NEWEST * 1_000
    earlier = re.search(r'href="(/r/MER/issues/1/comments\?earlier=[^"]+)">', page.get_data(as_text=True))
    assert earlier
    assert "number 9999" in page.get_data(as_text=True)
    before = client.get(earlier[1]).get_data(as_text=True)
    assert f"number {9999 - conversations.NEWEST}" in before
    assert "Later comments" in before
    assert client.get(f"{SUBJECT}/comments?earlier=nonsense").status_code == 200


def test_a_conversation_on_a_record_nobody_talks_about_is_not_there(world: World) -> None:
    assert world.client("client_lead").get("/r/MER/seats/1/comments").status_code == 404


def test_written_words_are_untouched_by_the_services_own_answer(app: Flask, world: World) -> None:
    """A comment written while history is told of nobody calls nobody."""
    viewer = world.viewer("client_lead")
    with app.app_context(), database.transaction(), notices.untold():
        comments.write(find.issue(viewer, "MER", "1"), "@Priya Nair", Audience.SHARED, by=viewer, at=AT)
    assert "You are called" not in shown(world, "supplier_lead", SUBJECT)
