"""Sums over the days of KPIs, exact in both databases, and what they come to by the way a KPI is put together."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    Subquery,
    and_,
    case,
    cast,
    func,
    select,
    type_coerce,
)

from govtracker.database import Micro
from govtracker.enums import Aggregation
from govtracker.models import Kpi, Reading
from govtracker.rules.periods import Period

FIGURES = ("value", "numerator", "denominator", "n")
MOST_CASES = 2_000_000_000


def of_stretches(wanted: CTE) -> Subquery:
    """The sums of each stretch of `wanted`."""
    same = (Reading.kpi_id == wanted.c.kpi_id) & (Reading.scope == wanted.c.scope)
    query = select(Reading.kpi_id, Reading.scope, wanted.c.first, wanted.c.last, Kpi.aggregation, *_sums())
    query = query.join(wanted, same & Reading.day.between(wanted.c.first, wanted.c.last))
    query = query.join(Kpi, Kpi.id == Reading.kpi_id)
    grouped = (Reading.kpi_id, Reading.scope, wanted.c.first, wanted.c.last, Kpi.aggregation)
    return query.group_by(*grouped).subquery("sums")


def in_month(relationship_ids: Collection[int], month: Period) -> Subquery:
    """The sums of a month, a row a KPI and scope of these relationships."""
    of_kpi = (Kpi.relationship_id, Kpi.aggregation)
    query = select(Reading.kpi_id, Reading.scope, *of_kpi, *_sums()).join(Kpi, Kpi.id == Reading.kpi_id)
    query = query.where(Kpi.relationship_id.in_(list(relationship_ids)))
    query = query.where(Reading.day.between(month.first_day, month.last_day))
    return query.group_by(Reading.kpi_id, Reading.scope, *of_kpi).subquery("sums")


def figures(sums: Subquery) -> list[ColumnElement[Any]]:
    """Value, numerator, denominator and n of each row of sums, by the way its KPI is put together."""
    here = sums.c
    way = here.aggregation
    newest = (Reading.kpi_id == here.kpi_id) & (Reading.scope == here.scope) & (Reading.day == here.newest)
    last_value = select(type_coerce(Reading.value, BigInteger)).where(newest).scalar_subquery()
    last_n = select(Reading.n).where(newest).scalar_subquery()
    is_weighed = (here.counted == here.days) & (here.cases > 0)
    value = case(
        (way == Aggregation.SUM, here.total),
        (way == Aggregation.LAST, last_value),
        (and_(way == Aggregation.MEAN, is_weighed), _divided(here.weighed, here.cases)),
        (and_(way == Aggregation.MEAN, here.valued > 0), _divided(here.total, here.valued)),
    )
    cases = case(
        (way == Aggregation.LAST, last_n), ((here.counted == here.days) & (here.cases < MOST_CASES), here.cases)
    )
    parts = [case((way == Aggregation.RATIO, part)) for part in (here.numerator, here.denominator)]
    told: list[Any] = [type_coerce(one, Micro()) for one in (value, *parts)]
    named = zip((*told, type_coerce(cases, Integer)), FIGURES, strict=True)
    return [one.label(name) for one, name in named]


def _sums() -> list[ColumnElement[Any]]:
    millionths = type_coerce(Reading.value, BigInteger)
    return [
        _whole(func.sum(millionths)).label("total"),
        _whole(func.sum(case((Kpi.aggregation == Aggregation.MEAN, millionths * Reading.n)))).label("weighed"),
        _whole(func.sum(type_coerce(Reading.numerator, BigInteger))).label("numerator"),
        _whole(func.sum(type_coerce(Reading.denominator, BigInteger))).label("denominator"),
        _whole(func.sum(Reading.n)).label("cases"),
        func.count(Reading.n).label("counted"),
        func.count(Reading.value).label("valued"),
        func.count().label("days"),
        func.max(Reading.day).label("newest"),
    ]


def _divided(above: ColumnElement[Any], below: ColumnElement[Any]) -> ColumnElement[Any]:
    """Whole millionths divided by a count, to the nearest millionth, halves away from zero."""
    return case((above >= 0, (2 * above + below) // (2 * below)), else_=-((below - 2 * above) // (2 * below)))


def _whole(total: ColumnElement[Any]) -> ColumnElement[Any]:
    """PostgreSQL sums whole numbers as NUMERIC: whole again."""
    return cast(total, BigInteger)
