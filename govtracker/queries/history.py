"""What happened, as one person may read it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, case, cast, func, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.enums import Audience, Origin
from govtracker.models import AuditEvent, AuditPersonal, Person, Tenure
from govtracker.queries import paging, visible
from govtracker.queries.paging import Slice
from govtracker.rules import personal

NEWEST = 100
INSTALLATION = 0  # the chain of what belongs to no relationship
EXPORTED_AT_ONCE = 1000
Giver = aliased(Person)
COLUMNS = (
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
    AuditEvent.origin,
    AuditEvent.request_id,
    AuditEvent.company_id,
    AuditEvent.is_refused,
    AuditEvent.for_seat_id,
    AuditEvent.for_person_id,
    AuditEvent.sealed,
)


@dataclass(frozen=True)
class Filter:
    """Which events: `who`, `action` and `kind` are parts of names, `since` is included and `until` is not."""

    who: str = ""
    action: str = ""
    kind: str = ""
    origin: Origin | None = None
    since: datetime | None = None
    until: datetime | None = None
    refused: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """What it asks of an event."""
        named = select(Person.id).where(func.lower(Person.name).contains(self.who.lower(), autoescape=True))
        asked: list[tuple[Any, Callable[[Any], ColumnElement[bool]]]] = [
            (self.who, lambda _: AuditEvent.actor_id.in_(named)),
            (self.action, lambda action: AuditEvent.action.contains(action, autoescape=True)),
            (self.kind, lambda kind: AuditEvent.subject_type.contains(kind, autoescape=True)),
            (self.origin, lambda origin: AuditEvent.origin == origin),
            (self.since, lambda since: AuditEvent.at >= since),
            (self.until, lambda until: AuditEvent.at < until),
            (self.refused, lambda _: AuditEvent.is_refused.is_(True)),
        ]
        return [condition(wanted) for wanted, condition in asked if wanted]


NOTHING_ASKED = Filter()


@dataclass(frozen=True)
class Told:
    """An event as people read it: with names, or the pseudonym of who was erased. `on_behalf_of` is a name, or ""."""

    id: int
    chain: int
    at: datetime
    action: str
    actor_id: int | None
    actor_name: str
    on_behalf_of: str
    subject_type: str
    subject_id: int | None
    label: str
    audience: Audience
    changes: dict[str, Any]
    reason: str
    origin: Origin | None
    address: str
    request_id: str
    company_id: int | None
    is_refused: bool


def of_subject(viewer: Viewer, subject: Base) -> Sequence[Told]:
    """The newest events of one record that the person may read, newest first."""
    query = (
        _events()
        .where(
            AuditEvent.subject_type == subject.__tablename__,
            AuditEvent.subject_id == getattr(subject, "id", None),
            visible.events(viewer),
        )
        .order_by(AuditEvent.id.desc())
        .limit(NEWEST)
    )
    return told(db.session.execute(query).all())


def of_own(subject: Base) -> Sequence[Told]:
    """The newest events of a record that belongs to a company and no relationship, newest first.

    Whoever asks was given the record because they may read it.
    """
    own = AuditEvent.subject_type == subject.__tablename__, AuditEvent.subject_id == getattr(subject, "id", None)
    query = _events().where(*own, AuditEvent.chain == INSTALLATION).order_by(AuditEvent.id.desc()).limit(NEWEST)
    return told(db.session.execute(query).all())


def of_relationship(
    viewer: Viewer,
    relationship_id: int,
    *,
    which: Filter = NOTHING_ASKED,
    after: str | None = None,
    before: str | None = None,
    size: int = paging.SIZE,
) -> Slice:
    """A page of what happened in a relationship (Told), as far as the person may read it, newest first."""
    return page_of(
        AuditEvent.chain == relationship_id,
        visible.events(viewer),
        *which.conditions(),
        after=after,
        before=before,
        size=size,
    )


def of_installation(
    viewer: Viewer, *, which: Filter = NOTHING_ASKED, after: str | None = None, before: str | None = None
) -> Slice:
    """A page of what happened in the installation, newest first, as envelopes: no names of things, no words."""
    found = page_of(visible.installation_events(viewer), *which.conditions(), after=after, before=before)
    return Slice([_envelope(one) for one in found.rows], found.before, found.after)  # type: ignore[misc, arg-type]


@dataclass(frozen=True)
class Exported:
    """A link of a chain as a file holds it; of what the reader does not see, `text` is None and nothing is `said`.

    `said` are the values of each person with the salt they were hashed with.
    """

    seq: int
    previous_hash: str
    hash: str
    text: str | None
    said: dict[str, dict[str, Any]]


def exported(viewer: Viewer, relationship_id: int, *, after: int) -> Iterator[Exported]:
    """The events of a relationship's chain in its order, with those the person does not see as links without a text.

    What is said of people of another company leaves out who says from which network they came.
    """
    said = (
        select(_gathered(_pair(AuditPersonal.salt, _json(AuditPersonal.said))))
        .where(AuditPersonal.chain == AuditEvent.chain, AuditPersonal.seq == AuditEvent.seq)
        .correlate(AuditEvent)
        .scalar_subquery()
    )
    seen = visible.events(viewer)
    query = (
        select(
            AuditEvent.seq,
            AuditEvent.previous_hash,
            AuditEvent.hash,
            (AuditEvent.company_id == viewer.organisation_id).label("is_own"),
            case((seen, AuditEvent.text)).label("text"),
            case((seen, said)).label("said"),
        )
        .where(AuditEvent.chain == relationship_id)
        .order_by(AuditEvent.seq)
        .limit(EXPORTED_AT_ONCE)
    )
    while rows := db.session.execute(query.where(AuditEvent.seq > after)).all():
        for row in rows:
            words = json.loads(row.said) if isinstance(row.said, str) else row.said
            told = {
                person: {"salt": salt, "said": values}
                for person, (salt, values) in (words or {}).items()
                if row.is_own or "address" not in values
            }
            yield Exported(row.seq, row.previous_hash, row.hash, row.text or None, told)
        after = rows[-1].seq


def page_of(
    *which: ColumnElement[bool], after: str | None = None, before: str | None = None, size: int = paging.SIZE
) -> Slice:
    """A page of the events for which all of this holds (Told), newest first."""
    found = paging.page(
        _events().where(*which), by=[AuditEvent.id.expression], descending=True, after=after, before=before, size=size
    )
    return Slice(told(found.rows), found.before, found.after)  # type: ignore[arg-type]  # read like rows


def told(rows: Iterable[Row[Any]]) -> list[Told]:
    """Rows of `_events()` with what is said of people put in its place."""
    return [_told(row) for row in rows]


def holders(seats: Mapping[int, datetime]) -> dict[int, tuple[int, str]]:
    """Who held each of these seats on the day (UTC) of its instant: (person, name) by seat; vacant ones are missing."""
    if not seats:
        return {}
    found = db.session.execute(
        select(Tenure.seat_id, Tenure.from_on, Tenure.to_on, Tenure.person_id, Person.name)
        .join(Person, Person.id == Tenure.person_id)
        .where(Tenure.seat_id.in_(seats))
    ).all()
    return {
        row.seat_id: (row.person_id, row.name)
        for row in found
        if row.from_on <= seats[row.seat_id].date() and (row.to_on is None or row.to_on >= seats[row.seat_id].date())
    }


def name_of(kept: str, then: personal.Said | None, now: str | None) -> str:
    """The name as it was `then`; of who was erased, the pseudonym they have `now`."""
    return kept or (then or {}).get("name") or now or personal.ERASED


def _events() -> Select[Any]:
    """Events with what they say of people, in one statement: pages have few to spend."""
    return (
        select(*COLUMNS, Person.name.label("actor_now"), Giver.name.label("behalf_now"), _said().label("said"))
        .outerjoin(Person, Person.id == AuditEvent.actor_id)
        .outerjoin(Giver, Giver.id == AuditEvent.for_person_id)
    )


def _said() -> Any:
    """What an event says of each person, as JSON by person."""
    return (
        select(_gathered(_json(AuditPersonal.said)))
        .where(AuditPersonal.chain == AuditEvent.chain, AuditPersonal.seq == AuditEvent.seq)
        .correlate(AuditEvent)
        .scalar_subquery()
    )


def _gathered(value: Any) -> Any:
    """A value of every person an event says something of, as JSON by person."""
    on_postgresql = db.engine.dialect.name == "postgresql"
    gathered = func.json_object_agg if on_postgresql else func.json_group_object
    return gathered(cast(AuditPersonal.person_id, String), value, type_=AuditEvent.sealed.type)


def _pair(one: Any, other: Any) -> Any:
    """Two values as a JSON array."""
    return (func.json_build_array if db.engine.dialect.name == "postgresql" else func.json_array)(one, other)


def _json(column: Any) -> Any:
    """A JSON column as a part of other JSON."""
    return column if db.engine.dialect.name == "postgresql" else func.json(column)


def _envelope(event: Told) -> Told:
    """An event without what people wrote or what it concerns; of what was refused, at which door."""
    label = event.label if event.is_refused and event.action == "refused" else ""
    return replace(event, label=label, changes={}, reason="", subject_id=None)


def _told(row: Row[Any]) -> Told:
    said = {int(person): words for person, words in (row.said or {}).items()}
    about = said.get(row.subject_id if row.subject_type == "person" else personal.NOBODY, {})
    return Told(
        id=row.id,
        chain=row.chain,
        at=row.at,
        action=row.action,
        actor_id=row.actor_id,
        actor_name=_name(row.actor_id, row.actor_name, row.actor_now, said),
        on_behalf_of=_name(row.for_person_id, "", row.behalf_now, said) if row.for_person_id else "",
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        label=row.label or next((words["label"] for words in (about, *said.values()) if "label" in words), ""),
        audience=row.audience,
        changes=personal.told(row.changes, said),
        reason=row.reason or next((words["reason"] for words in said.values() if "reason" in words), ""),
        origin=row.origin,
        address=said.get(row.actor_id or personal.NOBODY, {}).get("address", ""),
        request_id=row.request_id,
        company_id=row.company_id,
        is_refused=row.is_refused,
    )


def _name(person_id: int | None, kept: str, now: str | None, said: Mapping[int, personal.Said]) -> str:
    return name_of(kept, said.get(person_id or personal.NOBODY), now)
