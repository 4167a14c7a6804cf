"""The clocks of an issue, and the pauses during which they stand still."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select

from govtracker.database import carried, db, writing
from govtracker.enums import Side
from govtracker.models import ClockPause, Issue, IssueClock


def of_round(issue: Issue, round_number: int) -> dict[Side, IssueClock]:
    """The clocks of one round, by side; a side that was never asked has none.

    A transaction reads them once: whoever makes a clock puts it in here.
    """
    if not writing():
        return _of_round(issue.id, round_number)
    known: dict[tuple[int, int], dict[Side, IssueClock]] = carried().setdefault("issue_clocks", {})
    if (issue.id, round_number) not in known:
        known[issue.id, round_number] = _of_round(issue.id, round_number)
    return known[issue.id, round_number]


def _of_round(issue_id: int, round_number: int) -> dict[Side, IssueClock]:
    found = db.session.scalars(
        select(IssueClock).where(IssueClock.issue_id == issue_id, IssueClock.round == round_number)
    )
    return {clock.side: clock for clock in found}


def open_pause(issue: Issue, side: Side) -> ClockPause | None:
    """The pause in which that side's clock stands still now."""
    return db.session.scalars(
        select(ClockPause).where(ClockPause.issue_id == issue.id, ClockPause.side == side, ClockPause.to_at.is_(None))
    ).one_or_none()


def open_pauses(issue: Issue) -> list[ClockPause]:
    """The pauses that last, of either side."""
    return list(
        db.session.scalars(
            select(ClockPause)
            .where(ClockPause.issue_id == issue.id, ClockPause.to_at.is_(None))
            .order_by(ClockPause.id)
        )
    )


def with_pauses(issue: Issue) -> tuple[list[IssueClock], list[ClockPause]]:
    """The clocks of the present round and every pause of the sides they belong to, the first first."""
    rows: Sequence[Any] = db.session.execute(
        select(IssueClock, ClockPause)
        .join(
            ClockPause,
            and_(ClockPause.issue_id == IssueClock.issue_id, ClockPause.side == IssueClock.side),
            isouter=True,
        )
        .where(IssueClock.issue_id == issue.id, IssueClock.round == issue.round)
    ).all()
    pauses = [pause for _, pause in rows if pause is not None]
    return list(dict.fromkeys(clock for clock, _ in rows)), sorted(pauses, key=lambda pause: (pause.from_at, pause.id))
