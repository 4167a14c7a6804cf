"""What changed in a relationship since a moment: from the deeds on record, as far as who asks may read them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, ReviewStatus
from govtracker.models import AuditEvent, AuditPersonal, Forum, Person, Relationship, Review
from govtracker.models.subject import KINDS
from govtracker.queries import history, visible
from govtracker.rules.reviews.changes import DEEDS, Change, counts

MOST = 40  # of each deed


@dataclass(frozen=True)
class Told:
    """What happened to one record, the last time it did; `kind` is its kind, `label` its key."""

    kind: str
    label: str
    number: int
    audience: Audience
    title: str
    deed: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Before:
    """The review before: when it was held (UTC), in which forum."""

    held_at: datetime
    forum: str
    review_id: int


def since(
    viewer: Viewer, relationship: Relationship, moment: datetime, *, until: datetime, only_shared: bool = False
) -> dict[Change, list[Told]]:
    """Each kind of change between two instants with its records, the latest first; at most MOST of each deed.

    `only_shared` leaves out what the person's side keeps to itself: for what both sides read.
    """
    audiences = visible.audiences(viewer, relationship.place())
    values = {
        "chain": relationship.id,
        "audiences": [Audience.SHARED] if only_shared and audiences else audiences,
        "since": moment,
        "until": until,
    }
    found: dict[Change, dict[tuple[str, int], Told]] = defaultdict(dict)
    for row in db.session.execute(_events(), values):
        if row.title is not None and counts(row.action, row.changes):
            found[DEEDS[row.action]].setdefault((row.subject_type, row.subject_id), _told(row))
    return {change: list(found[change].values()) for change in Change}


def review_before(viewer: Viewer, relationship_id: int, at: datetime, *, forum_id: int | None = None) -> Before | None:
    """The last review held before an instant, of one forum or of any."""
    query = (
        select(Review.held_at, Forum.name, Review.id)
        .join(Forum, Forum.id == Review.forum_id)
        .where(Review.relationship_id == relationship_id, visible.of_relationship(viewer, Review.relationship_id))
        .where(Review.status.in_([ReviewStatus.HELD, ReviewStatus.MINUTES_AGREED]), Review.held_at < at)
        .where(Review.scheduled_at < at)
    )
    if forum_id is not None:
        query = query.where(Review.forum_id == forum_id)
    row = db.session.execute(query.order_by(Review.scheduled_at.desc(), Review.id.desc()).limit(1)).first()
    return Before(row.held_at, row.name, row.id) if row else None


def _told(row: Row[*tuple[Any, ...]]) -> Told:
    return Told(
        kind=row.subject_type,
        label=row.label,
        number=row.number,
        audience=row.audience,
        title=row.title,
        deed=row.action,
        reason=row.reason,
        who=history.name_of(row.actor_name, row.actor_then, row.actor_now),
        at=row.at,
    )


@lru_cache(maxsize=1)
def _events() -> Select[*tuple[Any, ...]]:
    """The events of every deed with the titles of their records, in one statement: each deed is asked of its index."""
    parts: Sequence[Select[*tuple[Any, ...]]] = [
        select(
            AuditEvent.id,
            AuditEvent.chain,
            AuditEvent.seq,
            AuditEvent.at,
            AuditEvent.action,
            AuditEvent.actor_id,
            AuditEvent.actor_name,
            AuditEvent.subject_type,
            AuditEvent.subject_id,
            AuditEvent.label,
            AuditEvent.audience,
            AuditEvent.changes,
            AuditEvent.reason,
        )
        .where(
            AuditEvent.chain == bindparam("chain"),
            AuditEvent.action == deed,
            AuditEvent.at > bindparam("since"),
            AuditEvent.at <= bindparam("until"),
            AuditEvent.audience.in_(bindparam("audiences", expanding=True)),
        )
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(MOST)
        for deed in DEEDS
    ]
    events = union_all(*(select(part.subquery()) for part in parts)).subquery()
    titles: Mapping[str, Any] = {kind.name: kind.model for kind in KINDS}
    said = and_(
        AuditPersonal.chain == events.c.chain,
        AuditPersonal.seq == events.c.seq,
        AuditPersonal.person_id == events.c.actor_id,
    )
    query = select(
        events,
        AuditPersonal.said.label("actor_then"),
        Person.name.label("actor_now"),
        func.coalesce(*(model.title for model in titles.values())).label("title"),
        func.coalesce(*(model.number for model in titles.values())).label("number"),
    )
    query = query.outerjoin(AuditPersonal, said).outerjoin(Person, Person.id == events.c.actor_id)
    for name, model in titles.items():
        query = query.outerjoin(model, and_(events.c.subject_type == name, model.id == events.c.subject_id))
    return query.order_by(events.c.at.desc(), events.c.id.desc())
