"""Leaving word, and leaving none."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from govtracker import database
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Notification, Relationship

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def leave_word(in_app, world):
    def leave(occurrence: str) -> int:
        """Leave word of `occurrence` to one person; how many notifications there are now."""
        relationship = db.session.get_one(Relationship, world.relationships["MER"])
        people = [world.people["client_spoc"]]
        notices.leave(MailKind.ASSIGNMENT, people, subject=relationship, dedupe=occurrence, facts={}, at=NOON)
        return db.session.scalar(select(func.count()).select_from(Notification)) or 0

    return leave


def test_what_is_untold_leaves_no_word_and_afterwards_word_is_left_again(leave_word):
    with database.transaction():
        with notices.untold():
            assert leave_word("long ago") == 0
        assert leave_word("now") == 1


def test_word_is_left_again_after_a_failure(leave_word):
    with pytest.raises(ValueError, match="half-way"), notices.untold():
        raise ValueError("half-way")
    with database.transaction():
        assert leave_word("now") == 1
