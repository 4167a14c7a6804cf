"""Opportunities with customers: those a person sees, those that wait for them, and what became of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import OpportunityStatus, PortfolioRole
from govtracker.models import CustomerAccount, Opportunity, Person
from govtracker.queries import NotFound, find, paging, visible
from govtracker.queries.paging import Slice
from govtracker.queries.structure import roles
from govtracker.rules.partnership.opportunities import OPEN

SHOWN = 20
Owner, Raiser = aliased(Person), aliased(Person)


def one(viewer: Viewer, opportunity_id: int) -> Opportunity:
    """One opportunity the person sees; raises NotFound."""
    return find.one(
        select(Opportunity)
        .join(CustomerAccount, CustomerAccount.id == Opportunity.account_id)
        .where(Opportunity.id == opportunity_id, visible.opportunities(viewer))
    )


def answerable(viewer: Viewer, opportunity_id: int) -> Opportunity:
    """One opportunity the person says something about; raises NotFound for every other."""
    found = one(viewer, opportunity_id)
    if not answers(viewer, found):
        raise NotFound
    return found


def answers(viewer: Viewer, found: Opportunity) -> bool:
    """Whether a person says what becomes of it: the account's owner, or the governance office in their place."""
    return found.account.owner_id == viewer.person_id or PortfolioRole.GOVERNANCE_OFFICE in viewer.roles


def asked_of(found: Opportunity) -> Sequence[int]:
    """Who is asked what becomes of it: the account's owner, the governance office where nobody active owns it."""
    owner = found.account.owner
    if owner is not None and owner.is_active:
        return [owner.id]
    return roles.holders(found.organisation_id, PortfolioRole.GOVERNANCE_OFFICE)


def listed(viewer: Viewer, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of what the person sees, the newest first."""
    query = _rows().where(visible.opportunities(viewer))
    return paging.page(query, by=[Opportunity.id.expression], descending=True, after=after, before=before, size=SHOWN)


def of_customer(viewer: Viewer, *, segment_id: int | None = None, account_id: int | None = None) -> Sequence[Any]:
    """The newest opportunities with an account, or with the accounts of a segment, as far as the person sees them."""
    query = _rows().where(visible.opportunities(viewer))
    if account_id is not None:
        query = query.where(Opportunity.account_id == account_id)
    if segment_id is not None:
        query = query.where(CustomerAccount.segment_id == segment_id)
    return db.session.execute(query.order_by(Opportunity.id.desc()).limit(SHOWN)).all()


def waiting_for(viewer: Viewer) -> Sequence[Any]:
    """What is open with the accounts a person owns, the longest waiting first."""
    query = _rows().where(visible.opportunities(viewer), CustomerAccount.owner_id == viewer.person_id)
    query = query.where(Opportunity.status.in_(OPEN))
    return db.session.execute(query.order_by(Opportunity.raised_at, Opportunity.id).limit(SHOWN)).all()


def to_answer(viewer: Viewer) -> Select[Any]:
    """The same, as what somebody has still to answer: id, name, asked_at, asked_by.

    Where nobody active owns the account, the governance office has.
    """
    mine: ColumnElement[bool] = CustomerAccount.owner_id == viewer.person_id
    if PortfolioRole.GOVERNANCE_OFFICE in viewer.roles:
        mine = or_(mine, Owner.id.is_(None), Owner.is_active.is_(False))
    columns: list[Any] = [Opportunity.id.label("id"), Opportunity.title.label("name")]
    columns += [Opportunity.raised_at.label("asked_at"), Raiser.name.label("asked_by")]
    query: Select[Any] = select(*columns)
    return (
        query.join(CustomerAccount, CustomerAccount.id == Opportunity.account_id)
        .outerjoin(Raiser, Raiser.id == Opportunity.raised_by_id)
        .outerjoin(Owner, Owner.id == CustomerAccount.owner_id)
        .where(visible.opportunities(viewer), mine)
        .where(Opportunity.status == OpportunityStatus.PASSED_ON)
    )


def open_ones(organisation_id: int, *, limit: int = 50) -> Sequence[Any]:
    """What is open with any customer of a company, for whoever reads everything of it; the newest first."""
    query = _rows().where(Opportunity.organisation_id == organisation_id, Opportunity.status.in_(OPEN))
    return db.session.execute(query.order_by(Opportunity.id.desc()).limit(limit)).all()


def moved_since(viewer: Viewer, since: datetime) -> Sequence[Any]:
    """What was answered since then of what the person sees."""
    query = _rows().where(visible.opportunities(viewer), Opportunity.answered_at >= since)
    return db.session.execute(query.order_by(Opportunity.answered_at, Opportunity.id).limit(SHOWN)).all()


def _rows() -> Select[Any]:
    names = ("id", "kind", "title", "value", "won", "currency", "status", "outcome", "raised_at", "answered_at")
    query: Select[Any] = select(
        *(getattr(Opportunity, name) for name in names),
        CustomerAccount.id.label("account_id"),
        CustomerAccount.name.label("account"),
        Owner.name.label("owner"),
        Raiser.name.label("raised_by"),
    )
    return (
        query.join(CustomerAccount, CustomerAccount.id == Opportunity.account_id)
        .outerjoin(Owner, Owner.id == CustomerAccount.owner_id)
        .outerjoin(Raiser, Raiser.id == Opportunity.raised_by_id)
    )
