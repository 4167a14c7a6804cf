"""Who sits where: the seats of a relationship on any day, and who may take one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Row, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import SeatRole, Side, Tier
from govtracker.models import FunctionalArea, Person, Relationship, RelationshipArea, Seat, Tenure
from govtracker.rules.structure.structure import PairFacts

Leads = dict[tuple[int | None, str], dict[Side, int | None]]
ORDER = {role: place for place, role in enumerate(SeatRole)}


@dataclass(frozen=True)
class SeatRow:
    """A seat on a day. `since` is the holder's first day; of a vacant seat `vacant_since` is the first day without.

    A seat nobody has held yet has neither. `money_limit` is in minor units of `currency`.
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

    @property
    def initials(self) -> str:
        """Up to two letters that stand for the holder."""
        words = (self.person or "–").split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def structure_of(relationship_id: int, on: date) -> list[SeatRow]:
    """The seats of a relationship with who held them on a day: client first, from the sponsor down, by area."""
    before = aliased(Tenure)
    last_day = (
        select(func.max(before.to_on)).where(before.seat_id == Seat.id, before.to_on < on).correlate(Seat)
    ).scalar_subquery()
    rows = db.session.execute(
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
            last_day.label("last_day"),
        )
        .join(FunctionalArea, FunctionalArea.id == Seat.area_id, isouter=True)
        .join(
            RelationshipArea,
            and_(RelationshipArea.relationship_id == Seat.relationship_id, RelationshipArea.area_id == Seat.area_id),
            isouter=True,
        )
        .join(Tenure, and_(Tenure.seat_id == Seat.id, held_on(on)), isouter=True)
        .join(Person, Person.id == Tenure.person_id, isouter=True)
        .where(Seat.relationship_id == relationship_id)
        .order_by(Seat.side, case(ORDER, value=Seat.role), RelationshipArea.position, FunctionalArea.name, Seat.id)
    )
    return [_seat(row) for row in rows]


def pairs_of(relationship_ids: Collection[int], on: date) -> dict[int, list[PairFacts]]:
    """Relationship id → its function pairs with who led them on a day, by area."""
    rows = db.session.execute(LEADS, {"relationship_ids": list(relationship_ids), "on": on})
    leads: dict[int, Leads] = {id_: {} for id_ in relationship_ids}
    for relationship_id, area_id, area, side, person_id in rows:
        leads[relationship_id].setdefault((area_id, area), {})[side] = person_id
    return {id_: _facing(found) for id_, found in leads.items()}


def pairs(seats: Sequence[SeatRow]) -> list[PairFacts]:
    """The function pairs among the seats of one relationship, in their order."""
    leads: Leads = {}
    for seat in seats:
        if seat.role is SeatRole.FUNCTIONAL_LEAD and seat.area_id is not None:
            leads.setdefault((seat.area_id, seat.area or ""), {})[seat.side] = seat.person_id
    return _facing(leads)


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
    values = dict(row._mapping)
    last_day = values.pop("last_day")
    vacant = last_day is not None and row.person_id is None
    return SeatRow(**values, vacant_since=last_day + timedelta(days=1) if vacant else None)


def _facing(leads: Leads) -> list[PairFacts]:
    return [
        PairFacts(area_id or 0, area, by_side.get(Side.CLIENT), by_side.get(Side.SUPPLIER))
        for (area_id, area), by_side in leads.items()
    ]


def _tenures_of_side(relationship_id: int, side: Side) -> Select[int]:
    return (
        select(Tenure.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Seat.relationship_id == relationship_id, Seat.side == side)
        .limit(1)
    )


LEADS = (
    select(Seat.relationship_id, Seat.area_id, FunctionalArea.name, Seat.side, Tenure.person_id)
    .join(FunctionalArea, FunctionalArea.id == Seat.area_id)
    .join(Tenure, and_(Tenure.seat_id == Seat.id, held_on(bindparam("on", type_=Date))), isouter=True)
    .where(Seat.relationship_id.in_(bindparam("relationship_ids", expanding=True)))
    .where(Seat.role == SeatRole.FUNCTIONAL_LEAD)
    .order_by(Seat.relationship_id, FunctionalArea.position, FunctionalArea.name, Seat.id)
)
