"""Files that are being imported: each is its owner's alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, update

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import RowOutcome
from govtracker.models import ImportBatch, ImportRow, Organisation, Relationship
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice

MEASUREMENTS = "measurements"
REMEMBERED = 10  # imports of a person that are looked at for columns chosen before
DONE = or_(ImportBatch.content != "", ImportBatch.imported_at.is_not(None))


def of_measurements(viewer: Viewer, key: str, batch_id: int) -> ImportBatch:
    """A file with measurements that the person is importing into relationship `key`; raises NotFound."""
    return of_relationship(viewer, key, batch_id, MEASUREMENTS)


def of_relationship(viewer: Viewer, key: str, batch_id: int, kind: str) -> ImportBatch:
    """A file of that kind that the person is importing, or has imported, into relationship `key`; raises NotFound."""
    mine = select(ImportBatch).join(ImportBatch.within).where(Relationship.key == key.upper())
    return find.one(_mine(mine, viewer, batch_id, kind).where(visible.relationships(viewer)))


def of_company(viewer: Viewer, batch_id: int, kind: str) -> ImportBatch:
    """A file of that kind that the person is importing, or has imported, into their own company; raises NotFound."""
    own = ImportBatch.organisation_id == viewer.organisation_id
    return find.one(_mine(select(ImportBatch), viewer, batch_id, kind).where(own))


def forget_unfinished(person_id: int, place: Organisation | Relationship, kind: str) -> None:
    """Empty the files a person has sent and not imported: a new one takes their place, under a number of its own."""
    db.session.execute(
        update(ImportBatch)
        .where(ImportBatch.person_id == person_id, _at(place))
        .where(ImportBatch.kind == kind, ImportBatch.imported_at.is_(None))
        .values(content="")
        .execution_options(synchronize_session=False)
    )


def mapping_before(person_id: int, kind: str, header: Sequence[str]) -> dict[str, Any] | None:
    """What the person chose for a table with this very header the last time."""
    rows = db.session.execute(
        select(ImportBatch.mapping, ImportBatch.summary)
        .where(ImportBatch.person_id == person_id, ImportBatch.kind == kind)
        .order_by(ImportBatch.id.desc())
        .limit(REMEMBERED)
    )
    return next((row.mapping for row in rows if row.summary.get("header") == list(header)), None)


def rows(batch_id: int, *, after: str | None = None, before: str | None = None, size: int = paging.SIZE) -> Slice:
    """What became of the rows of an imported file, in their order."""
    query = select(
        ImportRow.line,
        ImportRow.outcome,
        ImportRow.label,
        ImportRow.concerns,
        ImportRow.sentence,
        ImportRow.taken_back,
        ImportRow.subject_id,
    ).where(ImportRow.batch_id == batch_id)
    return paging.page(query, by=[ImportRow.line.expression], after=after, before=before, size=size)


def to_take_back(batch_id: int, *, before: int, size: int) -> Sequence[ImportRow]:
    """Rows that made or changed something and were not taken back, the last first, from line `before` up."""
    return db.session.scalars(
        select(ImportRow)
        .where(ImportRow.batch_id == batch_id, ImportRow.line < before, ImportRow.taken_back.is_(False))
        .where(ImportRow.outcome.in_([RowOutcome.NEW, RowOutcome.CHANGED]))
        .order_by(ImportRow.line.desc())
        .limit(size)
    ).all()


def last_written(kind: str, subject_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Record → what the last import that wrote it left it with."""
    written = db.session.execute(
        select(ImportRow.subject_id, ImportRow.after)
        .where(ImportRow.subject_type == kind, ImportRow.subject_id.in_(subject_ids))
        .where(ImportRow.taken_back.is_(False))
        .order_by(ImportRow.id)
    )
    return {subject_id: after for subject_id, after in written if subject_id is not None}


def _mine(query: Select[ImportBatch], viewer: Viewer, batch_id: int, kind: str) -> Select[ImportBatch]:
    return query.where(
        ImportBatch.id == batch_id, ImportBatch.person_id == viewer.person_id, ImportBatch.kind == kind, DONE
    )


def _at(place: Organisation | Relationship) -> ColumnElement[bool]:
    column = ImportBatch.relationship_id if isinstance(place, Relationship) else ImportBatch.organisation_id
    return column == place.id
