"""Readings: what stands for a day, and what days come to together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, Select, column, delete, select, tuple_, values

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MeasurementState
from govtracker.models import Kpi, Reading
from govtracker.queries import visible
from govtracker.queries.performance import day_sums
from govtracker.queries.performance.measurements import Key
from govtracker.rules.performance.measuring import Entry
from govtracker.rules.periods import Period

ROLLED_UP = "daily values"


class Day(NamedTuple):
    """A KPI, a day, and a scope of the relationship (0: the whole of it)."""

    kpi_id: int
    day: date
    scope: int = 0


class Stretch(NamedTuple):
    """Days of a KPI and scope, from the first to the last, both included."""

    kpi_id: int
    scope: int
    first: date
    last: date


@dataclass(frozen=True)
class Figures:
    """What a day says."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None


def stored(days: Sequence[Day]) -> dict[Day, Figures]:
    """What stands for these KPIs, days and scopes."""
    if not days:
        return {}
    names = column("kpi_id", Integer), column("day", Reading.day.type), column("scope", Integer)
    wanted = values(*names, name="wanted").data([tuple(one) for one in days]).cte("wanted")
    same = (wanted.c.kpi_id == Reading.kpi_id) & (wanted.c.day == Reading.day) & (wanted.c.scope == Reading.scope)
    rows = db.session.execute(select(*Reading.__table__.columns).join(wanted, same))
    return {
        Day(row.kpi_id, row.day, row.scope): Figures(row.value, row.numerator, row.denominator, row.n) for row in rows
    }


def of_month(viewer: Viewer, key: Key, month: Period) -> Sequence[Row[Any]]:
    """The days of a KPI and scope in a month, oldest first: columns of Reading."""
    query: Select[Any] = (
        select(*Reading.__table__.columns)
        .join(Kpi, Kpi.id == Reading.kpi_id)
        .where(Reading.kpi_id == key.kpi_id, Reading.scope == key.scope)
        .where(Reading.day.between(month.first_day, month.last_day))
        .where(visible.of_relationship(viewer, Kpi.relationship_id))
    )
    return db.session.execute(query.order_by(Reading.day)).all()


def forget(days: Sequence[Day]) -> None:
    """Take away what stands for these days."""
    if days:
        which = tuple_(Reading.kpi_id, Reading.day, Reading.scope).in_([tuple(one) for one in days])
        db.session.execute(delete(Reading).where(which).execution_options(synchronize_session=False))


def together(stretches: Collection[Stretch]) -> dict[Stretch, Entry]:
    """What the days of each stretch come to, by the way its KPI is put together; a stretch without any is left out."""
    if not stretches:
        return {}
    first, last = column("first", Reading.day.type), column("last", Reading.day.type)
    names = column("kpi_id", Integer), column("scope", Integer), first, last
    wanted = values(*names, name="wanted").data([tuple(one) for one in stretches]).cte("wanted")
    sums = day_sums.of_stretches(wanted)
    rows = db.session.execute(select(sums.c.kpi_id, sums.c.scope, sums.c.first, sums.c.last, *day_sums.figures(sums)))
    return {
        Stretch(row.kpi_id, row.scope, row.first, row.last): Entry(
            MeasurementState.MEASURED, row.value, row.numerator, row.denominator, row.n
        )
        for row in rows
    }
