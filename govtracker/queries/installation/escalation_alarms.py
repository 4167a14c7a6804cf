"""Escalations that are stuck: due for too long, parked because their climbing fails, or reaching nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, func, select

from govtracker.database import db
from govtracker.models import Issue, Rung

TOO_LONG = timedelta(minutes=15)
CAPPED = 100


@dataclass(frozen=True)
class State:
    """How many issues are stuck in which way, counted up to one over CAPPED; `since` is when the oldest was due."""

    overdue: int
    parked: int
    unreachable: int
    since: datetime | None


def state(at: datetime) -> State:
    """What is stuck at `at` (business time)."""
    overdue = select(Issue.id).where(Issue.next_at.is_not(None), Issue.next_at < at - TOO_LONG)
    oldest = select(func.min(Issue.next_at)).where(Issue.next_at.is_not(None), Issue.next_at < at - TOO_LONG)
    row = db.session.execute(
        select(
            _capped(overdue),
            _capped(select(Issue.id).where(Issue.climb_failures > 0)),
            _capped(select(Rung.id).where(Rung.unreachable, Rung.is_current)),
            oldest.scalar_subquery(),
        )
    ).one()
    return State(*row)


def parked() -> Sequence[Row[int, int, datetime | None]]:
    """The issues whose climbing fails: `id` as the log names it, how often, and when it is tried next."""
    return db.session.execute(
        select(Issue.id, Issue.climb_failures, Issue.next_at)
        .where(Issue.climb_failures > 0)
        .order_by(Issue.id)
        .limit(CAPPED)
    ).all()


def _capped(rows: Select[Any]) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows.limit(CAPPED + 1).subquery()).scalar_subquery()
