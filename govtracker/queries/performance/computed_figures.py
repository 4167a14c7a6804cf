"""Figures that KPIs are computed from: of shared issues, actions and reviews, month by month, a statement each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import ActionStatus, Audience, Effectiveness, IssueStatus, ReviewStatus, Trigger
from govtracker.models import Action, AuditEvent, Issue, Review, Rung
from govtracker.queries.issues.tie_parts import RAISED_BY_PEOPLE
from govtracker.rules import periods
from govtracker.rules.issues import recurrence

HELD_WITHIN = timedelta(days=5)
SHARED = Issue.audience == Audience.SHARED
NOT_COUNTED = (ReviewStatus.CANCELLED, ReviewStatus.SKIPPED)


class Month(NamedTuple):
    """The first day of a month, and the instants (UTC) at which it begins and ends where months are counted."""

    first_day: date
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Asked:
    """Whose figures, of which months without a gap, as of `at`; `zone` is the one the months are counted in."""

    relationship_id: int
    months: Sequence[Month]
    zone: ZoneInfo
    at: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return self.at.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The last day of the last month."""
        return periods.containing(self.months[-1].first_day).last_day

    def within(self, column: Any) -> ColumnElement[bool]:
        """An instant lies in one of the months."""
        return and_(column >= self.months[0].begins, column < self.months[-1].ends)

    def month_of(self, column: Any) -> ColumnElement[str]:
        """The month an instant lies in, as text."""
        within = [(month, column >= month.begins, column < month.ends) for month in self.months]
        return case(*((begun & going, month.first_day.isoformat()) for month, begun, going in within)).label("month")


@dataclass
class Share:
    """How many there were, and how many of them were as they should be."""

    met: int = 0
    all: int = 0

    def count(self, *, met: bool) -> None:
        """Add one."""
        self.all += 1
        self.met += met


@dataclass(frozen=True)
class Resolved:
    """Shared issues resolved in a time: how many have a target, how many met it, and their minutes of business time."""

    with_target: int = 0
    within_target: int = 0
    timed: int = 0
    minutes: int = 0


Shares = dict[date, Share]


def resolved(asked: Asked) -> dict[date, Resolved]:
    """Month → figures of the shared issues resolved in it."""
    month = asked.month_of(Issue.resolved_at)
    rows = db.session.execute(
        select(
            month,
            func.count(Issue.resolved_within_target).label("with_target"),
            func.count(case((Issue.resolved_within_target.is_(True), 1))).label("within_target"),
            func.count(Issue.resolution_minutes).label("timed"),
            func.coalesce(func.sum(Issue.resolution_minutes), 0).label("minutes"),
        )
        .where(Issue.relationship_id == asked.relationship_id, SHARED, asked.within(Issue.resolved_at))
        .group_by(month)
    )
    found = {row.month: Resolved(row.with_target, row.within_target, row.timed, int(row.minutes)) for row in rows}
    return {one.first_day: found.get(one.first_day.isoformat(), Resolved()) for one in asked.months}


def acknowledged(asked: Asked) -> Shares:
    """Levels told in the month: acknowledged by their time, or late. Those in time yet are left."""
    later = aliased(Rung)
    climbed = (
        select(later.id)
        .where(later.issue_id == Rung.issue_id, later.round == Rung.round, later.position == Rung.position + 1)
        .where(later.trigger == Trigger.NOT_ACKNOWLEDGED)
        .exists()
    )
    in_vain = or_(Issue.resolved_at.is_(None), Issue.resolved_at > Rung.response_due_at)
    overdue = and_(Rung.acknowledged_at.is_(None), Rung.response_due_at < asked.at, in_vain)
    is_late = or_(climbed, overdue, func.coalesce(Rung.acknowledged_at > Rung.response_due_at, false()))
    month = asked.month_of(Rung.told_at)
    rows = db.session.execute(
        select(month, func.count().label("all"), func.count(case((~is_late, 1))).label("met"))
        .join(Issue, Issue.id == Rung.issue_id)
        .where(Issue.relationship_id == asked.relationship_id, SHARED, asked.within(Rung.told_at))
        .where(or_(is_late, Rung.acknowledged_at.is_not(None)))
        .group_by(month)
    )
    found = {row.month: Share(row.met, row.all) for row in rows}
    return {one.first_day: found.get(one.first_day.isoformat(), Share()) for one in asked.months}


def actions_closed(asked: Asked) -> Shares:
    """Actions by the month they were first due in: done by that day, wherever the due date has moved since."""
    rows = db.session.execute(
        select(Action.first_due_on, Action.done_at)
        .where(Action.relationship_id == asked.relationship_id, Action.audience == Audience.SHARED)
        .where(Action.status != ActionStatus.CANCELLED)
        .where(Action.first_due_on.between(asked.months[0].first_day, asked.last_day))
    )
    done = ((row.first_due_on, row.done_at and row.done_at.astimezone(asked.zone).date()) for row in rows)
    settled = ((due, on is not None and on <= due) for due, on in done if due < asked.today or on is not None)
    return _shares(asked, settled)


def effective(asked: Asked) -> Shares:
    """Effectiveness checks held in the month that found closing has held; one that was due and not held has not."""
    held = select(AuditEvent.at, AuditEvent.changes).where(
        AuditEvent.chain == asked.relationship_id, AuditEvent.action == "effectiveness_checked"
    )
    held = held.where(asked.within(AuditEvent.at), AuditEvent.audience == Audience.SHARED)
    checks = [
        (row.at.astimezone(asked.zone).date(), row.changes["effectiveness"][1] == Effectiveness.EFFECTIVE)
        for row in db.session.execute(held)
    ]
    missed = select(Issue.effectiveness_due_on).where(
        Issue.relationship_id == asked.relationship_id,
        SHARED,
        Issue.status == IssueStatus.CLOSED,
        Issue.effectiveness.is_(None),
        Issue.effectiveness_due_on.between(asked.months[0].first_day, asked.last_day),
        Issue.effectiveness_due_on < asked.today,
    )
    return _shares(asked, [*checks, *((day, False) for day in db.session.scalars(missed) if day)])


def reviews_held(asked: Asked) -> Shares:
    """Reviews by the month they were planned for: held no more than five days after. Cancelled ones do not count."""
    rows = db.session.execute(
        select(Review.local_on, Review.held_at)
        .where(Review.relationship_id == asked.relationship_id, Review.status.not_in(NOT_COUNTED))
        .where(Review.local_on.between(asked.months[0].first_day, asked.last_day))
    )
    held = ((row.local_on, row.held_at and row.held_at.astimezone(asked.zone).date()) for row in rows)
    settled = (
        (due, on is not None and on <= due + HELD_WITHIN)
        for due, on in held
        if on is not None or due + HELD_WITHIN < asked.today
    )
    return _shares(asked, settled)


def recurring(asked: Asked) -> Shares:
    """Issues opened in the month: `met` are those that came again, by the rule of recurrence."""
    before = func.lag(Issue.opened_at, recurrence.TIMES - 1, type_=Issue.opened_at.type).over(
        partition_by=(Issue.area_id, Issue.category), order_by=(Issue.opened_at, Issue.id)
    )
    since = asked.months[0].begins - recurrence.WINDOW
    seen = (
        select(Issue.opened_at, Issue.category, Issue.reopened_after_days, before.label("earlier"))
        .where(Issue.relationship_id == asked.relationship_id, SHARED, RAISED_BY_PEOPLE)
        .where(Issue.opened_at >= since, Issue.opened_at < asked.months[-1].ends)
        .subquery()
    )
    rows = db.session.execute(select(seen).where(asked.within(seen.c.opened_at)))
    return _shares(asked, ((row.opened_at.astimezone(asked.zone).date(), _comes_again(row)) for row in rows))


def _comes_again(row: Any) -> bool:
    often = bool(row.category) and row.earlier is not None and row.opened_at - row.earlier <= recurrence.WINDOW
    soon = row.reopened_after_days is not None and row.reopened_after_days <= recurrence.SOON_DAYS
    return often or soon


def _shares(asked: Asked, said: Iterable[tuple[date, bool]]) -> Shares:
    found = {month.first_day: Share() for month in asked.months}
    for day, met in said:
        month = found.get(day.replace(day=1))
        if month is not None:
            month.count(met=met)
    return found
