"""The figures of benefits and of what is watched beside them, month by month: typed in, or measured of their KPI."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, literal, select, union_all

from govtracker.database import db
from govtracker.models import Benefit, BenefitMonth, WatchMetric, WatchMonth
from govtracker.queries.partnership import programmes
from govtracker.queries.partnership.programmes import Months


class Figures(NamedTuple):
    """Benefit → and watch metric → its figures by the first day of the month."""

    benefits: dict[int, Months]
    metrics: dict[int, Months]


class Linked(NamedTuple):
    """A benefit or a watch metric (its id, kpi_id, relationship_id), its first month, and where its figures belong."""

    row: Any
    first: date
    into: dict[int, Months]


def of_benefits(benefits: Sequence[Benefit], *, last: date) -> dict[int, Months]:
    """Benefit → its figures up to the month that begins on `last`, of one relationship; in two statements at most."""
    return together(benefits, [], since=last, last=last).benefits


def together(benefits: Sequence[Benefit], metrics: Sequence[WatchMetric], *, since: date, last: date) -> Figures:
    """Of benefits up to the month that begins on `last`, of metrics from that which begins on `since` to that one.

    All of one relationship; those of a KPI are what was measured of it. In two statements at most.
    """
    found = Figures({one.id: {} for one in benefits}, {one.id: {} for one in metrics})
    for row in _typed(found, since, last):
        (found.benefits if row.is_benefit else found.metrics)[row.id][row.period_on] = row.value
    own = [Linked(one, one.starts_on, found.benefits) for one in benefits]
    measure([*own, *(Linked(one, since, found.metrics) for one in metrics)], last=last)
    return found


def measure(rows: Iterable[Linked], *, last: date) -> None:
    """Put the figures of their KPIs up to the month that begins on `last` where they belong, in one statement."""
    linked = [one._replace(first=one.first.replace(day=1)) for one in rows if one.row.kpi_id]
    if not linked:
        return
    kpi_ids = sorted({one.row.kpi_id for one in linked})
    lines = programmes.lines(linked[0].row.relationship_id, kpi_ids, min(one.first for one in linked), last)
    for row, first, into in linked:
        into[row.id] = {on: value for on, value in lines.get(row.kpi_id, {}).items() if on >= first}


def _typed(found: Figures, since: date, last: date) -> Sequence[Row[Any]]:
    parts: list[Select[Any]] = []
    if found.benefits:
        of_benefits = _months(BenefitMonth, BenefitMonth.benefit_id, is_benefit=True)
        in_time = BenefitMonth.period_on <= last
        parts.append(of_benefits.where(BenefitMonth.benefit_id.in_(found.benefits), in_time))
    if found.metrics:
        of_metrics = _months(WatchMonth, WatchMonth.watch_metric_id, is_benefit=False)
        parts.append(
            of_metrics.where(WatchMonth.watch_metric_id.in_(found.metrics), WatchMonth.period_on.between(since, last))
        )
    return db.session.execute(union_all(*parts)).all() if parts else []


def _months(model: Any, owner_id: Any, *, is_benefit: bool) -> Select[Any]:
    return select(literal(is_benefit).label("is_benefit"), owner_id.label("id"), model.period_on, model.value)
