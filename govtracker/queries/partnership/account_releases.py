"""Which suppliers are told the names of a company's customers, and what they read in place of the others."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from govtracker.database import db
from govtracker.models import AccountRelease, CustomerAccount, Organisation, Relationship
from govtracker.queries import find

TRIED = 20


def in_place_of_names(account_ids: Collection[int], supplier_id: int) -> dict[int, str]:
    """Account → what this supplier reads in place of its name, of those whose names it was not told."""
    if not account_ids:
        return {}
    told = exists().where(*_holds(CustomerAccount.id, supplier_id))
    query = select(CustomerAccount.id, CustomerAccount.label).where(CustomerAccount.id.in_(account_ids), ~told)
    return {row.id: row.label for row in db.session.execute(query)}


def of_account(account: CustomerAccount) -> Sequence[Any]:
    """The company's suppliers by name: id, name, and since when each is told the account's name (None: it is not)."""
    ours = select(Relationship.supplier_id).where(Relationship.client_id == account.organisation_id)
    holds = and_(*_holds(account.id, Organisation.id))
    return db.session.execute(
        select(Organisation.id, Organisation.name, AccountRelease.released_at)
        .outerjoin(AccountRelease, holds)
        .where(Organisation.id.in_(ours))
        .order_by(Organisation.name, Organisation.id)
    ).all()


def supplier(account: CustomerAccount, supplier_id: int) -> Organisation:
    """A supplier of the account's company; raises NotFound for every other organisation."""
    ours = select(Relationship.supplier_id).where(Relationship.client_id == account.organisation_id)
    return find.one(select(Organisation).where(Organisation.id == supplier_id, Organisation.id.in_(ours)))


def one(account: CustomerAccount, supplier_id: int) -> AccountRelease | None:
    """What was decided for an account and a supplier, withdrawn or not."""
    own = AccountRelease.account_id == account.id, AccountRelease.supplier_id == supplier_id
    return db.session.scalar(select(AccountRelease).where(*own))


def relationships_with(account: CustomerAccount, supplier_id: int) -> Sequence[int]:
    """The relationships of the account's company with a supplier."""
    own = Relationship.client_id == account.organisation_id, Relationship.supplier_id == supplier_id
    return db.session.scalars(select(Relationship.id).where(*own).order_by(Relationship.id)).all()


def free_label(organisation_id: int, *, besides: Collection[str] = ()) -> str:
    """What the next account is called where nobody said how: "Customer 7"; "" where others are called so.

    `besides`, in small letters, are to be left alone too.
    """
    own = CustomerAccount.organisation_id == organisation_id
    many = db.session.scalar(select(func.count()).select_from(CustomerAccount).where(own)) or 0
    tried = [f"Customer {number}" for number in range(many + 1, many + 1 + TRIED)]
    taken = set(
        db.session.scalars(
            select(CustomerAccount.label)
            .where(own, CustomerAccount.label.in_(tried))
            .union(select(CustomerAccount.name).where(own, CustomerAccount.name.in_(tried)))
        )
    )
    return next((one for one in tried if one not in taken and one.casefold() not in besides), "")


def is_taken(organisation_id: int, label: str, *, but: int | None) -> bool:
    """Whether another account is called so, by its label or its name."""
    own = CustomerAccount.organisation_id == organisation_id, CustomerAccount.id != (but or 0)
    small = label.lower()
    called = or_(
        CustomerAccount.label.in_([label, small]),
        func.lower(CustomerAccount.label) == small,
        func.lower(CustomerAccount.name) == small,
    )
    return db.session.scalar(select(exists().where(*own, called))) is True


def _holds(account_id: Any, supplier_id: Any) -> list[Any]:
    return [
        AccountRelease.account_id == account_id,
        AccountRelease.supplier_id == supplier_id,
        AccountRelease.withdrawn_at.is_(None),
    ]
