"""The incentive ledger: what is due to be entered, the entries of a relationship, and what they come to."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, tuple_, update
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import EntryKind, PeriodKind, ScorecardStatus
from govtracker.models import (
    IncentiveAdjustment,
    IncentiveEntry,
    IncentiveReckoning,
    Kpi,
    Person,
    Relationship,
    Scorecard,
)
from govtracker.queries import claims, find, paging, visible
from govtracker.queries.paging import Slice
from govtracker.rules.performance import snapshot
from govtracker.rules.performance.incentives import Line, Paid, Results, Standing

AT_ONCE = 200
MOST_ADJUSTMENTS = 50
FINAL = (
    Scorecard.status == ScorecardStatus.AGREED,
    Scorecard.is_current,
    Scorecard.scope_id.is_(None),
    Scorecard.period_kind == PeriodKind.MONTH,
)
BY_MONTH = (IncentiveEntry.period_on.expression, IncentiveEntry.id.expression)


def due(at: datetime) -> list[int]:
    """The reckonings that are due at `at`, the longest waiting first."""
    query = select(IncentiveReckoning.id).where(IncentiveReckoning.due_at.is_not(None), IncentiveReckoning.due_at <= at)
    return list(db.session.scalars(query.order_by(IncentiveReckoning.due_at, IncentiveReckoning.id).limit(AT_ONCE)))


def reckoning(reckoning_id: int) -> IncentiveReckoning:
    """A reckoning, for the worker, its row locked until the commit."""
    return find.one(select(IncentiveReckoning).where(IncentiveReckoning.id == reckoning_id))


def scorecard(scorecard_id: int) -> Scorecard | None:
    """The scorecard of a month, if both sides have agreed on it and it is the current one of its relationship."""
    return db.session.scalars(select(Scorecard).where(Scorecard.id == scorecard_id, *FINAL)).one_or_none()


def outdate(scorecard_ids: Iterable[int], at: datetime) -> None:
    """Let the ledger be brought up to these scorecards."""
    ids = list(scorecard_ids)
    rows = [{"scorecard_id": one, "digest": "", "due_at": at} for one in ids]
    if len(claims.insert_missing(IncentiveReckoning, rows, unique=["scorecard_id"])) == len(ids):
        return
    db.session.execute(
        update(IncentiveReckoning)
        .where(IncentiveReckoning.scorecard_id.in_(ids), IncentiveReckoning.due_at.is_(None))
        .values(due_at=at)
        .execution_options(synchronize_session=False)
    )


def agreed_since(relationship_id: int, first_day: date) -> list[int]:
    """The agreed scorecards of months from `first_day` on, oldest first."""
    query = select(Scorecard.id).where(
        Scorecard.relationship_id == relationship_id, Scorecard.period_on >= first_day, *FINAL
    )
    return list(db.session.scalars(query.order_by(Scorecard.period_on)))


def results(relationship_id: int, first: date, last: date) -> dict[date, Results]:
    """First day of each month with an agreed scorecard → KPI id → what it says."""
    rows = db.session.execute(
        select(Scorecard.period_on, Scorecard.snapshot)
        .where(Scorecard.relationship_id == relationship_id, Scorecard.period_on.between(first, last), *FINAL)
        .order_by(Scorecard.period_on)
    )
    return {
        row.period_on: {one.criterion.id: one for one in snapshot.read(row.snapshot).result.criteria} for row in rows
    }


def standing(relationship_id: int, *where: ColumnElement[bool]) -> list[Standing]:
    """The entries for KPIs that nothing has taken back."""
    counter = aliased(IncentiveEntry)
    rows = db.session.execute(
        select(
            IncentiveEntry.id,
            IncentiveEntry.period_on,
            IncentiveEntry.kind,
            IncentiveEntry.kpi_id,
            IncentiveEntry.amount,
            IncentiveEntry.currency,
            IncentiveEntry.source_on,
        )
        .outerjoin(counter, counter.counters_id == IncentiveEntry.id)
        .where(IncentiveEntry.relationship_id == relationship_id, IncentiveEntry.kpi_id.is_not(None))
        .where(IncentiveEntry.counters_id.is_(None), counter.id.is_(None), *where)
        .order_by(IncentiveEntry.id)
    )
    return [
        Standing(row.id, row.period_on, row.kind, row.kpi_id or 0, row.amount, row.currency, row.source_on)
        for row in rows
    ]


def of_month(relationship_id: int, month: date) -> list[Standing]:
    """The credits and bonuses of a month that stand."""
    kinds = IncentiveEntry.kind.in_([EntryKind.CREDIT, EntryKind.BONUS])
    return standing(relationship_id, IncentiveEntry.period_on == month, kinds)


def credits_between(relationship_id: int, first: date, last: date) -> Paid:
    """(First day of a month, KPI id) → the credit that stands, in minor units, and its currency."""
    found = standing(
        relationship_id, IncentiveEntry.period_on.between(first, last), IncentiveEntry.kind == EntryKind.CREDIT
    )
    return {(one.period_on, one.kpi_id): one.money for one in found}


def given_back(relationship_id: int, first: date, last: date) -> list[Standing]:
    """What stands as given back of the credits of these months."""
    return standing(
        relationship_id, IncentiveEntry.source_on.between(first, last), IncentiveEntry.kind == EntryKind.EARN_BACK
    )


def entry(entry_id: int) -> IncentiveEntry:
    """An entry, for whatever takes it back."""
    return find.one(select(IncentiveEntry).where(IncentiveEntry.id == entry_id))


def turns(relationship_id: int, line: Line) -> int:
    """How many entries of one month, kind and KPI there have been, those taken back among them."""
    query = select(func.count()).where(
        IncentiveEntry.relationship_id == relationship_id,
        IncentiveEntry.period_on == line.period_on,
        IncentiveEntry.kind == line.kind,
        IncentiveEntry.kpi_id == line.kpi_id,
        IncentiveEntry.counters_id.is_(None),
    )
    return db.session.scalar(query) or 0


def ledger(viewer: Viewer, relationship_id: int, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the entries of a relationship, the newest month first."""
    return paging.page(
        _rows().where(
            IncentiveEntry.relationship_id == relationship_id,
            visible.of_relationship(viewer, IncentiveEntry.relationship_id),
        ),
        by=BY_MONTH,
        descending=True,
        after=after,
        before=before,
    )


def balance_at(viewer: Viewer, relationship_id: int, newest: Any | None) -> dict[str, int]:
    """Currency → what all entries up to a row of the ledger (the row included; None: up to the end) come to."""
    query = _sums(viewer, relationship_id)
    if newest is not None:
        query = query.where(tuple_(*BY_MONTH) <= (newest.period_on, newest.id))
    return {row.currency: int(row.amount) for row in db.session.execute(query)}


def totals(viewer: Viewer, relationship_id: int) -> list[Row[Any]]:
    """Kind by kind and currency by currency what all entries come to: `kind`, `currency`, `amount`, `count`."""
    query = _sums(viewer, relationship_id).add_columns(IncentiveEntry.kind, func.count().label("count"))
    return list(db.session.execute(query.group_by(IncentiveEntry.kind).order_by(IncentiveEntry.kind)))


def month_sums(viewer: Viewer, relationship_id: int, months: Iterable[date]) -> dict[tuple[date, str], int]:
    """(First day of a month, currency) → what its entries come to."""
    query = _sums(viewer, relationship_id).add_columns(IncentiveEntry.period_on)
    rows = db.session.execute(query.where(IncentiveEntry.period_on.in_(set(months))).group_by(IncentiveEntry.period_on))
    return {(row.period_on, row.currency): int(row.amount) for row in rows}


def adjustment(viewer: Viewer, key: str, adjustment_id: int) -> IncentiveAdjustment:
    """A proposed adjustment of relationship `key`; raises NotFound."""
    return find.one(
        select(IncentiveAdjustment)
        .join(IncentiveAdjustment.relationship)
        .where(Relationship.key == key.upper(), IncentiveAdjustment.id == adjustment_id)
        .where(visible.of_relationship(viewer, IncentiveAdjustment.relationship_id))
    )


def adjustments(viewer: Viewer, relationship_id: int) -> Sequence[Row[Any]]:
    """Adjustments that wait for an answer, and those that were refused; newest first."""
    person = aliased(Person)
    query: Select[Any] = (
        select(*IncentiveAdjustment.__table__.columns, person.name.label("by"))
        .join(person, person.id == IncentiveAdjustment.proposed_by_id)
        .where(IncentiveAdjustment.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, IncentiveAdjustment.relationship_id))
        .where(or_(IncentiveAdjustment.answered_at.is_(None), IncentiveAdjustment.is_accepted.is_(False)))
        .order_by(IncentiveAdjustment.id.desc())
        .limit(MOST_ADJUSTMENTS)
    )
    return db.session.execute(query).all()


def _sums(viewer: Viewer, relationship_id: int) -> Select[Any]:
    columns: list[Any] = [IncentiveEntry.currency, func.sum(IncentiveEntry.amount).label("amount")]
    found: Select[Any] = select(*columns)
    return (
        found.where(IncentiveEntry.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, IncentiveEntry.relationship_id))
        .group_by(IncentiveEntry.currency)
        .order_by(IncentiveEntry.currency)
    )


def _rows() -> Select[Any]:
    return (
        select(
            *IncentiveEntry.__table__.columns,
            Kpi.code.label("code"),
            Kpi.name.label("kpi"),
            Person.name.label("by"),
        )
        .outerjoin(Kpi, Kpi.id == IncentiveEntry.kpi_id)
        .outerjoin(Person, Person.id == IncentiveEntry.entered_by_id)
    )
