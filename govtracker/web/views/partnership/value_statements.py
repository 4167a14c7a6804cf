"""Value statements: what a customer can be shown of a period, as a page and on paper."""

from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.documents import value_statement_pdf
from govtracker.models import ValueStatement
from govtracker.queries import history
from govtracker.queries.partnership import supervisors
from govtracker.queries.partnership import value_statements as asked
from govtracker.queries.partnership.supervision import Customer
from govtracker.rules.partnership.value_statements import TEXTS
from govtracker.services.partnership import value_statements
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import value_statements as forms

bp = Blueprint("value_statements", __name__)
STATEMENTS = "/supervision/statements"
STATEMENT = f"{STATEMENTS}/<int:statement_id>"
KIND = "<any(segments, accounts):kind>/<int:customer_id>"


def customer(viewer: Viewer, kind: str, customer_id: int) -> Customer:
    """A segment or account the person supervises; raises NotFound."""
    return supervisors.account(viewer, customer_id) if kind == "accounts" else supervisors.segment(viewer, customer_id)


@bp.get(f"/supervision/{KIND}/statements")
@requires(Permission.READ_SUPERVISION, subject=customer)
def index(customer: Customer, viewer: Viewer) -> Page:
    """The statements for a customer, the newest first, and a form to draft one."""
    return _index(customer, viewer, forms.NewStatement(formdata=None))


@bp.post(f"/supervision/{KIND}/statements")
@requires(Permission.READ_SUPERVISION, subject=customer)
def create(customer: Customer, viewer: Viewer) -> Page | Response:
    """Draft one from what is shared of the period."""
    form = forms.NewStatement()
    url = form.create(viewer, lambda: _url(_drafted(customer, form, viewer)))
    return see_other(url) if url else _index(customer, viewer, form, status=422)


@bp.get(STATEMENT)
@requires(Permission.READ_SUPERVISION, subject=asked.one)
def show(statement: ValueStatement, viewer: Viewer) -> Page:
    """A statement as the customer would read it."""
    return _show(statement, viewer, forms.Release(formdata=None))


@bp.get(f"{STATEMENT}.pdf")
@requires(Permission.READ_SUPERVISION, subject=asked.one)
def pdf(statement: ValueStatement, viewer: Viewer) -> Response:
    """The statement on paper; a draft says that it is one."""
    said = value_statements.said(statement, asked.names(viewer.organisation_id))
    made = BytesIO(value_statement_pdf.write(said, statement.digest))
    return send_file(made, mimetype="application/pdf", download_name=f"value-statement-{statement.id}.pdf")


@bp.get(f"{STATEMENT}/edit")
@requires(Permission.READ_SUPERVISION, subject=asked.one)
def edit(statement: ValueStatement, viewer: Viewer) -> Page:
    """The draft as a form."""
    form = forms.EditStatement()
    form.open(_stored(statement))
    return page("value_statements/edit.html", statement=statement, form=form)


@bp.post(f"{STATEMENT}/edit")
@requires(Permission.READ_SUPERVISION, subject=asked.one)
def update(statement: ValueStatement, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form = forms.EditStatement()
    values = form.merged(_stored(statement)) if form.validate() else None
    if values is not None and form.did(lambda: value_statements.edit(statement, values, by=viewer, at=clock.now())):
        return see_other(_url(statement))
    return page("value_statements/edit.html", statement=statement, form=form, status=422)


@bp.post(f"{STATEMENT}/release")
@requires(Permission.READ_SUPERVISION, subject=asked.one)
def release(statement: ValueStatement, viewer: Viewer) -> Page | Response:
    """Freeze it for the customer."""
    form, seen = forms.Release(), request.form.get("version", 0, int)
    if form.did(lambda: value_statements.release(statement, seen, by=viewer, at=clock.now())):
        return see_other(_url(statement))
    return _show(statement, viewer, form, status=422)


def _index(customer: Customer, viewer: Viewer, form: forms.NewStatement, *, status: int = 200) -> Page:
    found = asked.listed(viewer, customer, **addresses.cursors())
    return page(
        "value_statements/index.html",
        status=status,
        customer=customer,
        kind=(request.view_args or {})["kind"],
        rows=found.rows,
        around=addresses.around(found),
        form=form,
    )


def _show(statement: ValueStatement, viewer: Viewer, form: forms.Release, *, status: int = 200) -> Page:
    return page(
        "value_statements/show.html",
        status=status,
        statement=statement,
        said=value_statements.said(statement, asked.names(viewer.organisation_id)),
        form=form,
        events=history.of_own(statement),
    )


def _drafted(customer: Customer, form: forms.NewStatement, viewer: Viewer) -> ValueStatement:
    from_on, to_on = form.from_on.data, form.to_on.data
    assert from_on is not None  # the form asks for both
    assert to_on is not None
    return value_statements.draft(customer, from_on, to_on, by=viewer, at=clock.now())


def _stored(statement: ValueStatement) -> dict[str, Any]:
    content = statement.content
    texts = {name: content[name] for name in TEXTS}
    return {"title": statement.title, **texts, "shows_suppliers": content["shows_suppliers"]}


def _url(statement: ValueStatement) -> str:
    return url_for("value_statements.show", statement_id=statement.id)
