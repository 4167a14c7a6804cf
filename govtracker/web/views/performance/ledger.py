"""The incentive ledger of a relationship, and adjustments one side proposes to the other."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import incentives as listing
from govtracker.models import IncentiveAdjustment, Relationship
from govtracker.queries import find
from govtracker.queries.paging import every
from govtracker.queries.performance import contracts
from govtracker.queries.performance import incentives as asked
from govtracker.rules import periods
from govtracker.services.performance import incentives
from govtracker.web import addresses, exporting, ledger_rows, spans
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options
from govtracker.web.forms.contracts import Answer, NewAdjustment

bp = Blueprint("ledger", __name__)
MONTHS = 24


@bp.get("/r/<key>/contract/ledger")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Every entry with its arithmetic; the same for both sides."""
    if exporting.wanted():
        rows = every(lambda after: asked.ledger(viewer, relationship.id, after=after))
        return exporting.answer(Listing.of("Incentives", listing.COLUMNS, rows, relationship=relationship), viewer)
    return _index(relationship, viewer, Answer(formdata=None))


@bp.get("/r/<key>/contract/ledger/adjustments/new")
@requires(Permission.AGREE_CONTRACT, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank adjustment."""
    return page("ledger/new.html", relationship=relationship, form=_form())


@bp.post("/r/<key>/contract/ledger/adjustments")
@requires(Permission.AGREE_CONTRACT, subject=find.relationship)
def propose(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Put an adjustment before the other side."""
    form = _form()
    url = form.create(viewer, lambda: _proposed(relationship, form, viewer))
    return see_other(url) if url else page("ledger/new.html", relationship=relationship, form=form, status=422)


@bp.post("/r/<key>/contract/ledger/adjustments/<int:adjustment_id>/acceptance")
@requires(Permission.ANSWER_ACROSS, subject=asked.adjustment)
def accept(adjustment: IncentiveAdjustment, viewer: Viewer) -> Page | Response:
    """Accept it: it is entered."""
    return _answered(adjustment, Form(), viewer, accepted=True)


@bp.post("/r/<key>/contract/ledger/adjustments/<int:adjustment_id>/refusal")
@requires(Permission.ANSWER_ACROSS, subject=asked.adjustment)
def refuse(adjustment: IncentiveAdjustment, viewer: Viewer) -> Page | Response:
    """Refuse it, because…"""
    return _answered(adjustment, Answer(), viewer, accepted=False)


def _answered(adjustment: IncentiveAdjustment, form: Form, viewer: Viewer, *, accepted: bool) -> Page | Response:
    answer = str(form.data.get("answer") or "")
    done = form.did(
        lambda: incentives.answer_adjustment(adjustment, answer, accepted=accepted, by=viewer, at=clock.now())
    )
    if not done:
        refused = form if isinstance(form, Answer) else Answer(formdata=None)
        return _index(adjustment.relationship, viewer, refused, refused=form.general, status=422)
    flash("Accepted: it is entered." if accepted else "Refused; both sides see why.", "good")
    return see_other(url_for("ledger.index", key=adjustment.relationship.key))


def _index(
    relationship: Relationship, viewer: Viewer, form: Answer, *, refused: tuple[str, ...] = (), status: int = 200
) -> Page:
    found = asked.ledger(viewer, relationship.id, **addresses.cursors())
    return page(
        "ledger/index.html",
        status=status,
        relationship=relationship,
        contract=contracts.in_force(relationship.id),
        months=ledger_rows.months(viewer, relationship.id, found.rows),
        totals=asked.totals(viewer, relationship.id),
        balances=asked.balance_at(viewer, relationship.id, None),
        adjustments=asked.adjustments(viewer, relationship.id),
        form=form,
        refused=refused,
        around=addresses.around(found),
    )


def _form() -> NewAdjustment:
    form = NewAdjustment()
    months = reversed(spans.months_until(clock.today("UTC"), MONTHS))
    form.period.choices = options((month.key, month.name) for month in months)
    return form


def _proposed(relationship: Relationship, form: NewAdjustment, viewer: Viewer) -> str:
    month, amount, why = periods.parse(form.period.data).first_day, form.in_clients_favour, form.reason.data or ""
    incentives.propose_adjustment(relationship, month, amount, why, by=viewer, at=clock.now())
    return url_for("ledger.index", key=relationship.key)
