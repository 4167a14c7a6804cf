"""The minutes of a review as they stand now, and as both chairs agreed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Row,
    Select,
    String,
    Text,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import Audience, Presence, Side
from govtracker.models import Action, AgreedMinutes, Attendee, Decision, Issue, Person, Review, Risk, Topic
from govtracker.queries import find
from govtracker.rules import date_words, keys, money
from govtracker.rules.reviews.minutes import Attended, Born, MinutedTopic, Minutes
from govtracker.rules.words import label

KINDS = (Decision, Action, Risk, Issue)


def content(review: Review) -> Minutes:
    """What the chairs agree to, of what both sides share; in four statements."""
    born = _born(review)
    held_at = review.held_at or review.scheduled_at
    relationship = review.relationship
    return Minutes(
        relationship=relationship.key,
        companies=(relationship.client.name, relationship.supplier.name),
        forum=review.forum.name,
        period=review.period_key,
        held=held_at.astimezone(UTC).isoformat(timespec="minutes"),
        zone=review.zone or review.forum.zone,
        attended=tuple(
            Attended(row.name, row.side.value, row.presence.value, row.represented_by) for row in attendees(review.id)
        ),
        guests=review.guests,
        topics=tuple(
            MinutedTopic(row.title, row.notes, row.decision, tuple(born.get(row.id, ()))) for row in _topics(review.id)
        ),
        others=tuple(born.get(None, ())),
        number=newest_number(review.id) + 1,
        reason=review.amendment_reason,
    )


def attendees(review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who of the forum was there or not, the client's first, by name."""
    return db.session.execute(
        select(Attendee.person_id, Attendee.side, Attendee.presence, Attendee.represented_by, Person.name)
        .join(Person, Person.id == Attendee.person_id)
        .where(Attendee.review_id == review_id)
        .order_by(Attendee.side == Side.SUPPLIER, Person.name, Person.id)
    ).all()


@dataclass(frozen=True)
class There:
    """How one of the forum attended."""

    person: Person
    presence: Presence
    represented_by: str


def people(review_id: int) -> list[There]:
    """Who of the forum was there or not, in the order of their numbers; for the service that writes it."""
    query = select(Person, Attendee.presence, Attendee.represented_by).join(Attendee, Attendee.person_id == Person.id)
    return [There(*row) for row in db.session.execute(query.where(Attendee.review_id == review_id).order_by(Person.id))]


def rows_of(review_id: int) -> dict[int, Attendee]:
    """Person id → how they attended, for the service that writes it."""
    found = db.session.scalars(select(Attendee).where(Attendee.review_id == review_id))
    return {row.person_id: row for row in found}


def agreed(review_id: int) -> Sequence[AgreedMinutes]:
    """The agreed texts of a review, the one in force first."""
    query = select(AgreedMinutes).where(AgreedMinutes.review_id == review_id)
    return db.session.scalars(query.order_by(AgreedMinutes.number.desc())).all()


def one(review_id: int, number: int) -> AgreedMinutes:
    """One agreed text; raises NotFound."""
    return find.one(select(AgreedMinutes).where(AgreedMinutes.review_id == review_id, AgreedMinutes.number == number))


def newest_number(review_id: int) -> int:
    """The number of the agreed text in force, 0 where there is none."""
    query = select(func.max(AgreedMinutes.number)).where(AgreedMinutes.review_id == review_id)
    return db.session.scalar(query) or 0


def _topics(review_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(Topic.id, Topic.title, Topic.notes, Topic.decision)
        .where(Topic.review_id == review_id)
        .order_by(Topic.position, Topic.id)
    ).all()


def _born(review: Review) -> dict[int | None, list[Born]]:
    """Topic id (None for the review itself) → the shared records born there."""
    found: dict[int | None, list[Born]] = {}
    rows = db.session.execute(_all_records(), {"review_id": review.id})
    for row in sorted(rows, key=lambda row: (ORDER.index(row.kind), row.number)):
        key = keys.KEY_OF[row.kind](review.relationship.key, row.number, Audience.SHARED)
        found.setdefault(row.topic_id, []).append(Born(row.kind, key, row.title, _note(row)))
    return found


@lru_cache(maxsize=1)
def _all_records() -> CompoundSelect[Any]:
    """Built once: it is asked at every agreement."""
    return union_all(*(select(_records(table).subquery()) for table in KINDS))


def _records(table: Any) -> Select[Any]:
    person, nothing = aliased(Person), null()
    own: dict[str, Any] = {
        "weight": type_coerce(Issue.severity, String) if table is Issue else cast(nothing, String),
        "said": Decision.reason if table is Decision else cast(nothing, Text),
        "amount": Decision.amount if table is Decision else cast(nothing, BigInteger),
        "currency": Decision.currency if table is Decision else cast(nothing, String),
    }
    return (
        select(
            literal(table.__tablename__).label("kind"),
            table.number.label("number"),
            table.title.label("title"),
            table.topic_id.label("topic_id"),
            (table.look_on if table is Risk else table.due_on).label("due_on"),
            person.name.label("owner"),
            *(value.label(name) for name, value in own.items()),
        )
        .outerjoin(person, person.id == table.owner_id)
        .where(table.review_id == bindparam("review_id"), table.audience == Audience.SHARED)
    )


def _note(row: Any) -> str:
    if row.kind == "decision":
        amount = f"{money.shown(row.amount, row.currency)}; " if row.amount is not None else ""
        return f"{amount}{row.said}"
    weight = f"{label(row.weight)}, " if row.weight else ""
    return f"{weight}{row.owner or 'nobody yet'}, by {date_words.long_day(row.due_on)}"


ORDER = [table.__tablename__ for table in KINDS]
