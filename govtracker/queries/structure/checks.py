"""What was last found of structures, for lists, and which have to be looked at again."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import or_, select

from govtracker.database import db
from govtracker.models import Relationship, StructureCheck

AT_ONCE = 200


def of_relationships(relationship_ids: Collection[int]) -> dict[int, StructureCheck]:
    """Relationship id → its last check; those never looked at are left out."""
    found = db.session.scalars(select(StructureCheck).where(StructureCheck.relationship_id.in_(relationship_ids)))
    return {check.relationship_id: check for check in found}


def due(at: datetime) -> Sequence[int]:
    """The ids of relationships not looked at on the day (UTC) of `at`, at most AT_ONCE."""
    return db.session.scalars(
        select(Relationship.id)
        .join(StructureCheck, StructureCheck.relationship_id == Relationship.id, isouter=True)
        .where(Relationship.archived_at.is_(None))
        .where(or_(StructureCheck.checked_on.is_(None), StructureCheck.checked_on < at.astimezone(UTC).date()))
        .order_by(Relationship.id)
        .limit(AT_ONCE)
    ).all()


def subject(relationship_id: int) -> tuple[Relationship, StructureCheck | None]:
    """A relationship and its last check, for the worker."""
    return db.session.get_one(Relationship, relationship_id), db.session.get(StructureCheck, relationship_id)
