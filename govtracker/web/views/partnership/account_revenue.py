"""What a customer brings month by month: a list and a picture, kept and corrected by whoever keeps accounts."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import AccountRevenue, CustomerAccount
from govtracker.queries import history
from govtracker.queries.partnership import account_figures as asked
from govtracker.queries.partnership import customers, supervisors
from govtracker.queries.partnership.supervision import Customer
from govtracker.rules import money, periods
from govtracker.services.partnership import account_revenue
from govtracker.services.partnership.account_revenue import Brought
from govtracker.web import addresses, pictures, revenue_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import account_revenue as forms

bp = Blueprint("account_revenue", __name__)
REVENUE = "/supervision/accounts/<int:account_id>/revenue"
MONTH = f"{REVENUE}/months/<period>"
COURSE = "/supervision/<any(segments, accounts):kind>/<int:customer_id>/revenue/course"


def own(viewer: Viewer, account_id: int) -> CustomerAccount:
    """An account of the person's own company; raises NotFound."""
    return customers.account(viewer.organisation_id, account_id)


def customer(viewer: Viewer, kind: str, customer_id: int) -> Customer:
    """A segment or account the person supervises; raises NotFound."""
    return supervisors.account(viewer, customer_id) if kind == "accounts" else supervisors.segment(viewer, customer_id)


@bp.get(REVENUE)
@requires(Permission.READ_SUPERVISION, subject=supervisors.account)
def index(account: CustomerAccount, viewer: Viewer) -> Page:
    """The months that are kept, the newest first, and a form for one more."""
    return _index(account, viewer, forms.NewMonth(formdata=None))


@bp.post(REVENUE)
@requires(Permission.EDIT_SOURCING, subject=own)
def create(account: CustomerAccount, viewer: Viewer) -> Page | Response:
    """Keep one month more."""
    form = forms.NewMonth()
    url = form.create(viewer, lambda: _kept(account, form, viewer))
    return see_other(url) if url else _index(account, viewer, form, status=422)


@bp.get(MONTH)
@requires(Permission.EDIT_SOURCING, subject=asked.month)
def edit(found: AccountRevenue, viewer: Viewer) -> Page:
    """A month as a form, and what was changed of it."""
    form = forms.EditMonth()
    form.open(_stored(found))
    return _edit(found, form)


@bp.post(MONTH)
@requires(Permission.EDIT_SOURCING, subject=asked.month)
def update(found: AccountRevenue, viewer: Viewer) -> Page | Response:
    """Correct it."""
    form, stored = forms.EditMonth(), _stored(found)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _corrected(found, form, values, viewer)):
        return see_other(url_for("account_revenue.index", account_id=found.account_id))
    return _edit(found, form, status=422)


@bp.get(COURSE)
@requires(Permission.READ_SUPERVISION, subject=customer)
def course(customer: Customer, viewer: Viewer) -> Response:
    """Two years as a picture."""
    shown = revenue_pages.drawable(viewer, customer)
    return pictures.answer(shown.digest, shown.drawn)


def _index(account: CustomerAccount, viewer: Viewer, form: forms.NewMonth, *, status: int = 200) -> Page:
    found = asked.listed(account, **addresses.cursors())
    return page(
        "account_revenue/index.html",
        status=status,
        account=account,
        rows=[(periods.containing(row.period_on), row) for row in found.rows],
        around=addresses.around(found),
        form=form,
    )


def _edit(found: AccountRevenue, form: forms.EditMonth, *, status: int = 200) -> Page:
    return page(
        "account_revenue/edit.html",
        status=status,
        account=found.account,
        month=periods.containing(found.period_on),
        form=form,
        events=history.of_own(found),
    )


def _kept(account: CustomerAccount, form: forms.NewMonth, viewer: Viewer) -> str:
    amounts = {name: _minor(account, form[name].data, name) for name in asked.AMOUNTS}
    brought = Brought(**amounts, source=form.source.data or "")
    account_revenue.keep(account, form.month, brought, by=viewer, at=clock.now())
    return url_for("account_revenue.index", account_id=account.id)


def _corrected(found: AccountRevenue, form: forms.EditMonth, values: dict[str, Any], viewer: Viewer) -> None:
    amounts = {name: _minor(found.account, values[name], name) for name in asked.AMOUNTS if name in values}
    others = {name: values[name] for name in ("source",) if name in values}
    account_revenue.correct(found, amounts | others, reason=form.reason.data or "", by=viewer, at=clock.now())


def _minor(account: CustomerAccount, amount: Any, field: str) -> int:
    return account_revenue.minor(amount, account.currency, field)


def _stored(found: AccountRevenue) -> dict[str, Any]:
    amounts = {name: money.amount(getattr(found, name), found.account.currency) for name in asked.AMOUNTS}
    return {**amounts, "source": found.source}
