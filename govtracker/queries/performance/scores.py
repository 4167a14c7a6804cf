"""How relationships scored: the shared scorecards of many relationships at once, month by month."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import bindparam, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Standing, Zone
from govtracker.models import CriteriaSet, Scorecard
from govtracker.queries import visible
from govtracker.queries.performance import scorecard_rows
from govtracker.rules.performance import standings
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.periods import Period


class Score(NamedTuple):
    """One month (`period_on` is its first day) of a relationship; scores are 0–100, coverage is percent."""

    period_on: date
    overall: Decimal | None
    coverage: Decimal
    standing: Standing
    experience: Decimal | None
    cost: Decimal | None
    revenue: Decimal | None
    zone: Zone | None
    corridor: Corridor
    standing_name: str = ""


def since(viewer: Viewer, relationship_ids: Collection[int], first: date) -> dict[int, list[Score]]:
    """Relationship id → its scorecards from the month `first` on, oldest first; those without any have none."""
    query = SINCE.where(visible.of_relationship(viewer, Scorecard.relationship_id))
    rows = db.session.execute(query, {"relationship_ids": list(relationship_ids), "first": first})
    found: dict[int, list[Score]] = {id_: [] for id_ in relationship_ids}
    for row in rows:
        corridor = Corridor(row.experience_floor, row.experience_top, row.cost_floor, row.revenue_floor)
        zone = standings.zone(row.experience, row.cost, row.revenue, corridor)
        found[row.relationship_id].append(Score(*row[1:8], zone, corridor, row.standing_name))
    return found


def monthly(scores: Sequence[Score], months: Sequence[Period]) -> list[Decimal | None]:
    """The overall score of each of these months; None where there is none."""
    by_month = {score.period_on: score.overall for score in scores}
    return [by_month.get(month.first_day) for month in months]


SINCE = (
    select(
        Scorecard.relationship_id,
        Scorecard.period_on,
        Scorecard.overall,
        Scorecard.coverage,
        Scorecard.standing,
        Scorecard.experience,
        Scorecard.cost,
        Scorecard.revenue,
        Scorecard.standing_name,
        CriteriaSet.experience_floor,
        CriteriaSet.experience_top,
        CriteriaSet.cost_floor,
        CriteriaSet.revenue_floor,
    )
    .join(CriteriaSet, CriteriaSet.id == Scorecard.criteria_set_id)
    .where(Scorecard.relationship_id.in_(bindparam("relationship_ids", expanding=True)))
    .where(Scorecard.period_on >= bindparam("first"), *scorecard_rows.whole_months())
    .order_by(Scorecard.relationship_id, Scorecard.period_on)
)
