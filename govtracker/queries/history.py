"""What happened, as one person may read it."""

from collections.abc import Sequence

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.models import AuditEvent
from govtracker.queries import visible

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
