"""Files that are being imported: each is its owner's alone."""

from sqlalchemy import or_, select, update

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import ImportBatch, Relationship
from govtracker.queries import find, visible

MEASUREMENTS = "measurements"


def of_measurements(viewer: Viewer, key: str, batch_id: int) -> ImportBatch:
    """A file with measurements that the person is importing into relationship `key`; raises NotFound."""
    return find.one(
        select(ImportBatch)
        .join(ImportBatch.within)
        .where(Relationship.key == key.upper(), visible.relationships(viewer))
        .where(ImportBatch.id == batch_id, ImportBatch.person_id == viewer.person_id)
        .where(ImportBatch.kind == MEASUREMENTS, or_(ImportBatch.content != "", ImportBatch.imported_at.is_not(None)))
    )


def forget_unfinished(person_id: int, relationship_id: int, kind: str) -> None:
    """Empty the files a person has sent and not imported: a new one takes their place, under a number of its own."""
    db.session.execute(
        update(ImportBatch)
        .where(ImportBatch.person_id == person_id, ImportBatch.relationship_id == relationship_id)
        .where(ImportBatch.kind == kind, ImportBatch.imported_at.is_(None))
        .values(content="")
        .execution_options(synchronize_session=False)
    )
