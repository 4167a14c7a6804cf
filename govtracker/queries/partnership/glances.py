"""How much there is around each relationship, in figures: equity, unanswered alerts, and an overdue exit review."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, and_, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CollateralAlert, ExitPlan, Relationship
from govtracker.queries import visible
from govtracker.queries.partnership import latest_pulses


@dataclass(frozen=True)
class Glance:
    """Equity is 0–100 to one decimal and moves against the round before; `exit_due_on` only where that has passed."""

    equity: Decimal | None = None
    movement: Decimal | None = None
    alerts: int = 0
    exit_due_on: date | None = None


def of_relationships(viewer: Viewer, ids: Collection[int], *, today: date) -> dict[int, Glance]:
    """Relationship → its figures; in one statement."""
    open_ones = CollateralAlert.relationship_id == Relationship.id, CollateralAlert.answered_at.is_(None)
    alerts = select(func.count(CollateralAlert.id)).where(*open_ones).correlate(Relationship).scalar_subquery()
    overdue = and_(ExitPlan.relationship_id == Relationship.id, ExitPlan.review_due_on < today)
    query = latest_pulses.rounds().add_columns(alerts.label("alerts"), ExitPlan.review_due_on)
    query = query.outerjoin(ExitPlan, overdue).where(Relationship.id.in_(ids), visible.relationships(viewer))
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.id].append(row)
    return {id_: _glance(rows) for id_, rows in found.items()}


def _glance(rows: list[Row[Any]]) -> Glance:
    latest = latest_pulses.of_rows(rows)
    equity, movement = (latest.equity, latest.movement) if latest else (None, None)
    return Glance(equity, movement, rows[0].alerts, rows[0].review_due_on)
