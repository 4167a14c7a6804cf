"""Revenue that is measured in money for each part of a relationship: in a month, and a year before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriteriaStatus, Pillar, Unit
from govtracker.models import CriteriaSet, Criterion, Kpi, Measurement, Relationship, ScorecardScope
from govtracker.queries import visible
from govtracker.rules.partnership import account_revenue
from govtracker.rules.performance.measuring import WITH_FIGURES
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Revenue:
    """A KPI of the revenue pillar in a month, and its growth in percent on the same month a year before."""

    name: str
    unit: Unit
    unit_label: str
    decimals: int
    value: Decimal
    growth: Decimal | None


def of_parts(viewer: Viewer, relationship: Relationship, month: Period) -> dict[int, list[Revenue]]:
    """Part → what is measured of its revenue in money, by name; in one statement."""
    first = month.first_day
    year_ago = date(first.year - 1, first.month, 1)
    kpi = Kpi.id, Kpi.name, Kpi.unit, Kpi.unit_label, Kpi.decimals
    rows = db.session.execute(
        select(Measurement.scope_id, Measurement.period_on, Measurement.value, *kpi)
        .join(Kpi, Kpi.id == Measurement.kpi_id)
        .join(Criterion, Criterion.kpi_id == Kpi.id)
        .join(CriteriaSet, CriteriaSet.id == Criterion.criteria_set_id)
        .join(ScorecardScope, ScorecardScope.id == Measurement.scope_id)
        .where(Measurement.relationship_id == relationship.id, Measurement.period_on.in_((first, year_ago)))
        .where(visible.of_relationship(viewer, Measurement.relationship_id))
        .where(Measurement.value.is_not(None), Measurement.state.in_(WITH_FIGURES))
        .where(CriteriaSet.status == CriteriaStatus.AGREED, Criterion.pillar == Pillar.REVENUE, Kpi.unit == Unit.MONEY)
        .order_by(Kpi.name, Kpi.id)
    ).all()
    earlier = {(row.scope_id, row.id): row.value for row in rows if row.period_on == year_ago}
    found: dict[int, list[Revenue]] = defaultdict(list)
    for row in rows:
        if row.period_on == first:
            grown = account_revenue.growth(row.value, earlier.get((row.scope_id, row.id), Decimal(0)))
            found[row.scope_id].append(Revenue(row.name, row.unit, row.unit_label, row.decimals, row.value, grown))
    return dict(found)
