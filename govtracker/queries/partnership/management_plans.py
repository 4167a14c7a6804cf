"""Relationship management plans: in force, proposed, earlier; and what a new one is put together from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, PlanStatus
from govtracker.models import (
    Benefit,
    Contract,
    EscalationLevel,
    EscalationPath,
    ExitPlan,
    Forum,
    ImprovementPlan,
    ManagementPlan,
    Person,
    Programme,
    Relationship,
    Risk,
)
from govtracker.queries import find, visible
from govtracker.queries.governance import escalation_paths
from govtracker.queries.performance import contracts, criteria
from govtracker.queries.structure import seats
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.performance.criteria import Criteria

IN_FORCE = (ManagementPlan.in_force_at.is_not(None), ManagementPlan.superseded_at.is_(None))
PROPOSED = (ManagementPlan.in_force_at.is_(None), ManagementPlan.laid_aside_at.is_(None))
Rows = Sequence[Row[*tuple[Any, ...]]]
MOST = 10  # risks, plans and programmes of each kind
MOST_TO_REMIND = 200


@dataclass(frozen=True)
class Facts:
    """What stands in a relationship today and is shared by both sides: rows of each part, in their order."""

    relationship: Relationship
    seats: Sequence[SeatRow]
    forums: Rows
    paths: Rows
    criteria: Criteria | None
    contract: Contract | None
    risks: Rows
    plans: Rows
    programmes: Rows
    exit_plan: Row[*tuple[Any, ...]] | None


def one(viewer: Viewer, key: str, version: int) -> ManagementPlan:
    """A version of the plan of relationship `key`; raises NotFound."""
    return find.one(
        select(ManagementPlan)
        .join(ManagementPlan.relationship)
        .where(Relationship.key == key.upper(), ManagementPlan.version == version, visible.relationships(viewer))
    )


def in_force(relationship_id: int) -> ManagementPlan | None:
    """The version both sides have agreed last."""
    return _newest(relationship_id, *IN_FORCE)


def proposed(relationship_id: int) -> ManagementPlan | None:
    """The version that waits for somebody's word."""
    return _newest(relationship_id, *PROPOSED)


def on_the_table(relationship_id: int) -> tuple[ManagementPlan | None, ManagementPlan | None]:
    """The version in force and the one that waits, in one statement."""
    query = select(ManagementPlan).where(
        ManagementPlan.relationship_id == relationship_id, or_(and_(*IN_FORCE), and_(*PROPOSED))
    )
    found = {plan.is_proposed: plan for plan in db.session.scalars(query)}
    return found.get(False), found.get(True)


def before(plan: ManagementPlan) -> ManagementPlan | None:
    """The version a plan took or would take the place of."""
    if plan.in_force_at is None:
        return in_force(plan.relationship_id)
    return _newest(plan.relationship_id, ManagementPlan.in_force_at.is_not(None), ManagementPlan.version < plan.version)


def next_version(relationship_id: int) -> int:
    """The number of the next version."""
    newest = db.session.scalar(
        select(func.max(ManagementPlan.version)).where(ManagementPlan.relationship_id == relationship_id)
    )
    return (newest or 0) + 1


def versions(viewer: Viewer, relationship_id: int) -> Rows:
    """All versions, the newest first, with `proposer`, who proposed each."""
    proposer = aliased(Person)
    return db.session.execute(
        select(
            ManagementPlan.version,
            ManagementPlan.created_at,
            ManagementPlan.in_force_at,
            ManagementPlan.superseded_at,
            ManagementPlan.laid_aside_at,
            proposer.name.label("proposer"),
        )
        .join(proposer, proposer.id == ManagementPlan.proposed_by_id)
        .where(ManagementPlan.relationship_id == relationship_id)
        .where(visible.of_relationship(viewer, ManagementPlan.relationship_id))
        .order_by(ManagementPlan.version.desc())
    ).all()


def to_remind(at: datetime) -> list[int]:
    """The proposals of whose silence somebody is to be reminded by `at`."""
    query = select(ManagementPlan.id).where(ManagementPlan.remind_at.is_not(None), ManagementPlan.remind_at <= at)
    return list(db.session.scalars(query.order_by(ManagementPlan.remind_at, ManagementPlan.id).limit(MOST_TO_REMIND)))


def locked(plan_id: int) -> ManagementPlan:
    """A version, for the worker, its row locked until the commit."""
    return find.one(select(ManagementPlan).where(ManagementPlan.id == plan_id).with_for_update(of=ManagementPlan))


def facts(relationship: Relationship, *, today: date) -> Facts:
    """What a plan is put together from, the same for both sides, in a fixed number of statements."""
    agreed = criteria.in_force(relationship.id)
    return Facts(
        relationship,
        seats.structure_of(relationship.id, today),
        _forums(relationship.id),
        _paths(relationship.id),
        criteria.content(agreed) if agreed else None,
        contracts.in_force(relationship.id),
        _risks(relationship.id),
        _plans(relationship.id),
        _programmes(relationship.id),
        db.session.execute(
            select(ExitPlan.text, ExitPlan.review_due_on).where(ExitPlan.relationship_id == relationship.id)
        ).one_or_none(),
    )


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Person → name, of those a plan names."""
    if not person_ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(sorted(person_ids))))
    return {row.id: row.name for row in rows}


def _forums(relationship_id: int) -> Rows:
    columns = (Forum.name, Forum.tier, Forum.rrule, Forum.starts_on, Forum.minutes)
    query = select(*columns).where(Forum.relationship_id == relationship_id, Forum.ended_at.is_(None))
    return db.session.execute(query.order_by(Forum.name, Forum.id)).all()


def _paths(relationship_id: int) -> Rows:
    levels = select(func.count()).where(EscalationLevel.path_id == EscalationPath.id).scalar_subquery()
    query = select(EscalationPath.name, EscalationPath.version, levels.label("levels"))
    query = query.where(EscalationPath.relationship_id == relationship_id, *escalation_paths.IN_FORCE)
    return db.session.execute(query.order_by(EscalationPath.name, EscalationPath.id)).all()


def _risks(relationship_id: int) -> Rows:
    query = select(Risk.number, Risk.title, Risk.likelihood, Risk.impact, Risk.response, Risk.plan)
    query = query.where(Risk.relationship_id == relationship_id, Risk.is_open, Risk.audience == Audience.SHARED)
    return db.session.execute(query.order_by(Risk.score.desc(), Risk.id).limit(MOST)).all()


def _plans(relationship_id: int) -> Rows:
    query = select(ImprovementPlan.number, ImprovementPlan.title, ImprovementPlan.objective)
    query = query.where(ImprovementPlan.relationship_id == relationship_id, ImprovementPlan.status == PlanStatus.OPEN)
    return db.session.execute(query.order_by(ImprovementPlan.id.desc()).limit(MOST)).all()


def _programmes(relationship_id: int) -> Rows:
    agreed = Benefit.programme_id == Programme.id, Benefit.agreed_at.is_not(None), Benefit.ended_at.is_(None)
    benefits = select(func.count(Benefit.id)).where(*agreed).scalar_subquery().label("benefits")
    query = select(Programme.title, Programme.from_on, Programme.to_on, benefits)
    query = query.where(Programme.relationship_id == relationship_id, Programme.ended_at.is_(None))
    return db.session.execute(query.order_by(Programme.from_on, Programme.id).limit(MOST)).all()


def _newest(relationship_id: int, *wanted: ColumnElement[bool]) -> ManagementPlan | None:
    query = select(ManagementPlan).where(ManagementPlan.relationship_id == relationship_id, *wanted)
    return db.session.scalars(query.order_by(ManagementPlan.version.desc())).first()
