"""The history of a relationship: what happened in words, page by page, each side's own to itself."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask

from govtracker import database
from govtracker.enums import Audience
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.services import events
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def happened(world: World, app: Flask, *, times: int = 1, audience: Audience = Audience.SHARED) -> None:
    viewer = world.viewer("client_spoc")
    with app.app_context(), database.transaction():
        relationship: Relationship = find.relationship(viewer, "MER")
        for number in range(times):
            events.record(
                relationship,
                "reviewed",
                by=viewer,
                at=AT + timedelta(minutes=number),
                changes={
                    "status": ["in_progress", "done"],
                    "due_on": [date(2026, 3, 4), None],
                    "told_at": [None, AT],
                    "seats": [[], [1, 2]],
                },
                reason=f"Round {number}",
                audience=audience,
            )


def test_changes_stand_in_words(app: Flask, world: World) -> None:
    happened(world, app)
    text = world.client("client_spoc").get("/r/MER/history").text
    for words in ("Eva Varga", "Reviewed", "Round 0", "in progress", "Wed 4 Mar", "Mon 2 Mar 09:00", "1, 2", "nothing"):
        assert words in text
    assert "in_progress" not in text
    assert "2026-03-04</" not in text


def test_other_side_reads_nothing_internal(app: Flask, world: World) -> None:
    happened(world, app, audience=Audience.CLIENT)
    own = world.client("auditor").get("/r/MER/history").text
    assert "Round 0" in own
    assert "only your side sees this" in own
    assert "Round 0" not in world.client("supplier_spoc").get("/r/MER/history").text


def test_pages_follow_one_another_without_gap(app: Flask, world: World) -> None:
    happened(world, app, times=60)
    client = world.client("supplier_spoc")
    first = client.get("/r/MER/history").text
    assert "Round 59<" not in first
    assert "Round 59" in first
    assert "Round 10" in first
    assert "Round 9 " not in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(following).text
    assert "Round 9" in second
    assert "Round 10" not in second
    assert 'rel="prev"' in second


def test_history_costs_the_same_however_long(app: Flask, world: World) -> None:
    happened(world, app, times=3)
    client = world.client("client_spoc")
    with counted() as few:
        client.get("/r/MER/history")
    happened(world, app, times=60)
    with counted() as many:
        client.get("/r/MER/history")
    assert len(many) == len(few) <= 12
