"""Relationship management plans: in force, proposed, earlier; and what a new one is put together from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import (
    ManagementPlan,
    Person,
    Relationship,
)
from govtracker.queries import find, visible
from govtracker.queries.partnership import plan_parts
from govtracker.queries.partnership.plan_parts import Standing
from govtracker.queries.performance import criteria
from govtracker.queries.structure import seats
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.performance.criteria import Criteria

IN_FORCE = (ManagementPlan.in_force_at.is_not(None), ManagementPlan.superseded_at.is_(None))
PROPOSED = (ManagementPlan.in_force_at.is_(None), ManagementPlan.laid_aside_at.is_(None))
Rows = Sequence[Row[*tuple[Any, ...]]]
MOST_TO_REMIND = 200


@dataclass(frozen=True)
class Facts:
    """What stands in a relationship today and is shared by both sides; `standing` holds the rows of each part."""

    relationship: Relationship
    seats: Sequence[SeatRow]
    criteria: Criteria | None
    standing: Mapping[str, Sequence[Standing]]

    def of(self, part: str) -> Sequence[Standing]:
        """What stands of a part, in its order."""
        return self.standing.get(part, ())


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
    """All versions, the newest first, with `proposer`, who proposed each; `content` of that in force alone."""
    proposer = aliased(Person)
    return db.session.execute(
        select(
            ManagementPlan.version,
            ManagementPlan.created_at,
            ManagementPlan.in_force_at,
            ManagementPlan.superseded_at,
            ManagementPlan.laid_aside_at,
            proposer.name.label("proposer"),
            case((and_(*IN_FORCE), ManagementPlan.content)).label("content"),
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
    """What a plan is put together from, the same for both sides, in five statements at most."""
    agreed = criteria.in_force(relationship.id)
    return Facts(
        relationship,
        seats.structure_of(relationship.id, today),
        criteria.content(agreed) if agreed else None,
        plan_parts.of_relationship(relationship.id),
    )


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Person → name, of those a plan names."""
    if not person_ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(sorted(person_ids))))
    return {row.id: row.name for row in rows}


def _newest(relationship_id: int, *wanted: ColumnElement[bool]) -> ManagementPlan | None:
    query = select(ManagementPlan).where(ManagementPlan.relationship_id == relationship_id, *wanted)
    return db.session.scalars(query.order_by(ManagementPlan.version.desc())).first()
