"""Everything that is kept of a person, and the files about them that were asked for."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, func, select

from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.enums import ExportStage
from govtracker.models import AuditEvent, ExportFile, OutboxMail, PersonalExport, Relationship, Seat
from govtracker.queries import find
from govtracker.rules.structure.personal_data import Section

MOST = 50_000  # rows of one section
MOST_MAILS = 2_000
AT_ONCE = 20


def rows(section: Section, person_id: int) -> list[dict[str, Any]]:
    """What a section tells of the person, the oldest first, each with the key of its relationship if it has one."""
    table = Base.metadata.tables[section.table]
    told = [table.c[name] for name in section.tells]
    query = _with_relationship(table, told).where(table.c[section.column] == person_id)
    return [dict(row) for row in db.session.execute(query.order_by(*table.primary_key).limit(MOST)).mappings()]


def how_many(section: Section, person_id: int) -> int:
    """How many rows a section has of the person."""
    table = Base.metadata.tables[section.table]
    counted = select(func.count()).select_from(table).where(table.c[section.column] == person_id)
    return db.session.scalars(counted).one()


def trace(leads: str, person_id: int) -> list[dict[str, Any]]:
    """The rows a column leads to the person from: their numbers and relationships alone."""
    table_name, _, column = leads.partition(".")
    table = Base.metadata.tables[table_name]
    told = [table.c[name] for name in ("id", "audience", "number") if name in table.c]
    query = _with_relationship(table, told).where(table.c[column] == person_id)
    return [dict(row) for row in db.session.execute(query.order_by(*table.primary_key).limit(MOST)).mappings()]


def deeds(person_id: int) -> list[dict[str, Any]]:
    """What the audit trail says they did: when, what, to what; not how others' things were called."""
    said = select(
        AuditEvent.at, AuditEvent.action, AuditEvent.subject_type, AuditEvent.subject_id, Relationship.key
    ).outerjoin(Relationship, Relationship.id == AuditEvent.chain)
    query = said.where(AuditEvent.actor_id == person_id).order_by(AuditEvent.id).limit(MOST)
    return [dict(row) for row in db.session.execute(query).mappings()]


def mails(person_id: int) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of the mails to them whose text is still kept, the newest first."""
    own = OutboxMail.recipient_id == person_id
    query = select(OutboxMail.id, OutboxMail.raw).where(own).order_by(OutboxMail.id.desc()).limit(MOST_MAILS)
    for row in db.session.execute(query):
        if row.raw:
            yield row.id, row.raw


def newest(viewer: Viewer, person_id: int) -> PersonalExport | None:
    """The file about a person that the viewer asked for last."""
    own = PersonalExport.asked_by_id == viewer.person_id, PersonalExport.person_id == person_id
    return db.session.scalar(select(PersonalExport).where(*own).order_by(PersonalExport.id.desc()).limit(1))


def to_fetch(viewer: Viewer, person_id: int, at: datetime) -> PersonalExport:
    """The newest of the viewer's own files about a person, ready and not run out, locked; raises NotFound."""
    ready = PersonalExport.stage == ExportStage.READY, PersonalExport.expires_at > at
    own = PersonalExport.asked_by_id == viewer.person_id, PersonalExport.person_id == person_id
    newest_first = select(PersonalExport).where(*ready, *own).order_by(PersonalExport.id.desc()).limit(1)
    return find.one(newest_first.with_for_update(of=PersonalExport))


def file_of(export_id: int) -> ExportFile:
    """The file itself; raises NotFound."""
    return find.one(select(ExportFile).where(ExportFile.export_id == export_id))


def due(at: datetime) -> Sequence[int]:
    """The files to be made by `at`, the longest waiting first."""
    query = select(PersonalExport.id).where(PersonalExport.due_at.is_not(None), PersonalExport.due_at <= at)
    return db.session.scalars(query.order_by(PersonalExport.due_at, PersonalExport.id).limit(AT_ONCE)).all()


def waiting(export_id: int, at: datetime) -> PersonalExport | None:
    """One that is due, locked until the commit; None where another is at it."""
    return _locked(export_id, at=at)


def claimed(export_id: int, until: datetime) -> PersonalExport | None:
    """One that was claimed until then, locked until the commit; None where another has taken it over."""
    return db.session.scalar(
        select(PersonalExport)
        .where(PersonalExport.id == export_id, PersonalExport.claimed_until == until)
        .with_for_update(of=PersonalExport, skip_locked=True)
    )


def unmade(export_id: int) -> PersonalExport | None:
    """One that could not be made and is not given up, locked until the commit."""
    return _locked(export_id)


def _locked(export_id: int, *, at: datetime | None = None) -> PersonalExport | None:
    query = select(PersonalExport).where(PersonalExport.id == export_id, PersonalExport.due_at.is_not(None))
    if at is not None:
        query = query.where(PersonalExport.due_at <= at)
    return db.session.scalar(query.with_for_update(of=PersonalExport, skip_locked=True))


def _with_relationship(table: Table, columns: list[Any]) -> Select[Any]:
    """The columns, with the key of the relationship the rows belong to, by themselves or by their seat."""
    if "relationship_id" in table.c:
        joined = table.outerjoin(Relationship, Relationship.id == table.c.relationship_id)
        return select(*columns, Relationship.key.label("relationship")).select_from(joined)
    if "seat_id" in table.c:
        joined = table.join(Seat, Seat.id == table.c.seat_id).join(
            Relationship, Relationship.id == Seat.relationship_id
        )
        about = (Relationship.key.label("relationship"), Seat.role.label("seat"), Seat.side, Seat.tier)
        return select(*columns, *about).select_from(joined)
    return select(*columns) if columns else select(*table.primary_key)
