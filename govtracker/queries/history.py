"""What happened, as one person may read it."""

from collections.abc import Sequence

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.models import AuditEvent
from govtracker.queries import paging, visible
from govtracker.queries.paging import Slice

NEWEST = 100


def of_subject(viewer: Viewer, subject: Base) -> Sequence[AuditEvent]:
    """The newest events of one record that the person may read, newest first."""
    return db.session.scalars(
        select(AuditEvent)
        .where(
            AuditEvent.subject_type == subject.__tablename__,
            AuditEvent.subject_id == getattr(subject, "id", None),
            visible.events(viewer),
        )
        .order_by(AuditEvent.id.desc())
        .limit(NEWEST)
    ).all()


def of_relationship(
    viewer: Viewer,
    relationship_id: int,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = paging.SIZE,
) -> Slice:
    """A page of what happened in a relationship, as far as the person may read it, newest first."""
    return paging.page(
        select(
            AuditEvent.id,
            AuditEvent.at,
            AuditEvent.action,
            AuditEvent.actor_name,
            AuditEvent.subject_type,
            AuditEvent.label,
            AuditEvent.audience,
            AuditEvent.changes,
            AuditEvent.reason,
        ).where(AuditEvent.chain == relationship_id, visible.events(viewer)),
        by=[AuditEvent.id.expression],
        descending=True,
        after=after,
        before=before,
        size=size,
    )
