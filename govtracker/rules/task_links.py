"""Links for one task: for how long they may last, and what ends them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from govtracker.enums import LinkEnding

USUAL_DAYS: Final = 14
DAYS: Final = (3, 7, USUAL_DAYS, 30)


@dataclass(frozen=True)
class Standing:
    """What decides whether a link leads anywhere.

    `ended` is what ended it already. `holds_seat`: its person holds a seat of its side that may write. `is_theirs`: the
    action is still that person's to do. `is_over`: the relationship has ended, or nobody will do the task any more.
    """

    expires_at: datetime
    ended: LinkEnding | None = None
    is_active: bool = True
    holds_seat: bool = True
    is_theirs: bool = True
    is_over: bool = False


def expires_at(given_at: datetime, days: int) -> datetime:
    """When a link given then for so many days leads nowhere any more; ValueError for a time it may not last."""
    if days not in DAYS:
        raise ValueError(f"a link lasts one of {DAYS} days")
    return given_at + timedelta(days=days)


def ending(standing: Standing, at: datetime) -> LinkEnding | None:
    """Why the link leads nowhere at `at`; None while it leads to its task."""
    if standing.ended:
        return standing.ended
    return next((why for why, holds in ENDINGS if holds(standing, at)), None)


ENDINGS: Final[tuple[tuple[LinkEnding, Callable[[Standing, datetime], bool]], ...]] = (
    (LinkEnding.EXPIRED, lambda one, at: at >= one.expires_at),
    (LinkEnding.PERSON_LEFT, lambda one, at: not (one.is_active and one.holds_seat)),
    (LinkEnding.NOT_THEIRS, lambda one, at: not one.is_theirs),
    (LinkEnding.TASK_OVER, lambda one, at: one.is_over),
)
