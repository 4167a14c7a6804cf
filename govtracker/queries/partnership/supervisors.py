"""Who supervises which customer of a company, and since when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerAccount, CustomerSegment, Person, Supervision
from govtracker.queries import find, visible

MOST = 200


def roles(organisation_id: int) -> Sequence[Supervision]:
    """The roles of a company that have not ended, by when they were given."""
    query = select(Supervision).where(Supervision.organisation_id == organisation_id, Supervision.ended_at.is_(None))
    return db.session.scalars(query.order_by(Supervision.given_at, Supervision.id)).unique().all()


def role(organisation_id: int, supervision_id: int) -> Supervision:
    """One role of a company that has not ended; raises NotFound."""
    own = Supervision.id == supervision_id, Supervision.organisation_id == organisation_id
    return find.one(select(Supervision).where(*own, Supervision.ended_at.is_(None)))


def held_by(person_id: int) -> Sequence[Supervision]:
    """The roles of a person that have not ended."""
    query = select(Supervision).where(Supervision.person_id == person_id, Supervision.ended_at.is_(None))
    return db.session.scalars(query.order_by(Supervision.id)).unique().all()


def of_customer(segment_id: int | None, account_id: int | None, *, on: date) -> list[int]:
    """The active people who supervise an account, or its segment, on a day (UTC)."""
    named: list[ColumnElement[bool]] = []
    if segment_id is not None:
        named.append(Supervision.segment_id == segment_id)
    if account_id is not None:
        named.append(Supervision.account_id == account_id)
    if not named:
        return []
    in_force = Supervision.from_on <= on, or_(Supervision.to_on.is_(None), Supervision.to_on >= on)
    query = select(Supervision.person_id).where(or_(*named), Supervision.ended_at.is_(None), *in_force)
    return list(db.session.scalars(query.distinct().order_by(Supervision.person_id)))


def segments(viewer: Viewer) -> Sequence[Any]:
    """The segments a person supervises or reads everything of, in their order."""
    query = select(CustomerSegment.id, CustomerSegment.name).where(visible.supervised_segments(viewer))
    query = query.where(CustomerSegment.retired_at.is_(None))
    return db.session.execute(query.order_by(CustomerSegment.position, CustomerSegment.id)).all()


def accounts(viewer: Viewer, segment_id: int | None = None) -> Sequence[Any]:
    """The accounts a person supervises or reads everything of (those of one segment), by name."""
    query = select(CustomerAccount.id, CustomerAccount.name, Person.name.label("owner"))
    query = query.outerjoin(Person, Person.id == CustomerAccount.owner_id)
    query = query.where(visible.supervised_accounts(viewer), CustomerAccount.retired_at.is_(None))
    if segment_id is not None:
        query = query.where(CustomerAccount.segment_id == segment_id)
    return db.session.execute(query.order_by(CustomerAccount.name, CustomerAccount.id).limit(MOST)).all()


def segment(viewer: Viewer, segment_id: int) -> CustomerSegment:
    """A segment the person supervises or reads everything of; raises NotFound."""
    return find.one(
        select(CustomerSegment).where(CustomerSegment.id == segment_id, visible.supervised_segments(viewer))
    )


def account(viewer: Viewer, account_id: int) -> CustomerAccount:
    """An account the person supervises or reads everything of; raises NotFound."""
    return find.one(
        select(CustomerAccount).where(CustomerAccount.id == account_id, visible.supervised_accounts(viewer))
    )
