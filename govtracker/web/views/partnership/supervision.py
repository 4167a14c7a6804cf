"""The operations supervisor's view: how one customer fares across all suppliers, and the issues behind it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Side
from govtracker.models import Attachment, CustomerAccount, CustomerSegment, Issue
from govtracker.queries.partnership import (
    account_figures,
    account_revenue,
    customers,
    opportunities,
    supervised_issue,
    supervisors,
)
from govtracker.queries.partnership import supervision as asked
from govtracker.queries.partnership.supervision import Customer
from govtracker.rules.partnership import supervision
from govtracker.rules.reviews.agenda import SHAPES
from govtracker.web import files, revenue_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("supervision", __name__)
ISSUE = "/supervision/issues/<key>/<number>"


@bp.get("/supervision")
@requires(Permission.READ_SUPERVISION)
def index(viewer: Viewer) -> Page:
    """The segments and accounts the person supervises, what is open with each, and what they bring."""
    segments, accounts = supervisors.segments(viewer), supervisors.accounts(viewer)
    up_to = revenue_pages.last_month(viewer)
    return page(
        "supervision/index.html",
        segments=segments,
        accounts=accounts,
        count=asked.open_counts(viewer),
        years={
            "segment": account_figures.of_segments(viewer, [one.id for one in segments], up_to=up_to),
            "account": account_figures.of_accounts(viewer, [one.id for one in accounts], up_to=up_to),
        },
        up_to=up_to,
    )


@bp.get("/supervision/segments/<int:segment_id>")
@requires(Permission.READ_SUPERVISION, subject=supervisors.segment)
def segment(segment: CustomerSegment, viewer: Viewer) -> Page:
    """How the customers of a segment fare."""
    return _show(segment, viewer, accounts=supervisors.accounts(viewer, segment.id))


@bp.get("/supervision/accounts/<int:account_id>")
@requires(Permission.READ_SUPERVISION, subject=supervisors.account)
def account(account: CustomerAccount, viewer: Viewer) -> Page:
    """How one customer fares."""
    return _show(account, viewer)


@bp.get(ISSUE)
@requires(Permission.SUPERVISE, subject=asked.issue)
def issue(issue: Issue, viewer: Viewer) -> Page:
    """An issue of a customer, to be read: its context, actions, problems, comments and files."""
    return page(
        "supervision/issue.html",
        issue=issue,
        behind=customers.behind(viewer, issue),
        actions=supervised_issue.actions(viewer, issue),
        problems=supervised_issue.problems(viewer, issue),
        comments=supervised_issue.comments(viewer, issue),
        files=supervised_issue.files(viewer, issue),
        why=_why(issue, issue.relationship.client.name, issue.relationship.supplier.name, viewer),
    )


@bp.get(f"{ISSUE}/files/<int:attachment_id>")
@requires(Permission.READ_SUPERVISION, subject=supervised_issue.file)
def file(attachment: Attachment, viewer: Viewer) -> Response:
    """A file under such an issue, as a download."""
    return files.given_out(attachment)


def _show(customer: Customer, viewer: Viewer, *, accounts: Sequence[Any] = ()) -> Page:
    at, today = clock.now(), clock.today(viewer.zone)
    is_account = isinstance(customer, CustomerAccount)
    found, again = asked.issues(viewer, customer, at=at)
    figures = asked.figures(viewer, customer, at=at)
    return page(
        "supervision/show.html",
        customer=customer,
        is_account=is_account,
        accounts=accounts,
        open=found,
        why={row.id: _why(row, row.client, row.supplier, viewer) for row in found.issues},
        again=again,
        causes=asked.problems(viewer, customer, [row.id for one in again for row in one.issues]),
        figures=[one for one in figures if one.is_current],
        overall=supervision.together(figures),
        cells=supervision.by_support(asked.cells(viewer, customer, up_to=today)),
        shapes=SHAPES,
        won=account_revenue.of_customer(viewer, customer, at=at),
        revenue=revenue_pages.of_customer(viewer, customer),
        signals=asked.signals(viewer, customer, today=today),
        opportunities=opportunities.of_customer(viewer, **{"account_id" if is_account else "segment_id": customer.id}),
    )


def _why(issue: Any, client: str, supplier: str, viewer: Viewer) -> list[str]:
    companies = {Side.CLIENT: client, Side.SUPPLIER: supplier}
    return supervision.why_open(issue, companies, today=clock.today(viewer.zone))
