"""What is asked of reviews, on both databases."""

from datetime import UTC, datetime

from flask import Flask

from govtracker import database
from govtracker.enums import ReviewStatus
from govtracker.queries.reviews import reviews
from tests.support import forums
from tests.support.world import World

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_next_review_of_each_relationship_is_the_first_that_is_not_over(in_app: Flask, world: World) -> None:
    with database.transaction():
        monthly = forums.forum(world)
        weekly = forums.forum(world, name="Weekly", zone="Asia/Manila")
        other = forums.forum(world, "CAS")
        forums.review(monthly, datetime(2026, 11, 3, 9, tzinfo=UTC), ReviewStatus.HELD)
        forums.review(monthly, datetime(2026, 12, 1, 9, tzinfo=UTC))
        forums.review(weekly, datetime(2026, 11, 20, 1, tzinfo=UTC))
        forums.review(weekly, datetime(2026, 11, 25, 1, tzinfo=UTC), ReviewStatus.CANCELLED, period_key="2026-W48")
        forums.review(other, datetime(2026, 12, 3, 13, tzinfo=UTC), ReviewStatus.IN_PREPARATION)
    ids = world.relationships
    found = reviews.next_of(world.viewer("executive"), ids.values(), at=AT)
    assert {key: (found[ids[key]].scheduled_at.day, found[ids[key]].zone) for key in ids} == {
        "MER": (1, "Europe/Berlin"),
        "CAS": (3, "Europe/Berlin"),
    }
    assert reviews.next_of(world.viewer("client_spoc"), ids.values(), at=AT).keys() == {ids["MER"]}
    assert reviews.next_of(world.viewer("nobody"), ids.values(), at=AT) == {}
