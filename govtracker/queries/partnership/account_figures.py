"""The revenue of customer accounts: a company's own figures by month, totals of a year, and their course."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, extract, func, select

from govtracker.access import READING_ROLES, Viewer
from govtracker.database import db
from govtracker.models import AccountRevenue, CustomerAccount
from govtracker.queries import NotFound, find, paging, visible
from govtracker.queries.paging import Slice
from govtracker.queries.partnership.supervision import Customer
from govtracker.rules import periods
from govtracker.rules.partnership import account_totals
from govtracker.rules.partnership.account_totals import Month, Year
from govtracker.rules.periods import Period

SHOWN = 24
AMOUNTS = ("base", "cross_sell", "up_sell")
TOTAL = AccountRevenue.base + AccountRevenue.cross_sell + AccountRevenue.up_sell


def has_any(account: CustomerAccount) -> bool:
    """Whether an account has figures."""
    return has_any_of(account.id)


def has_any_of(account_id: int) -> bool:
    """The same of an account's id."""
    return db.session.scalar(select(exists().where(AccountRevenue.account_id == account_id))) is True


def one(account: CustomerAccount, month: Period) -> AccountRevenue | None:
    """The figures of a month."""
    own = AccountRevenue.account_id == account.id, AccountRevenue.period_on == month.first_day
    return db.session.scalar(select(AccountRevenue).where(*own))


def kept(account_ids: Collection[int], months: Collection[date]) -> dict[tuple[int, date], AccountRevenue]:
    """The figures of some accounts and months, by account and first day of the month."""
    if not account_ids or not months:
        return {}
    own = AccountRevenue.account_id.in_(account_ids), AccountRevenue.period_on.in_(months)
    rows = db.session.scalars(select(AccountRevenue).where(*own))
    return {(row.account_id, row.period_on): row for row in rows}


def listed(account: CustomerAccount, *, after: str | None = None, before: str | None = None) -> Slice:
    """A page of an account's months, the newest first."""
    names = ("period_on", *AMOUNTS, "source", "entered_at")
    query = select(*(getattr(AccountRevenue, name) for name in names)).where(AccountRevenue.account_id == account.id)
    by = [AccountRevenue.period_on.expression]
    return paging.page(query, by=by, descending=True, after=after, before=before, size=SHOWN)


def of_customer(viewer: Viewer, customer: Customer, *, up_to: Period) -> list[Year]:
    """The year up to a month of an account, or of the accounts of a segment; a line for each currency."""
    is_account = isinstance(customer, CustomerAccount)
    column = CustomerAccount.id if is_account else CustomerAccount.segment_id
    return _years(viewer, column, column == customer.id, up_to).get(customer.id, [])


def of_segments(viewer: Viewer, segment_ids: Collection[int], *, up_to: Period) -> dict[int, list[Year]]:
    """The same of every segment the person reads as a whole: as its supervisor, or as somebody who reads everything."""
    own = set(segment_ids) if viewer.roles & READING_ROLES else set(segment_ids) & set(viewer.segments)
    column = CustomerAccount.segment_id
    return _years(viewer, column, column.in_(own), up_to) if own else {}


def of_accounts(viewer: Viewer, account_ids: Collection[int], *, up_to: Period) -> dict[int, list[Year]]:
    """The same of some accounts."""
    column = CustomerAccount.id
    return _years(viewer, column, column.in_(account_ids), up_to) if account_ids else {}


def course(viewer: Viewer, customer: Customer, *, up_to: Period) -> dict[str, list[Month]]:
    """Currency → the two years up to a month that are kept of an account, or of the accounts of a segment together."""
    is_account = isinstance(customer, CustomerAccount)
    column = CustomerAccount.id if is_account else CustomerAccount.segment_id
    rows = db.session.execute(
        select(
            CustomerAccount.currency,
            AccountRevenue.period_on,
            *(func.sum(getattr(AccountRevenue, name)).label(name) for name in AMOUNTS),
        )
        .join(CustomerAccount, CustomerAccount.id == AccountRevenue.account_id)
        .where(column == customer.id, visible.supervised_accounts(viewer), _within(up_to))
        .group_by(CustomerAccount.currency, AccountRevenue.period_on)
        .order_by(CustomerAccount.currency, AccountRevenue.period_on)
    )
    found: dict[str, list[Month]] = defaultdict(list)
    for row in rows:
        found[row.currency].append(Month(row.period_on, *(int(getattr(row, name)) for name in AMOUNTS)))
    return dict(found)


def month(viewer: Viewer, account_id: int, period: str) -> AccountRevenue:
    """The figures of a month (2026-10) of an account of the person's company; raises NotFound."""
    try:
        first_on = periods.parse(period).first_day
    except periods.BadPeriod:
        raise NotFound from None
    return find.one(
        select(AccountRevenue)
        .join(CustomerAccount, CustomerAccount.id == AccountRevenue.account_id)
        .where(CustomerAccount.id == account_id, CustomerAccount.organisation_id == viewer.organisation_id)
        .where(AccountRevenue.period_on == first_on)
    )


def _years(viewer: Viewer, place: Any, wanted: ColumnElement[bool], up_to: Period) -> dict[int, list[Year]]:
    """By place; what both years know of an account and a month of the year is compared."""
    lately = AccountRevenue.period_on > periods.month_after(up_to.first_day, -account_totals.MONTHS)
    each = (
        select(
            place.label("place"),
            CustomerAccount.currency,
            *(_summed(lately, getattr(AccountRevenue, name)).label(name) for name in AMOUNTS),
            _summed(lately, TOTAL).label("now"),
            _summed(~lately, TOTAL).label("before"),
            _summed(lately, 1).label("known"),
            _summed(~lately, 1).label("known_before"),
        )
        .join(CustomerAccount, CustomerAccount.id == AccountRevenue.account_id)
        .where(wanted, visible.supervised_accounts(viewer), _within(up_to))
        .group_by(place, CustomerAccount.currency, CustomerAccount.id, extract("month", AccountRevenue.period_on))
        .subquery()
    )
    both = and_(each.c.known > 0, each.c.known_before > 0)
    rows = db.session.execute(
        select(
            each.c.place,
            each.c.currency,
            *(func.sum(each.c[name]).label(name) for name in (*AMOUNTS, "known")),
            _summed(both, each.c.now).label("now"),
            _summed(both, each.c.before).label("before"),
            _summed(both, 1).label("compared"),
        ).group_by(each.c.place, each.c.currency)
    )
    found: dict[int, list[Year]] = defaultdict(list)
    for row in rows:
        named = (*AMOUNTS, "known", "now", "before", "compared")
        found[row.place].append(Year(row.currency, **{name: int(getattr(row, name)) for name in named}))
    return {id_: sorted(years, key=lambda one: (-one.total, one.currency)) for id_, years in found.items()}


def _within(up_to: Period) -> ColumnElement[bool]:
    """The two years up to a month."""
    since = periods.month_after(up_to.first_day, -account_totals.SHOWN)
    return and_(AccountRevenue.period_on > since, AccountRevenue.period_on <= up_to.first_day)


def _summed(condition: ColumnElement[bool], value: Any) -> Any:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)
