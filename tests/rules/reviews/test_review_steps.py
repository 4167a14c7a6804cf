"""What happens to a review by itself, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from govtracker.enums import ReviewStatus
from govtracker.rules.governance.cadence import Occurrence
from govtracker.rules.reviews.review_steps import Course, Planned, Step, next_step, replanned

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
DAYS = timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "invited_for", "expected"),
    [
        (ReviewStatus.SCHEDULED, None, (Step.INVITE, AT - 14 * DAYS)),
        (ReviewStatus.SCHEDULED, AT, (Step.PREPARE, AT - 7 * DAYS)),
        (ReviewStatus.SCHEDULED, AT - 7 * DAYS, (Step.INVITE, AT - 14 * DAYS)),  # moved: its people are told again
        (ReviewStatus.IN_PREPARATION, AT, (Step.MISS, AT + 7 * DAYS)),
        (ReviewStatus.HELD, AT, None),
        (ReviewStatus.MINUTES_AGREED, AT, None),
        (ReviewStatus.CANCELLED, None, None),
        (ReviewStatus.MISSED, AT, None),
    ],
)
def test_next_step(status: ReviewStatus, invited_for: datetime | None, expected: tuple[Step, datetime] | None) -> None:
    assert next_step(Course(status, AT, invited_for=invited_for)) == expected


@pytest.mark.parametrize(
    ("status", "is_frozen", "expected"),
    [
        (ReviewStatus.SCHEDULED, False, (Step.PREPARE, AT - 14 * DAYS)),  # a week before the freeze
        (ReviewStatus.IN_PREPARATION, False, (Step.FREEZE, AT - 7 * DAYS)),
        (ReviewStatus.IN_PREPARATION, True, (Step.MISS, AT + 7 * DAYS)),
        (ReviewStatus.HELD, False, None),
    ],
)
def test_figures_freeze_once_before_a_review(
    status: ReviewStatus, is_frozen: bool, expected: tuple[Step, datetime] | None
) -> None:
    course = Course(status, AT, invited_for=AT, freeze_at=AT - 7 * DAYS, is_frozen=is_frozen)
    assert next_step(course) == expected


def meeting(key: str, day: int) -> Occurrence:
    return Occurrence(key, date(2026, 12, day), datetime(2026, 12, day, 9, tzinfo=UTC))


def test_a_review_keeps_its_period_and_the_others_take_what_is_left_in_order() -> None:
    found = replanned(
        [Planned(1, "2026-12"), Planned(2, "2027-01"), Planned(3, "2027-02")],
        [meeting("2026-W50", 8), meeting("2027-01", 9), meeting("2026-W51", 15)],
    )
    assert dict(found.moved) == {
        1: meeting("2026-W50", 8),
        2: meeting("2027-01", 9),
        3: meeting("2026-W51", 15),
    }
    assert found.gone == ()


def test_reviews_without_an_occurrence_are_named() -> None:
    found = replanned([Planned(1, "a"), Planned(2, "b"), Planned(3, "c")], [meeting("b", 8)])
    assert (dict(found.moved), found.gone) == ({2: meeting("b", 8)}, (1, 3))
