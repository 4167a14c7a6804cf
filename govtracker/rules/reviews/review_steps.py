"""What happens to a review by itself: its people are told, preparation begins, figures freeze, or nobody held it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from govtracker.enums import ReviewStatus
from govtracker.rules.governance.cadence import Occurrence

INVITE_BEFORE = timedelta(days=14)
PREPARE_BEFORE = timedelta(days=7)  # the freeze
MISSED_AFTER = timedelta(days=7)
TO_COME = (ReviewStatus.SCHEDULED, ReviewStatus.IN_PREPARATION)
MAY_BE_HELD = (*TO_COME, ReviewStatus.MISSED)


class Step(StrEnum):
    """What the worker does to a review."""

    INVITE = "invite"
    PREPARE = "prepare"
    FREEZE = "freeze"
    MISS = "miss"


@dataclass(frozen=True)
class Planned:
    """A review that is planned and has not begun its preparation."""

    review_id: int
    period_key: str


@dataclass(frozen=True)
class Replanned:
    """Which review moves to which occurrence, which ones are left without one."""

    moved: tuple[tuple[int, Occurrence], ...]
    gone: tuple[int, ...]


@dataclass(frozen=True)
class Course:
    """How far a review has come (UTC instants).

    `invited_for` is the instant its people were told to come at: after a move they are told again. `freeze_at` is when
    the figures of its agenda are fixed, None for never.
    """

    status: ReviewStatus
    scheduled_at: datetime
    invited_for: datetime | None = None
    freeze_at: datetime | None = None
    is_frozen: bool = False


def next_step(course: Course) -> tuple[Step, datetime] | None:
    """The next thing that happens to a review by itself, and from which instant on; None where nothing does."""
    if course.status not in TO_COME:
        return None
    steps = [(Step.MISS, course.scheduled_at + MISSED_AFTER)]
    if course.invited_for != course.scheduled_at:
        steps.append((Step.INVITE, course.scheduled_at - INVITE_BEFORE))
    if course.status is ReviewStatus.SCHEDULED:
        steps.append((Step.PREPARE, (course.freeze_at or course.scheduled_at) - PREPARE_BEFORE))
    elif course.freeze_at is not None and not course.is_frozen:
        steps.append((Step.FREEZE, course.freeze_at))
    return min(steps, key=lambda step: step[1])


def replanned(planned: Sequence[Planned], wanted: Sequence[Occurrence]) -> Replanned:
    """Lay a new cadence over what is planned, both in order: a review keeps its period if the period stays.

    The others take the occurrences that are left, so that what was prepared for them is not lost.
    """
    by_key = {meeting.period_key: meeting for meeting in wanted}
    stay = [(one.review_id, by_key[one.period_key]) for one in planned if one.period_key in by_key]
    kept = {meeting.period_key for _, meeting in stay}
    left = [one.review_id for one in planned if one.period_key not in kept]
    free = [meeting for meeting in wanted if meeting.period_key not in kept]
    return Replanned(moved=(*stay, *zip(left, free, strict=False)), gone=tuple(left[len(free) :]))
