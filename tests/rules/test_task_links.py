"""What ends a link for one task."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import LinkEnding
from govtracker.rules import task_links
from govtracker.rules.task_links import Standing

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = AT + timedelta(days=14)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, None),
        ({"expires_at": AT}, LinkEnding.EXPIRED),
        ({"is_active": False}, LinkEnding.PERSON_LEFT),
        ({"holds_seat": False}, LinkEnding.PERSON_LEFT),
        ({"is_theirs": False}, LinkEnding.NOT_THEIRS),
        ({"is_over": True}, LinkEnding.TASK_OVER),
        ({"ended": LinkEnding.REVOKED, "is_active": False}, LinkEnding.REVOKED),
    ],
)
def test_a_link_leads_to_its_task_until_something_ends_it(facts: dict[str, Any], why: LinkEnding | None) -> None:
    assert task_links.ending(Standing(**{"expires_at": LATER, **facts}), AT) is why


@given(days=st.sampled_from(task_links.DAYS), minutes=st.integers(0, 60 * 24 * 40))
def test_no_link_lasts_longer_than_was_said(days: int, minutes: int) -> None:
    standing = Standing(expires_at=task_links.expires_at(AT, days))
    at = AT + timedelta(minutes=minutes)
    assert (task_links.ending(standing, at) is None) is (at < AT + timedelta(days=days))


def test_a_link_lasts_as_long_as_one_may_choose_and_no_longer() -> None:
    with pytest.raises(ValueError, match="one of"):
        task_links.expires_at(AT, 365)
