"""What followed from scorecards, and what it is done to."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ConsequenceKind, PlanStatus, ReviewStatus, ScorecardStatus, Tier
from govtracker.models import Forum, ImprovementPlan, Review, Scorecard, ScorecardConsequence
from govtracker.queries import visible
from govtracker.queries.performance import scorecard_rows

FIRST_RAISED = (Tier.TACTICAL, Tier.OPERATIONAL)


def of_cards(viewer: Viewer, card_ids: Collection[int]) -> Sequence[Row[Any]]:
    """What followed from these scorecards, first things first, with `plan_number` where a plan was opened."""
    query: Select[Any] = (
        select(*ScorecardConsequence.__table__.columns, ImprovementPlan.number.label("plan_number"))
        .join(Scorecard, Scorecard.id == ScorecardConsequence.scorecard_id)
        .outerjoin(ImprovementPlan, ImprovementPlan.id == ScorecardConsequence.plan_id)
        .where(ScorecardConsequence.scorecard_id.in_(card_ids))
        .where(visible.of_relationship(viewer, Scorecard.relationship_id))
    )
    return db.session.execute(query.order_by(ScorecardConsequence.id)).all()


def happened(card: Scorecard) -> set[ConsequenceKind]:
    """What followed already from a scorecard or from those it amends."""
    kinds = (
        select(ScorecardConsequence.kind)
        .join(Scorecard, Scorecard.id == ScorecardConsequence.scorecard_id)
        .where(Scorecard.relationship_id == card.relationship_id, Scorecard.period_kind == card.period_kind)
        .where(Scorecard.period_on == card.period_on)
        .where(Scorecard.scope_id.is_(None) if card.scope_id is None else Scorecard.scope_id == card.scope_id)
    )
    return set(db.session.scalars(kinds))


def later_agreed(card: Scorecard) -> bool:
    """Whether both sides have agreed to a later month of the relationship."""
    later = select(Scorecard.id).where(
        Scorecard.relationship_id == card.relationship_id,
        Scorecard.period_on > card.period_on,
        Scorecard.status == ScorecardStatus.AGREED,
        *scorecard_rows.whole_months(),
    )
    return db.session.scalar(later.limit(1)) is not None


def open_plan(relationship_id: int) -> ImprovementPlan | None:
    """The newest open plan of a relationship that a scorecard opened."""
    query = select(ImprovementPlan).where(
        ImprovementPlan.relationship_id == relationship_id,
        ImprovementPlan.status == PlanStatus.OPEN,
        ImprovementPlan.scorecard_id.is_not(None),
    )
    return db.session.scalars(query.order_by(ImprovementPlan.id.desc()).limit(1)).one_or_none()


def next_review(relationship_id: int, *, at: datetime) -> Review | None:
    """The next review below the strategic tier that nobody has raised yet, a tactical one before an operational."""
    rank = case({tier: place for place, tier in enumerate(FIRST_RAISED)}, value=Forum.tier)
    query = (
        select(Review)
        .join(Review.forum)
        .where(Review.relationship_id == relationship_id, Review.scheduled_at > at, Review.raised_tier.is_(None))
        .where(Review.status.in_((ReviewStatus.SCHEDULED, ReviewStatus.IN_PREPARATION)), Forum.tier.in_(FIRST_RAISED))
        .order_by(rank, Review.scheduled_at, Review.id)
        .limit(1)
    )
    return db.session.scalars(query).one_or_none()
