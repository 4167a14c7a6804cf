"""Who sits where: the seats of a relationship on any day, and who may take one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Row, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import SeatRole, Side, Tier
from govtracker.models import Absence, FunctionalArea, Person, Relationship, RelationshipArea, Seat, Tenure
from govtracker.rules.structure.posts import SPEAKING, Away, Post, Posts

ORDER = {role: place for place, role in enumerate(SeatRole)}


@dataclass(frozen=True)
class SeatRow:
    """A seat on a day. `since` is the holder's first day; of a vacant seat `vacant_since` is the first day without.

    A seat nobody has held yet has neither. While the holder is away `away_until` is the last such day.
    `money_limit` is in minor units of `currency`.
    """

    seat_id: int
    side: Side
    role: SeatRole
    tier: Tier
    area_id: int | None
    area: str | None
    scope_of_authority: str
    scope_of_responsibility: str
    money_limit: int | None
    currency: str
    person_id: int | None
    person: str | None
    since: date | None
    vacant_since: date | None
    away_until: date | None = None

    @property
    def initials(self) -> str:
        """Up to two letters that stand for the holder."""
        words = (self.person or "–").split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def structure_of(relationship_id: int, on: date) -> list[SeatRow]:
    """The seats of a relationship with who held them on a day: client first, from the sponsor down, by area."""
    return structure_since(relationship_id, on, on)[0]


def structure_since(relationship_id: int, since: date, on: date) -> tuple[list[SeatRow], Posts]:
    """The same with everybody who held one of the seats from `since` to `on`, and when these were away."""
    rows = db.session.execute(SEATS, {"relationship_id": relationship_id, "since": since, "on": on}).all()
    seats: dict[int, SeatRow] = {}
    held, away = set(), set()
    for row in rows:
        seats.setdefault(row.seat_id, _seat(row))
        if row.person_id is not None:
            held.add(Post(row.person_id, row.side, row.role, row.area_id, row.since, row.to_on))
        if row.away_from is not None:
            away.add(Away(row.person_id, row.away_from, row.away_to))
        if row.person_id is not None and row.is_holder:
            seats[row.seat_id] = _held(seats[row.seat_id], row, on)
    order = attrgetter("person_id", "from_on")
    return list(seats.values()), Posts(tuple(sorted(held, key=order)), tuple(sorted(away, key=order)))


def candidates(relationship: Relationship, side: Side) -> Sequence[tuple[int, str]]:
    """(id, name) of the active people of a side's company: only they may take its seats."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(Person.organisation_id == relationship.company(side).id, Person.is_active)
        .order_by(Person.name, Person.id)
    )
    return [(row.id, row.name) for row in rows]


def person_of(relationship: Relationship, side: Side, person_id: int) -> Person | None:
    """The active person of a side's company, or None."""
    company_id = relationship.company(side).id
    return db.session.scalar(
        select(Person).where(Person.id == person_id, Person.organisation_id == company_id, Person.is_active)
    )


def is_seated(relationship_id: int, side: Side, person_id: int, *, from_on: date) -> bool:
    """Whether a person holds a seat of that side on a day, or takes one later."""
    later = or_(Tenure.to_on.is_(None), Tenure.to_on >= from_on)
    return (
        db.session.scalar(_tenures_of_side(relationship_id, side).where(Tenure.person_id == person_id, later))
        is not None
    )


def is_spoken_for(relationship_id: int, side: Side, day: date, *, without: int) -> bool:
    """Whether somebody speaks for a side on a day, as SPOC or deputy, leaving one seat out."""
    speaking = _tenures_of_side(relationship_id, side).where(Seat.role.in_(SPEAKING), Seat.id != without, held_on(day))
    return db.session.scalar(speaking) is not None


def last_tenure(seat_id: int) -> Tenure | None:
    """The latest tenure of a seat: the holder's, or the one before it fell vacant."""
    return db.session.scalars(
        select(Tenure).where(Tenure.seat_id == seat_id).order_by(Tenure.from_on.desc(), Tenure.id.desc()).limit(1)
    ).first()


def tenures(seat_id: int) -> Sequence[Tenure]:
    """Everybody who has held a seat or will, the latest first."""
    return db.session.scalars(
        select(Tenure).where(Tenure.seat_id == seat_id).order_by(Tenure.from_on.desc(), Tenure.id.desc())
    ).all()


def of_side(relationship_id: int, side: Side) -> Sequence[Seat]:
    """The seats of a side, the oldest first."""
    return db.session.scalars(
        select(Seat).where(Seat.relationship_id == relationship_id, Seat.side == side).order_by(Seat.id)
    ).all()


def last_tenures(seat_ids: Collection[int]) -> dict[int, Tenure]:
    """Seat → its latest tenure: the holder's, or the one before it fell vacant."""
    found = db.session.scalars(select(Tenure).where(Tenure.seat_id.in_(seat_ids)).order_by(Tenure.from_on, Tenure.id))
    return {tenure.seat_id: tenure for tenure in found}


def same_seat(relationship_id: int, side: Side, role: SeatRole, area_id: int | None) -> Seat | None:
    """The seat of that role (and area) on a side, if there is one."""
    wanted = Seat.area_id == area_id if area_id is not None else Seat.area_id.is_(None)
    return db.session.scalars(
        select(Seat).where(Seat.relationship_id == relationship_id, Seat.side == side, Seat.role == role, wanted)
    ).first()


def held_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Tenures that include a day."""
    return and_(Tenure.from_on <= day, or_(Tenure.to_on.is_(None), Tenure.to_on >= day))


def _seat(row: Row[*tuple[Any, ...]]) -> SeatRow:
    """A seat as if nobody held it."""
    own = {name: getattr(row, name) for name in SEAT_COLUMNS}
    vacant_since = row.last_day + timedelta(days=1) if row.last_day is not None else None
    return SeatRow(**own, person_id=None, person=None, since=None, vacant_since=vacant_since)


def _held(seat: SeatRow, row: Row[*tuple[Any, ...]], on: date) -> SeatRow:
    away = row.away_to if row.away_from is not None and row.away_from <= on <= row.away_to else seat.away_until
    who = {"person_id": row.person_id, "person": row.person, "since": row.since}
    return replace(seat, **who, vacant_since=None, away_until=away)


def _tenures_of_side(relationship_id: int, side: Side) -> Select[int]:
    return (
        select(Tenure.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Seat.relationship_id == relationship_id, Seat.side == side)
        .limit(1)
    )


BEFORE = aliased(Tenure)
SEAT_COLUMNS = (
    "seat_id",
    "side",
    "role",
    "tier",
    "area_id",
    "area",
    "scope_of_authority",
    "scope_of_responsibility",
    "money_limit",
    "currency",
)
SINCE, ON = bindparam("since", type_=Date), bindparam("on", type_=Date)
SEATS = (
    select(
        Seat.id.label("seat_id"),
        Seat.side,
        Seat.role,
        Seat.tier,
        Seat.area_id,
        FunctionalArea.name.label("area"),
        Seat.scope_of_authority,
        Seat.scope_of_responsibility,
        Seat.money_limit,
        Seat.currency,
        Tenure.person_id,
        Person.name.label("person"),
        Tenure.from_on.label("since"),
        Tenure.to_on,
        held_on(ON).label("is_holder"),
        Absence.from_on.label("away_from"),
        Absence.to_on.label("away_to"),
        select(func.max(BEFORE.to_on))
        .where(BEFORE.seat_id == Seat.id, BEFORE.to_on < ON)
        .correlate(Seat)
        .scalar_subquery()
        .label("last_day"),
    )
    .join(FunctionalArea, FunctionalArea.id == Seat.area_id, isouter=True)
    .join(
        RelationshipArea,
        and_(RelationshipArea.relationship_id == Seat.relationship_id, RelationshipArea.area_id == Seat.area_id),
        isouter=True,
    )
    .join(
        Tenure,
        and_(Tenure.seat_id == Seat.id, Tenure.from_on <= ON, or_(Tenure.to_on.is_(None), Tenure.to_on >= SINCE)),
        isouter=True,
    )
    .join(Person, Person.id == Tenure.person_id, isouter=True)
    .join(
        Absence,
        and_(Absence.person_id == Tenure.person_id, Absence.from_on <= ON, Absence.to_on >= SINCE),
        isouter=True,
    )
    .where(Seat.relationship_id == bindparam("relationship_id"))
    .order_by(Seat.side, case(ORDER, value=Seat.role), RelationshipArea.position, FunctionalArea.name, Seat.id)
)
