"""The customer accounts of one's own company: the governance office adds, changes and retires them."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import accounts as columns
from govtracker.models import CustomerAccount, CustomerSegment
from govtracker.queries.partnership import account_names, account_releases, customers
from govtracker.queries.performance import client_catalogues
from govtracker.services.partnership import account_releases as releasing
from govtracker.services.partnership import customer_accounts
from govtracker.web import exporting
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import supervision as forms

bp = Blueprint("customer_accounts", __name__)
ACCOUNTS = "/supervision/accounts"
ACCOUNT = f"{ACCOUNTS}/<int:account_id>"


def own(viewer: Viewer, account_id: int) -> CustomerAccount:
    """An account of the person's own company; raises NotFound."""
    return customers.account(viewer.organisation_id, account_id)


@bp.get(ACCOUNTS)
@requires(Permission.EDIT_SOURCING)
def index(viewer: Viewer) -> Page | Response:
    """The accounts by name, and a form for one more; as a file with their revenue where the address asks for one."""
    if exporting.wanted():
        rows = account_names.of_company(viewer.organisation_id)
        return exporting.answer(Listing.of("Customer accounts", columns.COLUMNS, rows), viewer)
    return _index(_new(viewer, sent=False), viewer)


@bp.post(ACCOUNTS)
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer) -> Page | Response:
    """One account more."""
    form = _new(viewer, sent=True)
    url = form.create(viewer, lambda: _added(form, viewer))
    return see_other(url) if url else _index(form, viewer, status=422)


@bp.get(f"{ACCOUNT}/edit")
@requires(Permission.EDIT_SOURCING, subject=own)
def edit(account: CustomerAccount, viewer: Viewer) -> Page:
    """One account as a form."""
    form = _form(account, viewer)
    form.open(_stored(account))
    return _edit(account, form)


@bp.post(f"{ACCOUNT}/edit")
@requires(Permission.EDIT_SOURCING, subject=own)
def update(account: CustomerAccount, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form = _form(account, viewer)
    values = form.merged(_stored(account)) if form.validate() else None
    if values is not None and form.did(lambda: customer_accounts.edit(account, values, by=viewer, at=clock.now())):
        return see_other(url_for("customer_accounts.index"))
    return _edit(account, form, status=422)


@bp.post(f"{ACCOUNT}/retirement")
@requires(Permission.EDIT_SOURCING, subject=own)
def retire(account: CustomerAccount, viewer: Viewer) -> Response:
    """Offer it no more, or again."""
    customer_accounts.retire(account, by=viewer, at=clock.now())
    return see_other(url_for("customer_accounts.index"))


@bp.post(f"{ACCOUNT}/releases/<int:supplier_id>")
@requires(Permission.EDIT_SOURCING, subject=own)
def release(account: CustomerAccount, viewer: Viewer, supplier_id: int) -> Response:
    """Let a supplier read the account's name."""
    supplier = account_releases.supplier(account, supplier_id)
    releasing.release(account, supplier, by=viewer, at=clock.now())
    return see_other(url_for("customer_accounts.edit", account_id=account.id))


@bp.post(f"{ACCOUNT}/releases/<int:supplier_id>/withdrawal")
@requires(Permission.EDIT_SOURCING, subject=own)
def withdraw(account: CustomerAccount, viewer: Viewer, supplier_id: int) -> Response:
    """Say it no more from now on."""
    supplier = account_releases.supplier(account, supplier_id)
    releasing.withdraw(account, supplier, by=viewer, at=clock.now())
    return see_other(url_for("customer_accounts.edit", account_id=account.id))


def _edit(account: CustomerAccount, form: forms.EditAccount, *, status: int = 200) -> Page:
    suppliers = account_releases.of_account(account)
    return page("customer_accounts/edit.html", account=account, form=form, suppliers=suppliers, status=status)


def _index(form: forms.NewAccount, viewer: Viewer, *, status: int = 200) -> Page:
    rows = customers.accounts(viewer.organisation_id)
    return page("customer_accounts/index.html", accounts=rows, form=form, status=status)


def _added(form: forms.NewAccount, viewer: Viewer) -> str:
    customer_accounts.add(
        viewer.organisation_id,
        form.name.data or "",
        segment_id=form.segment_id.data,
        owner_id=form.owner_id.data,
        currency=form.currency.data or "",
        label=form.label.data or "",
        by=viewer,
        at=clock.now(),
    )
    return url_for("customer_accounts.index")


def _new(viewer: Viewer, *, sent: bool) -> forms.NewAccount:
    form = forms.NewAccount() if sent else forms.NewAccount(formdata=None)
    form.offer(*_choices(viewer))
    return form


def _form(account: CustomerAccount, viewer: Viewer) -> forms.EditAccount:
    form = forms.EditAccount()
    segments, people = _choices(viewer)
    if account.segment and account.segment_id not in dict(segments):
        segments.append((account.segment.id, f"{account.segment.name} · retired"))
    if account.owner and account.owner_id not in dict(people):
        people.append((account.owner.id, f"{account.owner.name} · has left"))
    form.offer(segments, people)
    return form


def _choices(viewer: Viewer) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    company = viewer.organisation_id
    return client_catalogues.offered(CustomerSegment, company), customers.colleagues(company)


def _stored(account: CustomerAccount) -> dict[str, Any]:
    return {name: getattr(account, name) for name in ("name", "segment_id", "owner_id", "currency", "label")}
