"""What was won with the accounts of customers in a year, as far as a person sees their opportunities."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from govtracker.access import READING_ROLES, Viewer
from govtracker.database import db
from govtracker.enums import OpportunityStatus
from govtracker.models import CustomerAccount, Opportunity
from govtracker.queries import visible
from govtracker.queries.partnership.supervision import Customer
from govtracker.rules.partnership import account_revenue
from govtracker.rules.partnership.account_revenue import Won

YEAR = timedelta(days=365)


def of_customer(viewer: Viewer, customer: Customer, *, at: datetime) -> list[Won]:
    """What was won in the year before `at` with an account, or with the accounts of a segment; in one statement."""
    is_account = isinstance(customer, CustomerAccount)
    column = CustomerAccount.id if is_account else CustomerAccount.segment_id
    return _won(viewer, column, column == customer.id, at).get(customer.id, [])


def of_segments(viewer: Viewer, segment_ids: Collection[int], *, at: datetime) -> dict[int, list[Won]]:
    """The same of every segment the person reads as a whole: as its supervisor, or as somebody who reads everything."""
    own = set(segment_ids) if viewer.roles & READING_ROLES else set(segment_ids) & set(viewer.segments)
    if not own:
        return {}
    return _won(viewer, CustomerAccount.segment_id, CustomerAccount.segment_id.in_(own), at)


def _won(viewer: Viewer, place: Any, wanted: ColumnElement[bool], at: datetime) -> dict[int, list[Won]]:
    recent = case((Opportunity.answered_at >= at - YEAR, 1), else_=0).label("is_recent")
    columns = place.label("place"), Opportunity.currency, Opportunity.kind, recent
    rows = db.session.execute(
        select(*columns, func.sum(Opportunity.won).label("amount"))
        .join(CustomerAccount, CustomerAccount.id == Opportunity.account_id)
        .where(wanted, visible.opportunities(viewer), Opportunity.status == OpportunityStatus.WON)
        .where(Opportunity.answered_at >= at - 2 * YEAR, Opportunity.answered_at <= at, Opportunity.won > 0)
        .group_by(place, Opportunity.currency, Opportunity.kind, recent)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.place].append(row)
    return {id_: account_revenue.together(own) for id_, own in found.items()}
