"""Service plans of a customer segment: the one in force, and those before it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from govtracker.database import db
from govtracker.models import CustomerSegment, Person, ServicePlan

SHOWN = 20
FACTS = ("touch", "channels", "hours", "response_minutes", "staffing", "note", "reason", "made_at", "ended_at")


def in_force(segment: CustomerSegment) -> ServicePlan | None:
    """The plan a segment is served by."""
    return db.session.scalar(
        select(ServicePlan).where(ServicePlan.segment_id == segment.id, ServicePlan.ended_at.is_(None))
    )


def next_number(segment: CustomerSegment) -> int:
    """The number of its next plan."""
    return (
        db.session.scalar(select(func.max(ServicePlan.number)).where(ServicePlan.segment_id == segment.id)) or 0
    ) + 1


def all_of(segment: CustomerSegment) -> Sequence[Row[*tuple[Any, ...]]]:
    """Its newest plans, the one in force first: number, made_by and what FACTS names."""
    columns: list[Any] = [ServicePlan.number, Person.name.label("made_by")]
    columns += [getattr(ServicePlan, name) for name in FACTS]
    query = select(*columns).outerjoin(Person, Person.id == ServicePlan.made_by_id)
    query = query.where(ServicePlan.segment_id == segment.id).order_by(ServicePlan.number.desc())
    return db.session.execute(query.limit(SHOWN)).all()
