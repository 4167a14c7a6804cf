"""A draft of a contract: its facts, its incentives, and both sides' word."""

from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Contract, Relationship
from govtracker.queries import find
from govtracker.queries.performance import contracts as asked
from govtracker.services.performance import contract_terms, contracts
from govtracker.web import contract_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import contracts as forms
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options

bp = Blueprint("contract_drafts", __name__)


@bp.get("/r/<key>/contract/new")
@requires(Permission.EDIT_CONTRACT, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A version, as the one in force is."""
    before = asked.in_force(relationship.id)
    form = forms.NewContract(data=forms.beginning(before, clock.today(viewer.zone)))
    return _edit(relationship, None, form)


@bp.post("/r/<key>/contract/drafts")
@requires(Permission.EDIT_CONTRACT, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Enter a version."""
    form = forms.NewContract()
    url = form.create(viewer, lambda: _entered(relationship, form, viewer))
    return see_other(url) if url else _edit(relationship, None, form, status=422)


@bp.get("/r/<key>/contract/draft")
@requires(Permission.VIEW, subject=asked.in_work)
def show(draft: Contract, viewer: Viewer) -> Page:
    """The draft: both sides read it."""
    return _show(draft, viewer)


@bp.get("/r/<key>/contract/draft/edit")
@requires(Permission.EDIT_CONTRACT, subject=asked.in_work)
def edit(draft: Contract, viewer: Viewer) -> Page:
    """Its facts as a form."""
    form = forms.EditContract(formdata=None)
    form.open(forms.stored(draft))
    return _edit(draft.relationship, draft, form)


@bp.post("/r/<key>/contract/draft")
@requires(Permission.EDIT_CONTRACT, subject=asked.in_work)
def update(draft: Contract, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, stored = forms.EditContract(), forms.stored(draft)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _changed(draft, {**stored, **values}, viewer)):
        return see_other(_url(draft))
    return _edit(draft.relationship, draft, form, status=422)


@bp.post("/r/<key>/contract/draft/pools")
@requires(Permission.EDIT_CONTRACT, subject=asked.in_work)
def add_pool(draft: Contract, viewer: Viewer) -> Page | Response:
    """Add a pool."""
    form = forms.NewPool()

    def added() -> str:
        contract_terms.add_pool(draft, form.name.data or "", form.percent, by=viewer, at=clock.now())
        return _url(draft)

    url = form.create(viewer, added)
    return see_other(url) if url else _show(draft, viewer, pool=form, status=422)


@bp.post("/r/<key>/contract/draft/pools/<int:pool_id>/removal")
@requires(Permission.EDIT_CONTRACT, subject=asked.in_work)
def remove_pool(draft: Contract, viewer: Viewer, pool_id: int) -> Response:
    """Take a pool out with its KPIs."""
    contract_terms.remove_pool(draft, pool_id, by=viewer, at=clock.now())
    return see_other(_url(draft))


@bp.post("/r/<key>/contract/draft/terms")
@requires(Permission.EDIT_CONTRACT, subject=asked.in_work)
def add_term(draft: Contract, viewer: Viewer) -> Page | Response:
    """Let a KPI move money."""
    form = _term_form(draft)

    def added() -> str:
        contract_terms.add_term(draft, form.typed_share, by=viewer, at=clock.now())
        return _url(draft)

    url = form.create(viewer, added)
    return see_other(url) if url else _show(draft, viewer, term=form, status=422)


@bp.post("/r/<key>/contract/draft/terms/<int:term_id>/removal")
@requires(Permission.EDIT_CONTRACT, subject=asked.in_work)
def remove_term(draft: Contract, viewer: Viewer, term_id: int) -> Response:
    """Take a KPI's credit or bonus out."""
    contract_terms.remove_term(draft, term_id, by=viewer, at=clock.now())
    return see_other(_url(draft))


@bp.post("/r/<key>/contract/draft/agreement")
@requires(Permission.AGREE_CONTRACT, subject=asked.in_work, fresh=True)
def agree(draft: Contract, viewer: Viewer) -> Page | Response:
    """Confirm it for one's side."""
    form = Form()
    if not form.did(lambda: contracts.agree(draft, request.form.get("seen", ""), by=viewer, at=clock.now())):
        return _show(draft, viewer, refused=form.general, status=422)
    flash("Confirmed for your side." if draft.is_draft else "Confirmed by both sides: it is in force.", "good")
    return see_other(_url(draft) if draft.is_draft else url_for("contracts.show", key=draft.relationship.key))


@bp.post("/r/<key>/contract/draft/discarding")
@requires(Permission.EDIT_CONTRACT, subject=asked.in_work)
def discard(draft: Contract, viewer: Viewer) -> Page | Response:
    """Throw it away."""
    form = Form()
    if not form.did(lambda: contracts.discard(draft, by=viewer, at=clock.now())):
        return _show(draft, viewer, refused=form.general, status=422)
    return see_other(url_for("contracts.show", key=draft.relationship.key))


def _show(
    draft: Contract,
    viewer: Viewer,
    *,
    pool: forms.NewPool | None = None,
    term: forms.NewTerm | None = None,
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> Page:
    """The draft; forms that are given were refused."""
    return page(
        "contracts/draft.html",
        status=status,
        relationship=draft.relationship,
        contract=draft,
        side=viewer.side_in(draft.place),
        terms=contract_pages.of_terms(draft),
        pool_form=pool or forms.NewPool(formdata=None),
        term_form=term or _term_form(draft, blank=True),
        refused=refused,
    )


def _edit(relationship: Relationship, draft: Contract | None, form: Any, *, status: int = 200) -> Page:
    return page("contracts/edit.html", status=status, relationship=relationship, draft=draft, form=form)


def _term_form(draft: Contract, *, blank: bool = False) -> forms.NewTerm:
    form = forms.NewTerm(formdata=None) if blank else forms.NewTerm()
    kpis = asked.kpis(draft.relationship_id)
    form.kpi_id.choices = options((kpi_id, f"{code} · {name}") for kpi_id, code, name in kpis)
    form.pool.choices = options((pool.name, f"{pool.name} ({pool.share:f} %)") for pool in draft.pools)
    return form


def _entered(relationship: Relationship, form: forms.NewContract, viewer: Viewer) -> str:
    return _url(contracts.enter(relationship, forms.facts(form.data), by=viewer, at=clock.now()))


def _changed(draft: Contract, values: dict[str, Any], viewer: Viewer) -> None:
    contracts.edit(draft, forms.facts(values), by=viewer, at=clock.now())


def _url(draft: Contract) -> str:
    return url_for("contract_drafts.show", key=draft.relationship.key)
