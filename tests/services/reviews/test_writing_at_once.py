"""Minutes that several people write at the same moment: everybody's words stay, and none under a settled agreement."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from govtracker import database
from govtracker.database import db
from govtracker.enums import ReviewStatus
from govtracker.models import Topic
from govtracker.queries import find
from govtracker.services.reviews import reviews
from tests.support import forums
from tests.support.world import World

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HELD = AT - timedelta(days=3)


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def held(world: World) -> tuple[int, int, int]:
    """A review whose client's chair has agreed, and its two topics; with a decision minuted in the first."""
    with world.context(), database.transaction():
        signed = {"client_agreed_at": HELD, "client_agreed_by_id": world.people["client_spoc"]}
        review = forums.review(forums.forum(world), HELD, ReviewStatus.HELD, held_at=HELD, **signed)
        rows = [Topic(review_id=review.id, position=number, title=f"Topic {number}") for number in (1, 2)]
        db.session.add_all(rows)
        db.session.flush()
        forums.minuted(world, rows[0])
        return review.id, rows[0].id, rows[1].id


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("kind", ["topic", "decision"])
def test_whoever_writes_in_minutes_has_their_review_to_themselves(app: Flask, world: World, kind: str) -> None:
    review_id, topic_id, _ = held(world)
    viewer = world.viewer("supplier_spoc")
    finders: dict[str, Callable[[], Any]] = {
        "topic": lambda: find.topic(viewer, "MER", review_id, topic_id),
        "decision": lambda: find.decision(viewer, "MER", "1"),
    }
    free = text("SELECT id FROM review FOR UPDATE SKIP LOCKED")
    with app.app_context(), database.transaction(), db.engine.connect() as other:
        assert other.execute(free).all() == [(review_id,)]
        other.rollback()
        finders[kind]()
        assert other.execute(free).all() == []


@pytest.mark.database("postgresql")
def test_two_who_write_at_once_right_after_a_chair_agreed_both_keep_what_they_typed(app: Flask, world: World) -> None:
    review_id, *topic_ids = held(world)

    def write(who: str, topic_id: int) -> None:
        viewer = world.viewer(who)
        with app.app_context(), database.transaction():
            found = find.topic(viewer, "MER", review_id, topic_id)
            reviews.note(found, {"notes": f"typed by {who}"}, by=viewer, at=AT)

    viewer = world.viewer("supplier_spoc")
    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), database.transaction():
            mine = find.topic(viewer, "MER", review_id, topic_ids[0])
            theirs = pool.submit(write, "client_spoc", topic_ids[1])
            reviews.note(mine, {"notes": "typed by supplier_spoc"}, by=viewer, at=AT)
        theirs.result(timeout=60)
    with app.app_context():
        notes = db.session.scalars(select(Topic.notes).order_by(Topic.position)).all()
    assert notes == ["typed by supplier_spoc", "typed by client_spoc"]
