"""Rounds of the pulse: which there are, who is asked in them and has not answered, and their sheets while open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, delete, func, select, update

from govtracker.access import WRITING_SEATS, Viewer
from govtracker.database import db
from govtracker.enums import Side, Tier
from govtracker.models import Person, PulseAsked, PulseRound, PulseSheet, Relationship, Seat, Tenure
from govtracker.queries import find, paging, visible
from govtracker.queries.paging import Slice
from govtracker.queries.structure.seats import held_on
from govtracker.rules.partnership.rotation import Asked, Member

A_PAGE = 12
AT_ONCE = 200


@dataclass(frozen=True)
class Rate:
    """How many of a side were asked, and how many of them have answered."""

    asked: int = 0
    answered: int = 0


def one(viewer: Viewer, key: str, number: int) -> PulseRound:
    """The round of that number in relationship `key`; raises NotFound."""
    return find.one(
        select(PulseRound)
        .join(PulseRound.relationship)
        .where(Relationship.key == key.upper(), PulseRound.number == number)
        .where(visible.of_relationship(viewer, PulseRound.relationship_id))
    )


def for_worker(round_id: int) -> PulseRound:
    """The round of that id, locked."""
    return find.one(select(PulseRound).where(PulseRound.id == round_id))


def open_one(relationship_id: int) -> PulseRound | None:
    """The round that is open, or None."""
    query = select(PulseRound).where(PulseRound.relationship_id == relationship_id, PulseRound.closed_at.is_(None))
    return db.session.scalars(query).one_or_none()


def next_number(relationship_id: int) -> int:
    """The number of the next round."""
    query = select(func.max(PulseRound.number)).where(PulseRound.relationship_id == relationship_id)
    return (db.session.scalar(query) or 0) + 1


def listed(viewer: Viewer, relationship_id: int, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of the closed rounds, the newest first."""
    query = select(
        PulseRound.id,
        PulseRound.number,
        PulseRound.opened_at,
        PulseRound.closed_at,
        PulseRound.client_asked,
        PulseRound.client_answered,
        PulseRound.supplier_asked,
        PulseRound.supplier_answered,
        PulseRound.pairs,
        PulseRound.healthy_pairs,
        PulseRound.spoc_share,
    ).where(PulseRound.relationship_id == relationship_id, PulseRound.closed_at.is_not(None))
    query = query.where(visible.of_relationship(viewer, PulseRound.relationship_id))
    return paging.page(
        query, by=[PulseRound.number.expression], descending=True, after=after, before=before, size=A_PAGE
    )


def members(relationship_id: int, tiers: Collection[Tier], *, on: date) -> list[Member]:
    """Who sits in these tiers on a day (UTC), with when they were asked before; somebody with two seats twice.

    Whoever only looks on is not asked, nor who may not sign in any more.
    """
    before = _asked_before(relationship_id)
    rows = db.session.execute(
        select(Tenure.person_id, Seat.side, Seat.tier, Seat.area_id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Seat.relationship_id == relationship_id, Seat.tier.in_(tiers), Seat.role.in_(WRITING_SEATS))
        .where(held_on(on), Person.is_active)
        .order_by(Seat.id)
    )
    return [Member(row.person_id, row.side, row.tier, row.area_id, before.get(row.person_id)) for row in rows]


def asked(round_id: int, person_id: int) -> PulseAsked | None:
    """That somebody is asked in a round, or None where they are not."""
    query = select(PulseAsked).where(PulseAsked.round_id == round_id, PulseAsked.person_id == person_id)
    return db.session.scalars(query).one_or_none()


def is_waiting(round_id: int, person_id: int) -> bool:
    """Whether a round is open in which somebody is asked and has not answered."""
    query = select(PulseAsked.id).join(PulseRound, PulseRound.id == PulseAsked.round_id)
    waiting = PulseAsked.person_id == person_id, ~PulseAsked.has_answered, PulseRound.closed_at.is_(None)
    return db.session.scalar(query.where(PulseRound.id == round_id, *waiting)) is not None


def has_counterpart(asked_one: PulseAsked) -> bool:
    """Whether whoever leads the same area across the table is asked, too."""
    query = select(PulseAsked.id).where(
        PulseAsked.round_id == asked_one.round_id,
        PulseAsked.area_id == asked_one.area_id,
        PulseAsked.side == asked_one.side.other,
    )
    return asked_one.area_id is not None and db.session.scalar(query.limit(1)) is not None


def rates(round_id: int) -> dict[Side, Rate]:
    """Side → how many are asked and have answered in a round; who, nobody is told."""
    answered = func.sum(case((PulseAsked.has_answered, 1), else_=0))
    rows = db.session.execute(
        select(PulseAsked.side, func.count(), answered).where(PulseAsked.round_id == round_id).group_by(PulseAsked.side)
    )
    return dict.fromkeys(Side, Rate()) | {row[0]: Rate(row[1], int(row[2])) for row in rows}


def asked_people(round_id: int, *, waiting: bool = False) -> Sequence[int]:
    """The people asked in a round, by id; only those who have not answered, where `waiting`."""
    query = select(PulseAsked.person_id).where(PulseAsked.round_id == round_id).order_by(PulseAsked.person_id)
    return db.session.scalars(query.where(~PulseAsked.has_answered) if waiting else query).all()


def sheet(marks: Collection[str]) -> PulseSheet | None:
    """The sheet with one of these marks, or None."""
    return db.session.scalars(select(PulseSheet).where(PulseSheet.id.in_(marks))).one_or_none()


def sheets(round_id: int) -> Sequence[PulseSheet]:
    """The sheets of an open round; their order is that of their marks and tells nothing."""
    return db.session.scalars(select(PulseSheet).where(PulseSheet.round_id == round_id).order_by(PulseSheet.id)).all()


def delete_sheets(round_id: int) -> None:
    """Let the sheets of a round go."""
    db.session.execute(delete(PulseSheet).where(PulseSheet.round_id == round_id))


def forget_who_answered(round_id: int) -> None:
    """Let nothing say any more which of those who were asked have answered."""
    db.session.execute(update(PulseAsked).where(PulseAsked.round_id == round_id).values(has_answered=False))


def to_close(at: datetime) -> Sequence[int]:
    """The ids of rounds whose time is over, at most AT_ONCE."""
    query = select(PulseRound.id).where(PulseRound.closed_at.is_(None), PulseRound.closes_at <= at)
    return db.session.scalars(query.order_by(PulseRound.closes_at, PulseRound.id).limit(AT_ONCE)).all()


def to_remind(at: datetime) -> Sequence[int]:
    """The ids of open rounds of which a reminder is due, at most AT_ONCE."""
    query = select(PulseRound.id).where(PulseRound.closed_at.is_(None), PulseRound.remind_at <= at)
    return db.session.scalars(query.order_by(PulseRound.closes_at, PulseRound.id).limit(AT_ONCE)).all()


def _asked_before(relationship_id: int) -> dict[int, Asked]:
    rows = db.session.execute(
        select(PulseAsked.person_id, func.count(), func.min(PulseRound.number), func.max(PulseRound.number))
        .join(PulseRound, PulseRound.id == PulseAsked.round_id)
        .where(PulseRound.relationship_id == relationship_id)
        .group_by(PulseAsked.person_id)
    )
    return {row[0]: Asked(row[1], row[2], row[3]) for row in rows}
