"""Links for one task: where an address leads, and which links a side has given."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import WRITING_SEATS, LinkHolder, Viewer
from govtracker.database import db
from govtracker.enums import ActionStatus, SeatRole, Side
from govtracker.models import Action, Person, Relationship, Seat, TaskLink, Tenure
from govtracker.queries import NotFound, find, owners, paging, viewers, visible
from govtracker.queries.paging import Slice
from govtracker.rules.task_links import Standing

MOST = 500  # that one run of the job ends
GONE = (ActionStatus.VERIFIED, ActionStatus.CANCELLED)
GIVEN_BY = aliased(Person)


def by_token(token_hash: str) -> TaskLink | None:
    """The link whose secret has this SHA-256 (hex), ended or not; locked until the commit while writing."""
    try:
        return find.one(select(TaskLink).where(TaskLink.token_hash == token_hash))
    except NotFound:
        return None


def of_side(viewer: Viewer, key: str, link_id: int) -> TaskLink:
    """A link that the viewer's side gave in relationship `key`; raises NotFound."""
    return find.one(
        select(TaskLink)
        .join(TaskLink.relationship)
        .where(Relationship.key == key.upper(), TaskLink.id == link_id, visible.task_links(viewer))
    )


def told(viewer: Viewer, link_id: int | None) -> TaskLink | None:
    """The link that was given to this person, for the mail that brings it."""
    return db.session.scalar(
        select(TaskLink).where(TaskLink.id == link_id, TaskLink.person_id == viewer.person_id).limit(1)
    )


def colleague(relationship: Relationship, person_id: int, side: Side, *, on: date) -> Person | None:
    """Somebody active who holds a seat of that side on the day, and may write there."""
    if owners.side_of(relationship, person_id, on=on) is not side:
        return None
    found = viewers.person(person_id)
    return found if found.is_active else None


def colleagues(viewer: Viewer, relationship: Relationship, *, on: date) -> list[tuple[int, str]]:
    """(person id, name) of the others of the viewer's side to whom a link may be given."""
    side = viewer.side_in(relationship.place())
    rows = owners.people(relationship, on=on)
    return [(row.id, row.name) for row in rows if row.side is side and row.id != viewer.person_id]


def giver(viewer: Viewer) -> Person:
    """The row of whoever gives a link."""
    return viewers.oneself(viewer)


def holder(link: TaskLink, *, on: date) -> LinkHolder | None:
    """The person of a link as those who act by it: their seats of its relationship and side on the day, no more."""
    person = viewers.viewer(link.person_id, today=on)
    if person is None:
        return None
    return LinkHolder(
        person_id=person.person_id,
        organisation_id=person.organisation_id,
        name=person.name,
        email=person.email,
        zone=person.zone,
        seats=tuple(
            seat
            for seat in person.seats_in(link.relationship_id)
            if seat.side is link.side and seat.role in WRITING_SEATS
        ),
        via=link.given_by.name,
        via_id=link.given_by_id,
    )


def standing(link: TaskLink, *, on: date) -> Standing:
    """What decides whether a link leads anywhere; seats are those of the day `on`."""
    side = owners.side_of(link.relationship, link.person_id, on=on)
    action = link.action
    return Standing(
        expires_at=link.expires_at,
        ended=link.ending,
        is_active=link.person.is_active,
        holds_seat=side is link.side,
        is_theirs=action is None or action.owner_id == link.person_id,
        is_over=link.relationship.archived_at is not None or (action is not None and action.status in GONE),
    )


def given(viewer: Viewer, relationship: Relationship, *, after: str | None = None, before: str | None = None) -> Slice:
    """The links of the viewer's side in a relationship, the newest first: a page of columns."""
    query = _listed().where(TaskLink.relationship_id == relationship.id, visible.task_links(viewer))
    return paging.page(query, by=[TaskLink.id.expression], descending=True, after=after, before=before)


def given_for(viewer: Viewer, action: Action) -> Sequence[Row[Any]]:
    """The links of the viewer's side for an action, the newest first."""
    query = _listed().where(TaskLink.action_id == action.id, visible.task_links(viewer))
    return db.session.execute(query.order_by(TaskLink.id.desc()).limit(10)).all()


def open_for(link: TaskLink) -> Sequence[TaskLink]:
    """The other links of the same person for the same task that have not ended."""
    same = [TaskLink.person_id == link.person_id, TaskLink.audience == link.audience, TaskLink.kind == link.kind]
    task = [TaskLink.action_id.is_not_distinct_from(link.action_id)]
    month = [TaskLink.period_on.is_not_distinct_from(link.period_on)]
    place = [TaskLink.relationship_id == link.relationship_id, TaskLink.ended_at.is_(None), TaskLink.id != link.id]
    return find.several(select(TaskLink).where(*same, *task, *month, *place))


def open_of(person_id: int) -> Sequence[TaskLink]:
    """The links of a person that have not ended, wherever; locked until the commit."""
    return find.several(select(TaskLink).where(TaskLink.person_id == person_id, TaskLink.ended_at.is_(None)))


def one(link_id: int) -> TaskLink:
    """A link, for the worker; locked until the commit."""
    return find.one(select(TaskLink).where(TaskLink.id == link_id))


def to_end(at: datetime) -> Sequence[int]:
    """The links that lead nowhere any more and do not say so yet."""
    on = at.date()
    gone = or_(
        TaskLink.expires_at <= at,
        Person.is_active.is_(False),
        Relationship.archived_at.is_not(None),
        ~_is_seated(on),
        and_(Action.id.is_not(None), or_(Action.owner_id != TaskLink.person_id, Action.status.in_(GONE))),
    )
    query = (
        select(TaskLink.id)
        .join(Person, Person.id == TaskLink.person_id)
        .join(Relationship, Relationship.id == TaskLink.relationship_id)
        .outerjoin(Action, Action.id == TaskLink.action_id)
        .where(TaskLink.ended_at.is_(None), gone)
    )
    return db.session.scalars(query.order_by(TaskLink.id).limit(MOST)).all()


def _is_seated(on: date) -> ColumnElement[bool]:
    """Whether the person of a link holds a seat of its side that may write."""
    held = (Tenure.from_on <= on) & or_(Tenure.to_on.is_(None), Tenure.to_on >= on)
    return (
        select(Tenure.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Tenure.person_id == TaskLink.person_id, Seat.relationship_id == TaskLink.relationship_id, held)
        .where(Seat.side == TaskLink.audience, Seat.role != SeatRole.OBSERVER)
        .exists()
    )


def _listed() -> Select[*tuple[Any, ...]]:
    return (
        select(
            TaskLink.id,
            TaskLink.kind,
            TaskLink.period_on,
            TaskLink.is_single_use,
            TaskLink.given_at,
            TaskLink.expires_at,
            TaskLink.uses,
            TaskLink.last_used_at,
            TaskLink.last_used_from,
            TaskLink.ended_at,
            TaskLink.ending,
            Person.name.label("person"),
            Person.email.label("email"),
            GIVEN_BY.name.label("given_by"),
            Relationship.key.label("relationship_key"),
            Action.number,
            Action.audience,
            Action.title,
        )
        .join(Person, Person.id == TaskLink.person_id)
        .join(GIVEN_BY, GIVEN_BY.id == TaskLink.given_by_id)
        .join(Relationship, Relationship.id == TaskLink.relationship_id)
        .outerjoin(Action, Action.id == TaskLink.action_id)
    )
