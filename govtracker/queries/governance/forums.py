"""Which forums a relationship has, who sits in them, and which are due to be planned."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, func, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import SeatRole, Side, Tier
from govtracker.models import Forum, ForumMember, FunctionalArea, Person, Relationship, Seat, Tenure
from govtracker.queries import find, visible
from govtracker.queries.structure.absences import is_away
from govtracker.queries.structure.seats import held_on
from govtracker.rules import wall_time

COLUMNS = ("id", "name", "tier", "charter", "rrule", "local_time", "zone", "starts_on", "minutes")
CHAIRS = ("client_chair_id", "supplier_chair_id")


def of_relationship(viewer: Viewer, relationship_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The forums of a relationship with their rule, chairs' seats and number of `members`, from the strategic down."""
    members = (
        select(func.count()).where(ForumMember.forum_id == Forum.id).correlate(Forum).scalar_subquery().label("members")
    )
    rows = db.session.execute(
        select(*(getattr(Forum, name) for name in (*COLUMNS, *CHAIRS)), members).where(
            Forum.relationship_id == relationship_id, visible.of_relationship(viewer, Forum.relationship_id)
        )
    ).all()
    return sorted(rows, key=lambda row: (list(Tier).index(row.tier), row.name, row.id))


def names_by_tier(viewer: Viewer, relationship_id: int) -> dict[Tier, str]:
    """The oldest forum of each tier, by name."""
    rows = db.session.execute(
        select(Forum.tier, Forum.name)
        .where(Forum.relationship_id == relationship_id, visible.of_relationship(viewer, Forum.relationship_id))
        .order_by(Forum.id.desc())
    )
    return {row.tier: row.name for row in rows}


def people(forum: Forum, *, on: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """The seats of a forum, chairs first, with who holds each on a day; for a vacant SPOC seat its deputy acts."""
    chairs = [forum.client_chair_id, forum.supplier_chair_id]
    is_chair = Seat.id.in_(chairs).label("is_chair")
    members = select(ForumMember.seat_id).where(ForumMember.forum_id == forum.id)
    return db.session.execute(
        select(
            Seat.id,
            Seat.side,
            Seat.role,
            FunctionalArea.name.label("area"),
            Person.id.label("person_id"),
            Person.name.label("person"),
            is_chair,
        )
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .outerjoin(Tenure, (Tenure.seat_id == Seat.id) & held_on(on))
        .outerjoin(Person, (Person.id == func.coalesce(Tenure.person_id, acting_deputy(on))) & Person.is_active)
        .where(or_(Seat.id.in_(chairs), Seat.id.in_(members)))
        .order_by(is_chair.desc(), Seat.side, Seat.id)
    ).all()


def standing_in(forum: Forum, *, on: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Who acts for a SPOC of a forum who is away on a day: person_id, person and side of each deputy."""
    members = select(ForumMember.seat_id).where(ForumMember.forum_id == forum.id)
    return db.session.execute(
        select(Seat.side, Person.id.label("person_id"), Person.name.label("person"))
        .join(Tenure, (Tenure.seat_id == Seat.id) & held_on(on))
        .join(Person, (Person.id == acting_deputy(on)) & Person.is_active)
        .where(or_(Seat.id.in_([forum.client_chair_id, forum.supplier_chair_id]), Seat.id.in_(members)))
        .where(is_away(Tenure.person_id, on))
    ).all()


def acting_deputy(on: date) -> ScalarSelect[int]:
    """Who stands in for a vacant SPOC seat (Seat of the query around it) on a day: the deputy of its side."""
    stand_in, deputy = aliased(Seat), aliased(Tenure)
    return (
        select(deputy.person_id)
        .join(stand_in, stand_in.id == deputy.seat_id)
        .where(
            stand_in.relationship_id == Seat.relationship_id,
            stand_in.side == Seat.side,
            stand_in.role == SeatRole.DEPUTY_SPOC,
            Seat.role == SeatRole.SPOC,
            deputy.from_on <= on,
            or_(deputy.to_on.is_(None), deputy.to_on >= on),
        )
        .order_by(stand_in.id)
        .limit(1)
        .scalar_subquery()
    )


def sides_of(relationship_id: int, seat_ids: Collection[int]) -> dict[int, Side]:
    """Seat id → side, for those of `seat_ids` that belong to the relationship."""
    query = select(Seat.id, Seat.side).where(Seat.relationship_id == relationship_id, Seat.id.in_(seat_ids))
    return {row.id: row.side for row in db.session.execute(query)}


def named(relationship_id: int, name: str) -> Forum:
    """The forum of that name."""
    return db.session.scalars(select(Forum).where(Forum.relationship_id == relationship_id, Forum.name == name)).one()


def is_taken(relationship_id: int, name: str, *, except_id: int | None) -> bool:
    """Whether another forum of the relationship has this name, whatever its case."""
    query = select(Forum.id).where(Forum.relationship_id == relationship_id, func.lower(Forum.name) == name.lower())
    if except_id is not None:
        query = query.where(Forum.id != except_id)
    return db.session.scalar(query.limit(1)) is not None


def to_plan(at: datetime) -> Sequence[int]:
    """Ids of the forums whose next reviews are to be laid out at `at`."""
    return db.session.scalars(
        select(Forum.id)
        .join(Forum.relationship)
        .where(Forum.plan_at <= at, Relationship.archived_at.is_(None))
        .order_by(Forum.plan_at, Forum.id)
    ).all()


def laid_otherwise(at: datetime) -> Sequence[int]:
    """Ids of the forums whose reviews were laid out by other time zone data than this process has."""
    return db.session.scalars(
        select(Forum.id)
        .join(Forum.relationship)
        .where(Forum.laid_with != wall_time.data_version(), Forum.plan_at.is_not(None))
        .where(Relationship.archived_at.is_(None))
        .order_by(Forum.id)
    ).all()


def of_organisation(organisation_id: int) -> Sequence[Forum]:
    """The forums that go on in relationships of a company, on either side; for the service that lays them anew."""
    return db.session.scalars(
        select(Forum)
        .join(Forum.relationship)
        .where(Forum.ended_at.is_(None), Relationship.archived_at.is_(None))
        .where(or_(Relationship.client_id == organisation_id, Relationship.supplier_id == organisation_id))
        .order_by(Forum.id)
    ).all()


def to_be_planned(forum_id: int) -> Forum:
    """The forum, for the worker that plans it."""
    return find.one(select(Forum).where(Forum.id == forum_id))
