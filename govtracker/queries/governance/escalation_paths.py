"""The escalation paths of a relationship that are in force."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Severity
from govtracker.models import EscalationPath
from govtracker.queries import visible

IN_FORCE = (EscalationPath.in_force_at.is_not(None), EscalationPath.superseded_at.is_(None))


def of_relationship(viewer: Viewer, relationship_id: int) -> list[EscalationPath]:
    """The paths in force with their levels, the general one first."""
    paths = db.session.scalars(
        select(EscalationPath)
        .where(EscalationPath.relationship_id == relationship_id, *IN_FORCE)
        .where(visible.of_relationship(viewer, EscalationPath.relationship_id))
        .options(selectinload(EscalationPath.levels))
        .order_by(EscalationPath.area_id.is_not(None), EscalationPath.severity.is_not(None), EscalationPath.id)
    )
    return list(paths)


def in_force(relationship_id: int, area_id: int | None, severity: Severity | None) -> EscalationPath | None:
    """The path in force for exactly this area (None: all) and severity (None: all)."""
    of_area = EscalationPath.area_id == area_id if area_id is not None else EscalationPath.area_id.is_(None)
    of_severity = EscalationPath.severity == severity if severity is not None else EscalationPath.severity.is_(None)
    return db.session.scalars(
        select(EscalationPath)
        .where(EscalationPath.relationship_id == relationship_id, *IN_FORCE)
        .where(of_area, of_severity)
        .order_by(EscalationPath.id.desc())
    ).first()
