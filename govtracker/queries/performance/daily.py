"""Daily performance: what was measured day by day of late, for the KPIs that are measured daily."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Kpi, Reading, Relationship, ScorecardScope
from govtracker.queries import visible
from govtracker.rules.performance.scoring import Measured

SHOWN = 14  # days up to the one that is looked at


@dataclass(frozen=True)
class Days:
    """What stands of a KPI in one part of the relationship ("" the whole of it): day → figures."""

    kpi_id: int
    part: str
    days: dict[date, Measured]


def newest(viewer: Viewer, relationship: Relationship, *, before: date) -> date | None:
    """The last day before `before` of which anything is known."""
    found: date | None = db.session.scalar(
        select(func.max(Reading.day))
        .join(Kpi, Kpi.id == Reading.kpi_id)
        .where(Kpi.relationship_id == relationship.id, Reading.day < before)
        .where(visible.of_relationship(viewer, Kpi.relationship_id))
    )
    return found


def up_to(viewer: Viewer, relationship: Relationship, day: date) -> Sequence[Days]:
    """The days up to `day`, SHOWN of them, KPI by KPI and part by part; the whole first."""
    rows = db.session.execute(
        select(
            Reading.kpi_id,
            Reading.scope,
            func.coalesce(ScorecardScope.name, "").label("part"),
            Reading.day,
            Reading.value,
            Reading.numerator,
            Reading.denominator,
            Reading.n,
        )
        .join(Kpi, Kpi.id == Reading.kpi_id)
        .join(ScorecardScope, ScorecardScope.id == Reading.scope, isouter=True)
        .where(Kpi.relationship_id == relationship.id, Reading.day.between(day - timedelta(SHOWN - 1), day))
        .where(visible.of_relationship(viewer, Kpi.relationship_id))
        .order_by(Kpi.code, Reading.kpi_id, Reading.scope, Reading.day)
    )
    found: dict[tuple[int, int], Days] = {}
    for row in rows:
        one = found.setdefault((row.kpi_id, row.scope), Days(row.kpi_id, row.part, {}))
        one.days[row.day] = Measured(row.value, row.numerator, row.denominator, row.n)
    return list(found.values())
