"""What is in force in many relationships at once: their criteria, and what they are called."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import CriteriaStatus, PeriodKind, ScorecardStatus
from govtracker.models import CriteriaSet, Relationship, Scorecard
from govtracker.queries.performance import criteria
from govtracker.rules.performance import snapshot
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.snapshot import Snapshot


@dataclass(frozen=True)
class InForce:
    """A relationship's key, its criteria in force, and the month in which its fiscal year begins."""

    key: str
    criteria: Criteria
    year_begins: int


def relationships() -> Sequence[int]:
    """Every relationship with criteria in force that is not archived, in order."""
    query = select(CriteriaSet.relationship_id).join(Relationship, Relationship.id == CriteriaSet.relationship_id)
    query = query.where(CriteriaSet.status == CriteriaStatus.AGREED, Relationship.archived_at.is_(None))
    return db.session.scalars(query.order_by(CriteriaSet.relationship_id)).all()


def of_many(relationship_ids: Collection[int]) -> dict[int, InForce]:
    """Relationship → what is in force there, in three statements; one without criteria is left out."""
    rows = db.session.execute(
        select(*CriteriaSet.__table__.columns, Relationship.key, Relationship.fiscal_year_start)
        .join(Relationship, Relationship.id == CriteriaSet.relationship_id)
        .where(CriteriaSet.relationship_id.in_(list(relationship_ids)), CriteriaSet.status == CriteriaStatus.AGREED)
        .order_by(CriteriaSet.relationship_id)
    ).all()
    contents = criteria.contents(rows)
    return {row.relationship_id: InForce(row.key, contents[row.id], row.fiscal_year_start) for row in rows}


def shared(relationship_ids: Collection[int], period_on: date) -> dict[int, Snapshot]:
    """Relationship → what was shared of it as a whole for a month, unless it is disputed; in one statement."""
    rows = db.session.execute(
        select(Scorecard.relationship_id, Scorecard.snapshot)
        .where(Scorecard.relationship_id.in_(list(relationship_ids)), Scorecard.period_on == period_on)
        .where(Scorecard.is_current, Scorecard.period_kind == PeriodKind.MONTH, Scorecard.scope_id.is_(None))
        .where(Scorecard.status != ScorecardStatus.DISPUTED)
    )
    return {row.relationship_id: snapshot.read(row.snapshot) for row in rows}
