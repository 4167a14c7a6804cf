"""The accounts of a company by what files call them, and whom and what files may name beside them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from govtracker.database import db
from govtracker.models import AccountRevenue, CustomerAccount, CustomerSegment, Person

FACTS = ("id", "name", "segment_id", "owner_id", "currency", "label")


def called(organisation_id: int, names: Collection[str]) -> Sequence[Any]:
    """The accounts of these names, whatever their capitals."""
    query = select(*(getattr(CustomerAccount, name) for name in FACTS))
    own = CustomerAccount.organisation_id == organisation_id
    return db.session.execute(query.where(own, _named(CustomerAccount.name, names))).all()


def labelled(organisation_id: int, labels: Collection[str]) -> dict[str, str]:
    """Label, or the name of an account → the name of the account that is called so already; both in small letters."""
    if not labels:
        return {}
    own = CustomerAccount.organisation_id == organisation_id
    meant = or_(_named(CustomerAccount.label, labels), _named(CustomerAccount.name, labels))
    rows = db.session.execute(select(CustomerAccount.name, CustomerAccount.label).where(own, meant)).all()
    found = {row.label.casefold(): row.name.casefold() for row in rows}
    return found | {row.name.casefold(): row.name.casefold() for row in rows}


def segments(organisation_id: int) -> list[tuple[str, int]]:
    """The customer segments of a company by name, retired ones too: name and id."""
    own = CustomerSegment.organisation_id == organisation_id
    query = select(CustomerSegment.name, CustomerSegment.id).where(own)
    return [(row.name, row.id) for row in db.session.execute(query.order_by(CustomerSegment.name))]


def owners(organisation_id: int) -> Sequence[Any]:
    """The active people of a company: id, name, email."""
    own = Person.organisation_id == organisation_id, Person.is_active
    return db.session.execute(select(Person.id, Person.name, Person.email).where(*own).order_by(Person.id)).all()


def of_company(organisation_id: int) -> Sequence[Any]:
    """Every account of a company by name, a row for each month that is kept of it, for a file."""
    months = ("period_on", "base", "cross_sell", "up_sell", "source")
    return db.session.execute(
        select(
            CustomerAccount.name,
            CustomerAccount.currency,
            CustomerAccount.label,
            CustomerAccount.retired_at,
            CustomerSegment.name.label("segment"),
            Person.email.label("owner"),
            *(getattr(AccountRevenue, name) for name in months),
        )
        .outerjoin(AccountRevenue, AccountRevenue.account_id == CustomerAccount.id)
        .outerjoin(CustomerSegment, CustomerSegment.id == CustomerAccount.segment_id)
        .outerjoin(Person, Person.id == CustomerAccount.owner_id)
        .where(CustomerAccount.organisation_id == organisation_id)
        .order_by(CustomerAccount.name, CustomerAccount.id, AccountRevenue.period_on)
    ).all()


def _named(column: Any, texts: Collection[str]) -> Any:
    names = [*texts, *(text.casefold() for text in texts)]
    return or_(column.in_(names), func.lower(column).in_(names))
