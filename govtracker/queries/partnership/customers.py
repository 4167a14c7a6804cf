"""The customers of a client company: its segments and accounts, and which of them a text names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update

from govtracker.access import Permission, Viewer, allowed
from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import CustomerAccount, CustomerSegment, Issue, Person, Relationship, ScorecardScope
from govtracker.queries import find, visible

MOST_OFFERED = 200


@dataclass(frozen=True)
class Customer:
    """What a text names: an account with the segment it belongs to, a segment alone, or neither."""

    segment_id: int | None = None
    account_id: int | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        """As an issue keeps it."""
        return {"customer_segment_id": self.segment_id, "customer_account_id": self.account_id}


NOBODY = Customer()


def named(organisation_id: int, texts: Iterable[str]) -> dict[str, Customer]:
    """Text → the customer of that company with this name, whatever its capitals; an account before a segment.

    An account is also known by its label; a name comes before any label.
    """
    wanted = {text for text in texts if text}
    if not wanted:
        return {}
    names = [*wanted, *(text.casefold() for text in wanted)]
    accounts = _called(CustomerAccount, organisation_id, names, CustomerAccount.label).add_columns(
        CustomerAccount.label, CustomerAccount.segment_id
    )
    rows = db.session.execute(accounts.order_by(CustomerAccount.id)).all()
    found = {row.label.casefold(): Customer(row.segment_id, row.id) for row in rows}
    for row in db.session.execute(_called(CustomerSegment, organisation_id, names)):
        found[row.name.casefold()] = Customer(row.id)
    found |= {row.name.casefold(): Customer(row.segment_id, row.id) for row in rows}
    return {text: found[text.casefold()] for text in wanted if text.casefold() in found}


def offered(viewer: Viewer, relationship: Relationship) -> Sequence[str]:
    """The names to choose from on an issue of a relationship, by name.

    The client's own people choose among all its customers; others among what was said there already, for both to see:
    by a part of the scorecard, or in a shared issue, whether the client knows a customer by that name or not. Whoever
    stands on no side of it is offered nothing.
    """
    side = viewer.side_in(relationship.place())
    if side is None:
        return []
    segments = select(CustomerSegment.name).where(*_in_use(CustomerSegment, relationship.client_id))
    if viewer.organisation_id == relationship.client_id and side is Side.CLIENT:
        others = select(CustomerAccount.name).where(*_in_use(CustomerAccount, relationship.client_id))
    else:
        segments, others = segments.where(_served(viewer, relationship.id)), _said(viewer, relationship.id)
    both = segments.union(others).subquery()
    return db.session.scalars(select(both.c.name).order_by(both.c.name).limit(MOST_OFFERED)).all()


def account(organisation_id: int, account_id: int) -> CustomerAccount:
    """One account of a company; raises NotFound."""
    own = CustomerAccount.id == account_id, CustomerAccount.organisation_id == organisation_id
    return find.one(select(CustomerAccount).where(*own))


def behind(viewer: Viewer, issue: Issue) -> str:
    """The name of the account an issue leads to, for the client's side and the customer's supervisor.

    "" for everybody else, and where the issue says the name itself and no label instead.
    """
    relationship, account = issue.relationship, issue.customer_account
    reads = viewer.side_in(relationship.place()) is Side.CLIENT or allowed(viewer, Permission.SUPERVISE, issue)
    if account is None or not reads:
        return ""
    said = account.organisation_id != relationship.client_id or account.name.casefold() == issue.segment.casefold()
    return "" if said else account.name


def segment(organisation_id: int, segment_id: int) -> CustomerSegment:
    """One segment of a company; raises NotFound."""
    own = CustomerSegment.id == segment_id, CustomerSegment.organisation_id == organisation_id
    return find.one(select(CustomerSegment).where(*own))


def accounts(organisation_id: int) -> Sequence[Any]:
    """The accounts of a company by name, retired ones last: with `segment` and `owner` by name."""
    return db.session.execute(
        select(
            CustomerAccount.id,
            CustomerAccount.name,
            CustomerAccount.label,
            CustomerAccount.retired_at,
            CustomerSegment.name.label("segment"),
            Person.name.label("owner"),
            Person.is_active,
        )
        .outerjoin(CustomerSegment, CustomerSegment.id == CustomerAccount.segment_id)
        .outerjoin(Person, Person.id == CustomerAccount.owner_id)
        .where(CustomerAccount.organisation_id == organisation_id)
        .order_by(CustomerAccount.retired_at.is_not(None), CustomerAccount.name, CustomerAccount.id)
    ).all()


def offered_accounts(organisation_id: int) -> list[tuple[int, str]]:
    """The accounts of a company to choose from, by name: id and name."""
    query = select(CustomerAccount.id, CustomerAccount.name).where(*_in_use(CustomerAccount, organisation_id))
    rows = db.session.execute(query.order_by(CustomerAccount.name, CustomerAccount.id))
    return [(row.id, row.name) for row in rows]


def owned(viewer: Viewer) -> Sequence[int]:
    """The accounts a person owns."""
    own = CustomerAccount.owner_id == viewer.person_id, CustomerAccount.organisation_id == viewer.organisation_id
    return db.session.scalars(select(CustomerAccount.id).where(*own).order_by(CustomerAccount.id)).all()


def lead_to(customer: CustomerAccount | CustomerSegment) -> None:
    """Let the issues of the company's relationships that say a customer's name, and lead to none yet, lead to it.

    An account is meant by its label, too. Those the supplier keeps to itself are not the company's to look into.
    Nothing else of an issue changes, not even the number of its version: the other side has no part in the client's
    catalogue.
    """
    ours = select(Relationship.id).where(Relationship.client_id == customer.organisation_id)
    free = [Issue.customer_account_id.is_(None)]
    if isinstance(customer, CustomerAccount):
        said, led = [customer.name, customer.label], Customer(customer.segment_id, customer.id).columns
    else:
        said, led = [customer.name], Customer(customer.id).columns
        free.append(Issue.customer_segment_id.is_(None))
    db.session.execute(
        update(Issue)
        .where(
            Issue.relationship_id.in_(ours),
            Issue.audience != Audience.SUPPLIER,
            *free,
            or_(Issue.segment.in_(said), func.lower(Issue.segment).in_([one.lower() for one in said])),
        )
        .values({name: id_ for name, id_ in led.items() if id_ is not None})
        .execution_options(synchronize_session="fetch")
    )


def colleagues(organisation_id: int) -> list[tuple[int, str]]:
    """The active people of a company, by name: id and name."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(Person.organisation_id == organisation_id, Person.is_active)
        .order_by(Person.name, Person.id)
    )
    return [(row.id, row.name) for row in rows]


def _called(model: Any, organisation_id: int, names: Collection[str], *besides: Any) -> Select[Any]:
    columns = model.name, *besides
    meant = [clause for one in columns for clause in (one.in_(names), func.lower(one).in_(names))]
    return select(model.id, model.name).where(model.organisation_id == organisation_id, or_(*meant))


def _in_use(model: Any, organisation_id: int) -> list[ColumnElement[bool]]:
    return [model.organisation_id == organisation_id, model.retired_at.is_(None)]


def _served(viewer: Viewer, relationship_id: int) -> ColumnElement[bool]:
    """Segments that a part of the relationship serves."""
    part = ScorecardScope.relationship_id == relationship_id, ScorecardScope.segment_id == CustomerSegment.id
    return exists().where(*part, visible.of_relationship(viewer, ScorecardScope.relationship_id))


def _said(viewer: Viewer, relationship_id: int) -> Any:
    """What the newest shared issues of the relationship say of who is affected."""
    shared = Issue.relationship_id == relationship_id, Issue.audience == Audience.SHARED, visible.issues(viewer)
    newest = select(Issue.segment).where(*shared).order_by(Issue.number.desc()).limit(MOST_OFFERED).subquery()
    return select(newest.c.segment).where(newest.c.segment != "")
