"""What should have been measured by now: values that are missing after their grace, and how old the newest are."""

from collections.abc import Collection as Many
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, and_, column, exists, func, or_, select, update, values

from govtracker.access import Viewer
from govtracker.database import UtcDateTime, db
from govtracker.enums import CriteriaStatus, CriterionKind, EnteredBy, Frequency, MeasurementState, Side
from govtracker.models import (
    Action,
    Collection,
    CriteriaSet,
    Criterion,
    Kpi,
    Measurement,
    Person,
    Reading,
    Relationship,
    Seat,
    Tenure,
)
from govtracker.queries import claims, visible
from govtracker.rules import periods
from govtracker.rules.performance import freshness

MONTHS_BACK = 4  # the longest grace has 90 days: it ends in the fourth month after
USABLE = (
    MeasurementState.MEASURED,
    MeasurementState.PROVISIONAL,
    MeasurementState.DISPUTED,
    MeasurementState.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class Wanted:
    """A KPI whose value of a month is missing, and who fetches it: the holder of a seat, and the seat's area."""

    kpi: Kpi
    month: date
    side: Side
    person_id: int | None
    area_id: int | None


def to_settle(at: datetime) -> Sequence[int]:
    """Relationships in which a value is missing after its grace, or one that was asked for has come."""
    missing = _missing(months(at)).with_only_columns(Kpi.relationship_id).order_by(None).distinct()
    come = select(Kpi.relationship_id).join(Collection, Collection.kpi_id == Kpi.id)
    come = come.where(Collection.closed_at.is_(None), _is_there(Collection.period_on)).distinct()
    found = set(db.session.scalars(missing)) | set(db.session.scalars(come))
    return sorted(found)


def missing(relationship_id: int, at: datetime, *, today: date) -> list[Wanted]:
    """The KPIs and months of a relationship to ask for, once each; `today` is the day on which seats are held."""
    rows = db.session.execute(_missing(months(at)).where(Kpi.relationship_id == relationship_id))
    return [_wanted(row.Kpi, row.first, today) for row in rows]


def claim(kpi_id: int, month: date, at: datetime) -> int | None:
    """Note that a value is asked for; None where somebody has done so before."""
    row = {"kpi_id": kpi_id, "period_on": month, "action_id": None, "asked_at": at, "closed_at": None}
    made = claims.insert_missing(Collection, [row], unique=["kpi_id", "period_on"])
    return made[0] if made else None


def belongs(collection_id: int, action_id: int) -> None:
    """The action that fetches it."""
    db.session.execute(update(Collection).where(Collection.id == collection_id).values(action_id=action_id))


def come(relationship_id: int) -> Sequence[tuple[Collection, Action | None]]:
    """What was asked for in a relationship and has come, with its action, locked until the commit."""
    query = (
        select(Collection, Action)
        .join(Kpi, Kpi.id == Collection.kpi_id)
        .join(Action, Action.id == Collection.action_id, isouter=True)
        .where(Kpi.relationship_id == relationship_id, Collection.closed_at.is_(None))
        .where(_is_there(Collection.period_on))
        .order_by(Collection.id)
        .with_for_update(of=Collection)
    )
    return [(row.Collection, row.Action) for row in db.session.execute(query).unique()]


def stale(viewer: Viewer, relationship: Relationship, kpi_ids: Many[int], *, today: date) -> dict[int, date]:
    """KPI → the last day its newest value covers, for those of which nothing came within frequency and grace."""
    has_figures = Measurement.state.in_(USABLE[:3])
    newest_month = select(func.max(Measurement.period_on)).where(Measurement.kpi_id == Kpi.id, has_figures)
    newest_month = newest_month.where(~Measurement.is_rolled_up)  # such a month is as new as its days
    newest_day = select(func.max(Reading.day)).where(Reading.kpi_id == Kpi.id)
    rows = db.session.execute(
        select(
            Kpi.id,
            Kpi.frequency,
            Kpi.grace_days,
            newest_month.scalar_subquery().label("month"),
            newest_day.scalar_subquery().label("day"),
        )
        .where(Kpi.id.in_(list(kpi_ids)), Kpi.computed.is_(None))
        .where(visible.of_relationship(viewer, Kpi.relationship_id))
    )
    found = {}
    for row in rows:
        ends = [row.day, periods.containing(row.month).last_day if row.month else None]
        newest = max((one for one in ends if one), default=None)
        begins = relationship.fiscal_year_start
        if newest and freshness.is_stale(newest, row.frequency, row.grace_days, today=today, year_begins=begins):
            found[row.id] = newest
    return found


def months(at: datetime) -> CTE:
    """The months that are over: first day, its instant, its number, and how many days ago the month ended."""
    month, rows = periods.containing(at.date()), []
    for _ in range(MONTHS_BACK):
        month = month.previous()
        began = datetime.combine(month.first_day, time(), at.tzinfo)
        rows.append((month.first_day, began, month.first_day.month, (at.date() - month.last_day).days))
    names = (
        column("first", Collection.period_on.type),
        column("began", UtcDateTime()),
        column("number", Integer),
        column("elapsed", Integer),
    )
    return values(*names, name="months").data(rows).cte("months")


def _missing(months: CTE) -> Select[Any]:
    """Kpi and `first` of a month: expected, past its grace, neither there nor asked for."""
    asked = exists().where(Collection.kpi_id == Kpi.id, Collection.period_on == months.c.first)
    return expected(months, CriterionKind.QUANTITATIVE).where(
        Kpi.computed.is_(None), ~asked, ~_is_there(months.c.first)
    )


def expected(months: CTE, kind: CriterionKind) -> Select[Any]:
    """Kpi and `first` of a month: of that kind, in force, due in the month, and past its grace."""
    return (
        select(Kpi, months.c.first)
        .join(Relationship, Relationship.id == Kpi.relationship_id)
        .join(months, and_(Kpi.grace_days < months.c.elapsed, is_due(months.c.number, months.c.began)))
        .where(Kpi.kind == kind, Relationship.archived_at.is_(None))
        .order_by(Kpi.id, months.c.first)
    )


def is_due(number: Any, began: Any) -> ColumnElement[bool]:
    """Whether a KPI is due in a month (its number in the year, and the instant it began): in force, and its frequency.

    Quarterly ones are due in the last month of a quarter of the relationship's year. Asked beside Relationship.
    """
    first_agreed = (
        select(func.min(CriteriaSet.in_force_from))
        .join(Criterion, Criterion.criteria_set_id == CriteriaSet.id)
        .where(Criterion.kpi_id == Kpi.id)
        .scalar_subquery()
    )
    in_force = (
        select(Criterion.id)
        .join(CriteriaSet, CriteriaSet.id == Criterion.criteria_set_id)
        .where(Criterion.kpi_id == Kpi.id, CriteriaSet.status == CriteriaStatus.AGREED)
        .exists()
    )
    ends_quarter = (number - Relationship.fiscal_year_start + 12) % 3 == 2
    return and_(first_agreed < began, or_(Kpi.frequency != Frequency.QUARTERLY, ends_quarter), in_force)


def _is_there(month: Any) -> ColumnElement[bool]:
    """Whether the month has a value, of the whole or of a scope, or does not apply."""
    return (
        select(Measurement.id)
        .where(Measurement.kpi_id == Kpi.id, Measurement.period_on == month, Measurement.state.in_(USABLE))
        .exists()
    )


def _wanted(kpi: Kpi, month: date, today: date) -> Wanted:
    """The owner of the data, else whoever speaks for the side that enters it (the supplier's, where either may)."""
    side = Side.CLIENT if kpi.entered_by is EnteredBy.CLIENT else Side.SUPPLIER
    held = (Tenure.from_on <= today) & or_(Tenure.to_on.is_(None), Tenure.to_on >= today)
    seat = (
        select(Seat.side, Seat.area_id, Tenure.person_id)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Seat.id == kpi.owner_seat_id, held, Person.is_active)
    )
    owner = db.session.execute(seat.order_by(Tenure.id.desc()).limit(1)).one_or_none() if kpi.owner_seat_id else None
    if owner:
        return Wanted(kpi, month, owner.side, owner.person_id, owner.area_id)
    return Wanted(kpi, month, side, None, None)
