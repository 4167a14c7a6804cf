"""The audit trail as it is verified: its chains, their events in order, what they say of people, and what was found."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from govtracker.database import db
from govtracker.models import AuditCheck, AuditEvent, AuditHead, AuditPersonal, Relationship
from govtracker.queries import claims
from govtracker.rules.audit_chain import Mark

CHUNK = 2000
MOST = 100
ERASED, RESTORED = "trail_erased", "restored"
EVENT = tuple(AuditEvent.__table__.columns)
Events = list[Mapping[str, Any]]
Said = dict[tuple[int, int], tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class End:
    """Where a chain ends: by its head (None where it has none), and by the last event that is there."""

    head: Mark | None
    last: int


def chains() -> Sequence[int]:
    """Every chain that has a head or an event, or was verified once."""
    heads = select(AuditHead.chain).union(select(AuditEvent.chain).distinct(), select(AuditCheck.chain))
    heads = heads.order_by("chain")
    return db.session.scalars(heads).all()


def chain_named(key: str) -> int | None:
    """The chain of a relationship by its key; of the installation by "installation"; None for neither."""
    if key == "installation":
        return 0
    return db.session.scalar(select(Relationship.id).where(Relationship.key == key))


def names(chains: Collection[int]) -> dict[int, str]:
    """What people call these chains: the key of the relationship, or "installation"."""
    found = db.session.execute(select(Relationship.id, Relationship.key).where(Relationship.id.in_(chains)))
    return {0: "installation", **{row.id: row.key for row in found}}


def heads() -> list[tuple[int, Mark]]:
    """Every chain with its head, in their order."""
    rows = db.session.execute(select(AuditHead.chain, AuditHead.seq, AuditHead.hash).order_by(AuditHead.chain))
    return [(row.chain, Mark(row.seq, row.hash)) for row in rows]


def end(chain: int) -> End:
    """Where a chain ends, both ways of one moment."""
    last = select(func.max(AuditEvent.seq)).where(AuditEvent.chain == chain).scalar_subquery()
    head = select(AuditHead.seq, AuditHead.hash).where(AuditHead.chain == chain).subquery()
    row = db.session.execute(
        select(last.label("last"), head.c.seq, head.c.hash)
        .select_from(select(1).subquery())
        .outerjoin(head, head.c.seq.is_not(None))
    ).one()
    return End(None if row.seq is None else Mark(row.seq, row.hash), row.last or 0)


def events(chain: int, *, after: int) -> Iterator[tuple[Events, Said]]:
    """The events of a chain after one in their order, some at a time, with what they say of people.

    That is (salt, values) by (seq, person).
    """
    table = AuditEvent.__table__
    rows = select(*EVENT).where(table.c.chain == chain).order_by(table.c.seq).limit(CHUNK)
    while found := db.session.execute(rows.where(table.c.seq > after)).mappings().all():
        last = found[-1]["seq"]
        yield [dict(row) for row in found], _said(chain, after, last)
        after = last


def hashes(chain: int, seqs: Collection[int]) -> dict[int, str]:
    """The hash of each of these events that is there."""
    rows = db.session.execute(
        select(AuditEvent.seq, AuditEvent.hash).where(AuditEvent.chain == chain, AuditEvent.seq.in_(seqs))
    )
    return {row.seq: row.hash for row in rows}


def erased_people(people: Collection[int]) -> set[int]:
    """Those of these people of whom the trail says that they were erased."""
    erased = select(AuditEvent.subject_id).where(
        AuditEvent.chain == 0, AuditEvent.action == ERASED, AuditEvent.subject_id.in_(people)
    )
    return set(db.session.scalars(erased))


def first_said(chain: int) -> int | None:
    """The number of the first event of a chain beside which something is said of people; None where there is none."""
    return db.session.scalar(select(func.min(AuditPersonal.seq)).where(AuditPersonal.chain == chain))


def restores() -> list[tuple[datetime, datetime]]:
    """When backups were made that were restored, and when: what was written between the two is gone by intent."""
    found = db.session.execute(
        select(AuditEvent.at, AuditEvent.changes).where(AuditEvent.chain == 0, AuditEvent.action == RESTORED)
    )
    return [(datetime.fromisoformat(row.changes["backup_of"][1]), row.at) for row in found]


def checked(chain: int) -> AuditCheck | None:
    """How far a chain was verified, and what was found."""
    return db.session.scalar(select(AuditCheck).where(AuditCheck.chain == chain))


def to_check(before: datetime) -> Sequence[int]:
    """The chains that were not verified since an instant (real time), the longest ago first."""
    rows = (
        select(AuditHead.chain)
        .outerjoin(AuditCheck, AuditCheck.chain == AuditHead.chain)
        .where((AuditCheck.chain.is_(None)) | (AuditCheck.checked_at < before))
        .order_by(AuditCheck.checked_at, AuditHead.chain)
        .limit(MOST)
    )
    return db.session.scalars(rows).all()


def note_check(chain: int, mark: Mark, fault: str, *, at: datetime) -> None:
    """Keep how far a chain was verified at `at` (real time), and the first fault."""
    row = {"chain": chain, "seq": mark.seq, "hash": mark.hash, "checked_at": at, "fault": fault}
    claims.upsert_rows(AuditCheck, [row], unique=["chain"])


def faulty() -> Sequence[AuditCheck]:
    """The chains in which something is wrong."""
    return db.session.scalars(
        select(AuditCheck).where(AuditCheck.fault != "").order_by(AuditCheck.chain).limit(MOST)
    ).all()


def _said(chain: int, after: int, last: int) -> Said:
    rows = db.session.execute(
        select(AuditPersonal.seq, AuditPersonal.person_id, AuditPersonal.salt, AuditPersonal.said).where(
            AuditPersonal.chain == chain, AuditPersonal.seq > after, AuditPersonal.seq <= last
        )
    )
    return {(row.seq, row.person_id): (row.salt, row.said) for row in rows}
