"""The clocks of an issue, and the pauses during which they stand still."""

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import ClockPause, Issue, IssueClock


def of_round(issue: Issue, round_number: int) -> dict[Side, IssueClock]:
    """The clocks of one round, by side; a side that was never asked has none."""
    found = db.session.scalars(
        select(IssueClock).where(IssueClock.issue_id == issue.id, IssueClock.round == round_number)
    )
    return {clock.side: clock for clock in found}


def of_issue(issue: Issue) -> list[IssueClock]:
    """All its clocks, by round."""
    return list(
        db.session.scalars(
            select(IssueClock).where(IssueClock.issue_id == issue.id).order_by(IssueClock.round, IssueClock.id)
        )
    )


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


def pauses(issue: Issue) -> list[ClockPause]:
    """Every pause of its clocks, the first first."""
    return list(
        db.session.scalars(
            select(ClockPause).where(ClockPause.issue_id == issue.id).order_by(ClockPause.from_at, ClockPause.id)
        )
    )
