"""Shared scorecards to test with, with figures as given."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import func, select

from govtracker.database import db
from govtracker.enums import CriteriaStatus, ScorecardStatus, Standing
from govtracker.models import CriteriaSet, Scorecard
from govtracker.rules import periods
from govtracker.rules.performance import bands
from tests.support.world import World

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)


def shared(
    world: World, key: str, period_on: date, overall: str | None, pillars: tuple[str, str, str] = ("46", "86", "86")
) -> Scorecard:
    """A scorecard of a month with that overall score (None: insufficient data)."""
    relationship_id = world.relationships[key]
    score = Decimal(overall) if overall else None
    experience, cost, revenue = (Decimal(pillar) for pillar in pillars)
    row = Scorecard(
        relationship_id=relationship_id,
        number=_next(relationship_id),
        title=f"Scorecard of {period_on:%B %Y}",
        period_key=f"{period_on:%Y-%m}",
        period_on=period_on,
        ends_on=periods.containing(period_on).last_day,
        updated_at=AT,
        criteria_set_id=_criteria(relationship_id).id,
        status=ScorecardStatus.SHARED,
        snapshot="{}",
        digest="0" * 64,
        overall=score,
        coverage=Decimal(100) if score is not None else Decimal(40),
        standing=bands.of(score).standing if score is not None else Standing.INSUFFICIENT_DATA,
        experience=experience,
        cost=cost,
        revenue=revenue,
        shared_at=AT,
        shared_by_id=world.people["client_spoc"],
    )
    db.session.add(row)
    db.session.flush()
    return row


def _next(relationship_id: int) -> int:
    numbers = select(func.max(Scorecard.number)).where(Scorecard.relationship_id == relationship_id)
    return (db.session.scalar(numbers) or 0) + 1


def _criteria(relationship_id: int) -> CriteriaSet:
    found = db.session.scalars(select(CriteriaSet).where(CriteriaSet.relationship_id == relationship_id)).first()
    if found:
        return found
    made = CriteriaSet(
        relationship_id=relationship_id,
        version=1,
        status=CriteriaStatus.AGREED,
        experience_floor=Decimal(65),
        experience_top=Decimal(90),
        cost_floor=Decimal(70),
        revenue_floor=Decimal(70),
        created_at=AT,
    )
    db.session.add(made)
    db.session.flush()
    return made
