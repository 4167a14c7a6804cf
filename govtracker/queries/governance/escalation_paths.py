"""The escalation paths of a relationship: in force, proposed, and what was before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import aliased, selectinload

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Severity
from govtracker.models import EscalationPath, Person, Relationship
from govtracker.queries import find, visible

IN_FORCE = (EscalationPath.in_force_at.is_not(None), EscalationPath.superseded_at.is_(None))
PROPOSED = (EscalationPath.in_force_at.is_(None), EscalationPath.laid_aside_at.is_(None))
MOST_TO_REMIND = 200


def of_relationship(viewer: Viewer, relationship_id: int) -> list[EscalationPath]:
    """The paths in force with their levels, the general one first."""
    return _with_levels(viewer, relationship_id, *IN_FORCE)


def proposals(viewer: Viewer, relationship_id: int) -> list[EscalationPath]:
    """The versions that wait for somebody's word, with their levels."""
    return _with_levels(viewer, relationship_id, *PROPOSED)


def path(viewer: Viewer, key: str, path_id: int) -> EscalationPath:
    """A version of a path of relationship `key`; raises NotFound."""
    return find.one(
        select(EscalationPath)
        .join(EscalationPath.relationship)
        .where(Relationship.key == key.upper(), EscalationPath.id == path_id, visible.relationships(viewer))
    )


def in_force(relationship_id: int, area_id: int | None, severity: Severity | None) -> EscalationPath | None:
    """The path in force for exactly this area (None: all) and severity (None: all)."""
    return _newest(relationship_id, area_id, severity, *IN_FORCE)


def proposed(relationship_id: int, area_id: int | None, severity: Severity | None) -> EscalationPath | None:
    """The version proposed for exactly this area and severity."""
    return _newest(relationship_id, area_id, severity, *PROPOSED)


def before(path: EscalationPath) -> EscalationPath | None:
    """The version a path took or would take the place of."""
    if path.is_proposed or path.laid_aside_at is not None:
        return in_force(path.relationship_id, path.area_id, path.severity)
    return _newest(
        path.relationship_id,
        path.area_id,
        path.severity,
        EscalationPath.in_force_at.is_not(None),
        EscalationPath.version < path.version,
    )


def next_version(relationship_id: int, area_id: int | None, severity: Severity | None) -> int:
    """The number of the version after the newest one."""
    newest = _newest(relationship_id, area_id, severity)
    return newest.version + 1 if newest else 1


def versions(path: EscalationPath) -> Sequence[Row[*tuple[Any, ...]]]:
    """All versions for the same area and severity, the newest first, with `proposer`, who proposed each."""
    proposer = aliased(Person)
    return db.session.execute(
        select(
            EscalationPath.id,
            EscalationPath.version,
            EscalationPath.created_at,
            EscalationPath.in_force_at,
            EscalationPath.superseded_at,
            EscalationPath.laid_aside_at,
            proposer.name.label("proposer"),
        )
        .join(proposer, proposer.id == EscalationPath.proposed_by_id, isouter=True)
        .where(*_slot(path.relationship_id, path.area_id, path.severity))
        .order_by(EscalationPath.version.desc(), EscalationPath.id.desc())
    ).all()


def to_remind(at: datetime) -> list[int]:
    """The proposals of whose silence somebody is to be reminded by `at`."""
    return list(
        db.session.scalars(
            select(EscalationPath.id)
            .where(EscalationPath.remind_at.is_not(None), EscalationPath.remind_at <= at)
            .order_by(EscalationPath.remind_at, EscalationPath.id)
            .limit(MOST_TO_REMIND)
        )
    )


def locked(path_id: int) -> EscalationPath:
    """A version, for the worker, its row locked until the commit."""
    return find.one(select(EscalationPath).where(EscalationPath.id == path_id))


def _with_levels(viewer: Viewer, relationship_id: int, *wanted: ColumnElement[bool]) -> list[EscalationPath]:
    query = (
        select(EscalationPath)
        .where(EscalationPath.relationship_id == relationship_id, *wanted)
        .where(visible.of_relationship(viewer, EscalationPath.relationship_id))
        .options(selectinload(EscalationPath.levels))
        .order_by(EscalationPath.area_id.is_not(None), EscalationPath.severity.is_not(None), EscalationPath.id)
    )
    return list(db.session.scalars(query))


def _newest(
    relationship_id: int, area_id: int | None, severity: Severity | None, *wanted: ColumnElement[bool]
) -> EscalationPath | None:
    query = select(EscalationPath).where(*_slot(relationship_id, area_id, severity), *wanted)
    return db.session.scalars(query.order_by(EscalationPath.version.desc(), EscalationPath.id.desc())).first()


def _slot(relationship_id: int, area_id: int | None, severity: Severity | None) -> tuple[ColumnElement[bool], ...]:
    """What one path is for, all its versions together."""
    return (
        EscalationPath.relationship_id == relationship_id,
        EscalationPath.area_id == area_id if area_id is not None else EscalationPath.area_id.is_(None),
        EscalationPath.severity == severity if severity is not None else EscalationPath.severity.is_(None),
    )
