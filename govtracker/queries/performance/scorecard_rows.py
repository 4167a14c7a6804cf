"""Rows of scorecards: the current one of a period, one by its number, what amended what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PeriodKind, ScopeKind, ScorecardStatus
from govtracker.models import CriteriaSet, Person, Relationship, Scorecard, ScorecardScope
from govtracker.queries import NotFound, find, visible
from govtracker.rules import periods
from govtracker.rules.performance import card_periods
from govtracker.rules.performance.verification import Kept
from govtracker.rules.periods import Period

ROLES = ("shared_by", "client_agreed_by", "supplier_agreed_by", "disputed_by")
CORRIDOR = ("experience_floor", "experience_top", "cost_floor", "revenue_floor")
AT_ONCE = 200
VERIFIED_AT_ONCE = 100


@dataclass(frozen=True)
class Slot:
    """What a scorecard is of: a relationship, a period, and the whole of it or (`scope`) a part."""

    relationship: Relationship
    period: Period
    scope: ScorecardScope | None = None

    @property
    def scope_id(self) -> int | None:
        """The id of the part, None for the whole."""
        return self.scope.id if self.scope else None

    @property
    def name(self) -> str:
        """The period, and the part where it is one: October 2026, Billing."""
        return f"{self.period.name}, {self.scope.name}" if self.scope else self.period.name


def one(viewer: Viewer, key: str, period: str, scope: str | None = None) -> Scorecard:
    """The shared scorecard of a period (2026-10), of the whole or a scope (its id), or the one of that number (17).

    Raises NotFound for one that is a draft.
    """
    if period.isdecimal():
        return find.scorecard(viewer, key, period)
    found = stored(slot(viewer, find.relationship(viewer, key), period, scope))
    if found is None:
        raise NotFound
    return found


def slot(viewer: Viewer, relationship: Relationship, period: str, scope: str | None = None) -> Slot:
    """What an address names; raises NotFound."""
    return Slot(relationship, parsed(period, relationship.fiscal_year_start), _scope(viewer, relationship, scope))


def slot_of_row(viewer: Viewer, relationship: Relationship, row: Row[Any]) -> Slot:
    """What a row is of."""
    return Slot(relationship, period_of(row, relationship), _scope(viewer, relationship, str(row.scope_id or "")))


def slot_of(card: Scorecard) -> Slot:
    """What a stored scorecard is of."""
    return Slot(card.relationship, period_of(card, card.relationship), card.scope)


def period_of(row: Any, relationship: Relationship) -> Period:
    """The period of a scorecard or of a row with its columns."""
    if row.period_kind is PeriodKind.MONTH:
        return periods.containing(row.period_on)
    return card_periods.containing(row.period_kind, row.period_on, year_begins=relationship.fiscal_year_start)


def parsed(period: str, year_begins: int) -> Period:
    """The period of an address; raises NotFound."""
    try:
        return card_periods.parse(period, year_begins=year_begins)
    except periods.BadPeriod:
        raise NotFound from None


def stored(where: Slot) -> Scorecard | None:
    """The current scorecard of a period that was shared at least once."""
    query = select(Scorecard).where(Scorecard.relationship_id == where.relationship.id, Scorecard.is_current)
    return db.session.scalars(query.where(*_of(where.period, where.scope_id))).one_or_none()


def has_long(relationship_id: int) -> bool:
    """Whether a quarter or fiscal year of a relationship, or of a scope of it, was ever shared."""
    query = select(Scorecard.id).where(Scorecard.relationship_id == relationship_id)
    return db.session.scalar(query.where(Scorecard.period_kind != PeriodKind.MONTH).limit(1)) is not None


def amendment_of(card_id: int) -> Scorecard | None:
    """The amendment of a scorecard, agreed or not."""
    return db.session.scalars(select(Scorecard).where(Scorecard.amends_id == card_id)).one_or_none()


def between(viewer: Viewer, where: Slot, first: date, last: date) -> Sequence[Row[Any]]:
    """The current rows of a kind of period, with the names of those who shared, signed and disputed them.

    Each says of its criteria the version and the corridor, and whether it `has_amendment`.
    """
    wanted = (
        Scorecard.relationship_id == where.relationship.id,
        Scorecard.is_current,
        Scorecard.period_kind == card_periods.kind_of(where.period),
        Scorecard.period_on.between(first, last),
        Scorecard.scope_id.is_(None) if where.scope is None else Scorecard.scope_id == where.scope.id,
    )
    return db.session.execute(_named(viewer).where(*wanted).order_by(Scorecard.period_on)).all()


def numbered(viewer: Viewer, relationship_id: int, number: int) -> Row[Any]:
    """One row by its number, with the names; raises NotFound."""
    wanted = Scorecard.relationship_id == relationship_id, Scorecard.number == number
    found = db.session.execute(_named(viewer).where(*wanted)).one_or_none()
    if found is None:
        raise NotFound
    return found


def chain(viewer: Viewer, row: Any) -> list[Row[Any]]:
    """The snapshots of the same period, the oldest first, each amended by the next; of one never amended, itself."""
    wanted = (
        Scorecard.relationship_id == row.relationship_id,
        Scorecard.period_kind == row.period_kind,
        Scorecard.period_on == row.period_on,
        Scorecard.scope_id.is_(None) if row.scope_id is None else Scorecard.scope_id == row.scope_id,
    )
    names = ("id", "number", "status", "is_current", "amends_id", "amendment_reason", "overall", "shared_at")
    query: Select[Any] = select(*(getattr(Scorecard, name) for name in names)).where(*wanted)
    query = query.where(visible.of_relationship(viewer, Scorecard.relationship_id))
    return list(db.session.execute(query.order_by(Scorecard.number)))


def due(at: datetime) -> Sequence[int]:
    """Scorecards whose missing answer the worker looks at now."""
    query = select(Scorecard.id).where(Scorecard.next_at.is_not(None), Scorecard.next_at <= at)
    return db.session.scalars(query.order_by(Scorecard.next_at, Scorecard.id).limit(AT_ONCE)).all()


def signed(batch: int = VERIFIED_AT_ONCE) -> Iterator[tuple[str, int, Kept]]:
    """Every stored scorecard as (relationship key, number, what it keeps), a batch of them in memory at a time."""
    elsewhere = {
        "text": Scorecard.snapshot,
        "relationship": Relationship.key,
        "period": Scorecard.period_key,
        "is_of_scope": Scorecard.scope_id.is_not(None),
        "criteria_version": CriteriaSet.version,
    }
    kept = (elsewhere[one.name] if one.name in elsewhere else getattr(Scorecard, one.name) for one in fields(Kept))
    query: Select[Any] = select(Scorecard.id, Relationship.key, Scorecard.number, *kept)
    query = query.join(Relationship, Relationship.id == Scorecard.relationship_id).order_by(Scorecard.id).limit(batch)
    query = query.join(CriteriaSet, CriteriaSet.id == Scorecard.criteria_set_id)
    last = 0
    while rows := db.session.execute(query.where(Scorecard.id > last)).all():
        yield from ((row[1], row[2], Kept(*row[3:])) for row in rows)
        last = rows[-1][0]


def by_id(card_id: int) -> Scorecard:
    """A scorecard for the worker, locked until the commit."""
    return find.one(select(Scorecard).where(Scorecard.id == card_id))


def waiting() -> tuple[ColumnElement[bool], ...]:
    """The condition of scorecards that wait for a side's word, in time or late."""
    return (Scorecard.status.in_((ScorecardStatus.SHARED, ScorecardStatus.UNANSWERED)),)


def whole_months() -> tuple[ColumnElement[bool], ...]:
    """The condition of what stands for whole relationships month by month."""
    return (*current_months(), Scorecard.scope_id.is_(None))


def current_months() -> tuple[ColumnElement[bool], ...]:
    """The condition of what stands for relationships and their parts month by month."""
    return (Scorecard.is_current.expression, Scorecard.period_kind == PeriodKind.MONTH)


def scopes(viewer: Viewer, relationship_id: int) -> Sequence[Row[int, str, ScopeKind]]:
    """The parts of a relationship that have scorecards of their own: id, name and kind, by kind and name."""
    query = select(ScorecardScope.id, ScorecardScope.name, ScorecardScope.kind)
    query = query.where(ScorecardScope.relationship_id == relationship_id)
    query = query.where(visible.of_relationship(viewer, ScorecardScope.relationship_id))
    return db.session.execute(query.order_by(ScorecardScope.kind, ScorecardScope.name)).all()


def _of(period: Period, scope_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return (
        Scorecard.period_kind == card_periods.kind_of(period),
        Scorecard.period_on == period.first_day,
        Scorecard.scope_id.is_(None) if scope_id is None else Scorecard.scope_id == scope_id,
    )


def _scope(viewer: Viewer, relationship: Relationship, scope: str | None) -> ScorecardScope | None:
    if not scope:
        return None
    if not scope.isdecimal():
        raise NotFound
    return find.one(
        select(ScorecardScope)
        .where(ScorecardScope.id == int(scope[:9]), ScorecardScope.relationship_id == relationship.id)
        .where(visible.of_relationship(viewer, ScorecardScope.relationship_id))
    )


def _named(viewer: Viewer) -> Select[Any]:
    return _with_names().where(visible.of_relationship(viewer, Scorecard.relationship_id))


@cache
def _with_names() -> Select[Any]:
    """Built once: its many columns cost more than asking for them."""
    people = {role: aliased(Person) for role in ROLES}
    names = (people[role].name.label(f"{role}_name") for role in ROLES)
    amendment = aliased(Scorecard)
    has_amendment = select(amendment.id).where(amendment.amends_id == Scorecard.id).exists().label("has_amendment")
    criteria = (getattr(CriteriaSet, name) for name in CORRIDOR)
    query: Select[Any] = select(
        *Scorecard.__table__.columns, *names, has_amendment, CriteriaSet.version.label("criteria_version"), *criteria
    ).join(CriteriaSet, CriteriaSet.id == Scorecard.criteria_set_id)
    for role in ROLES:
        query = query.outerjoin(people[role], people[role].id == getattr(Scorecard, f"{role}_id"))
    return query
