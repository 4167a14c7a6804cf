"""Snoozes: what a person has put out of sight in My work, and until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Row, Select, bindparam, exists, func, literal, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Relationship, Snooze, Subject
from govtracker.models.subject import KINDS, Kind, name_of
from govtracker.queries import visible

SHOWN = 50
WHO = bindparam("snoozer", type_=Integer)
TODAY = bindparam("snoozed_on", type_=Date)


def values(viewer: Viewer, today: date) -> dict[str, Any]:
    """The parameters of `awake`: the person, and their local day."""
    return {WHO.key: viewer.person_id, TODAY.key: today}


def awake(model: Any) -> ColumnElement[bool]:
    """Rows the person (parameters of `values`) has not put out of sight, or that have changed since."""
    return ~exists().where(
        Snooze.person_id == WHO,
        Snooze.subject_type == model.__tablename__,
        Snooze.subject_id == model.id,
        *_asleep(model),
    )


def of(viewer: Viewer, subject: Subject) -> Snooze | None:
    """What the person has said of this record, on or off."""
    return db.session.scalar(
        select(Snooze).where(
            Snooze.person_id == viewer.person_id,
            Snooze.subject_type == name_of(subject),
            Snooze.subject_id == subject.id,
        )
    )


def asleep(viewer: Viewer, *, today: date, limit: int = SHOWN) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the person has put out of sight now, the next to come back first.

    Each row has kind (its path: "issues"), number, audience, title, relationship_key and until_on.
    """
    found = union_all(*(_of_kind(viewer, kind) for kind in KINDS)).subquery()
    return db.session.execute(
        select(*found.c).order_by(found.c.until_on, found.c.snooze_id).limit(limit), values(viewer, today)
    ).all()


def counted(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """How many that are, as a select with the parameters of `values`; counts no further than one over SHOWN."""
    parts = (_of_kind(viewer, kind).limit(SHOWN + 1).subquery() for kind in KINDS)
    found = union_all(*(select(part.c.snooze_id) for part in parts)).subquery()
    return select(func.count()).select_from(found)


def _asleep(model: Any) -> tuple[ColumnElement[bool], ...]:
    return Snooze.until_on > TODAY, Snooze.since_at >= model.updated_at


def _of_kind(viewer: Viewer, kind: Kind) -> Select[*tuple[Any, ...]]:
    model: Any = kind.model
    return (
        select(
            Snooze.id.label("snooze_id"),
            Snooze.until_on,
            literal(kind.path).label("kind"),
            model.number,
            model.audience,
            model.title,
            Relationship.key.label("relationship_key"),
        )
        .join(model, model.id == Snooze.subject_id)
        .join(Relationship, Relationship.id == model.relationship_id)
        .where(Snooze.person_id == WHO, Snooze.subject_type == kind.name, *_asleep(model))
        .where(visible.of_kind(viewer, kind))
    )
