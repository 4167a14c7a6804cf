"""Scorecards of many relationships at once: the latest of each, and what is red and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, Select, func, select

from govtracker.database import db
from govtracker.enums import Pillar, Rag, ScorecardStatus, Standing
from govtracker.models import Scorecard
from govtracker.queries.performance import scorecard_rows
from govtracker.rules import periods
from govtracker.rules.performance import snapshot, standings
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.words import label

MONTHS = 12
MAIN = (Pillar.EXPERIENCE, Pillar.COST, Pillar.REVENUE)


@dataclass(frozen=True)
class LatestScore:
    """The newest scorecard that was shared. Scores are 0–100; movement is against the month right before."""

    period_on: date
    status: ScorecardStatus
    overall: Decimal | None
    coverage: Decimal
    standing: Standing
    experience: Decimal | None
    cost: Decimal | None
    revenue: Decimal | None
    movement: Decimal | None
    red_count: int
    standing_name: str = ""

    @property
    def standing_called(self) -> str:
        """What its standing is called in the bands it was judged by."""
        return self.standing_name or label(self.standing)


@dataclass(frozen=True)
class RedKpi:
    """A KPI that is worse than its minimum; `months` says for how many months in a row, this one included."""

    code: str
    name: str
    value: Decimal
    minimum: Decimal
    unit: str
    unit_label: str
    decimals: int
    months: int


def latest(relationship_ids: Iterable[int]) -> dict[int, LatestScore]:
    """Relationship → its newest scorecard; those that never shared one are left out. One statement."""
    return {id_: _latest(rows) for id_, rows in _newest(relationship_ids, 2).items()}


def red_kpis(relationship_ids: Iterable[int]) -> dict[int, list[RedKpi]]:
    """Relationship → what is red on its newest scorecard, longest first; from the snapshots. One statement."""
    found = _newest(relationship_ids, MONTHS, Scorecard.snapshot)
    return {id_: _red(rows) for id_, rows in found.items()}


@dataclass(frozen=True)
class Newest:
    """The newest scorecard of a relationship, what is red on it, how far each pillar moved since the month before."""

    score: LatestScore
    reds: list[RedKpi]
    movements: dict[Pillar, Decimal | None]


def newest(relationship_id: int) -> Newest | None:
    """The newest scorecard that was shared, with all that moved; None where none was. One statement."""
    rows = _newest([relationship_id], MONTHS, Scorecard.snapshot).get(relationship_id)
    if not rows:
        return None
    before = rows[1] if len(rows) > 1 and rows[1].period_on == _previous(rows[0].period_on) else None
    moved = {
        pillar: standings.movement(getattr(rows[0], pillar.value), getattr(before, pillar.value)) if before else None
        for pillar in MAIN
    }
    return Newest(_latest(rows), _red(rows), moved)


def _newest(relationship_ids: Iterable[int], how_many: int, *more: Any) -> dict[int, list[Row[Any]]]:
    """The newest rows of each relationship, newest first."""
    place = func.row_number().over(partition_by=Scorecard.relationship_id, order_by=Scorecard.period_on.desc())
    columns = [getattr(Scorecard, name) for name in ("relationship_id", "period_on", "status", "standing", "coverage")]
    scores = [
        getattr(Scorecard, name) for name in ("overall", "experience", "cost", "revenue", "red_count", "standing_name")
    ]
    ranked = (
        select(*columns, *scores, Scorecard.standing_name, *more, place.label("place"))
        .where(Scorecard.relationship_id.in_(list(relationship_ids)), *scorecard_rows.whole_months())
        .subquery()
    )
    query: Select[Any] = select(ranked).where(ranked.c.place <= how_many)
    found: dict[int, list[Row[Any]]] = {}
    for row in db.session.execute(query.order_by(ranked.c.relationship_id, ranked.c.place)):
        found.setdefault(row.relationship_id, []).append(row)
    return found


def _latest(rows: Sequence[Row[Any]]) -> LatestScore:
    row = rows[0]
    before = [one for one in rows[1:] if one.period_on == _previous(row.period_on)]
    return LatestScore(
        row.period_on,
        row.status,
        row.overall,
        row.coverage,
        row.standing,
        row.experience,
        row.cost,
        row.revenue,
        standings.movement(row.overall, before[0].overall) if before else None,
        row.red_count,
        row.standing_name,
    )


def _red(rows: Sequence[Row[Any]]) -> list[RedKpi]:
    newest = _reds(rows[0])
    months, lasting = dict.fromkeys(newest, 1), set(newest)
    for newer, older in pairwise(rows):
        if not lasting or older.period_on != _previous(newer.period_on):
            break
        lasting &= set(_reds(older))
        months |= {id_: months[id_] + 1 for id_ in lasting}
    return sorted((_red_kpi(one, months[id_]) for id_, one in newest.items()), key=lambda one: -one.months)


def _reds(row: Row[Any]) -> dict[int, CriterionResult]:
    return {one.criterion.id: one for one in snapshot.read(row.snapshot).result.criteria if one.rag is Rag.RED}


def _red_kpi(one: CriterionResult, months: int) -> RedKpi:
    criterion, anchors = one.criterion, one.criterion.anchors
    assert criterion.value is not None
    too_high = anchors.high_minimum is not None and criterion.value > anchors.high_minimum
    minimum = anchors.high_minimum if too_high and anchors.high_minimum is not None else anchors.minimum
    return RedKpi(
        criterion.code,
        criterion.name,
        criterion.value,
        minimum,
        criterion.unit.value,
        criterion.unit_label,
        criterion.decimals,
        months,
    )


def _previous(first_day: date) -> date:
    return periods.containing(first_day).previous().first_day
