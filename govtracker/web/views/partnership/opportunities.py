"""Opportunities with customers: those one sees, raising one, and what becomes of it."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import OpportunityKind, OpportunityStatus
from govtracker.models import Opportunity
from govtracker.queries import history
from govtracker.queries.partnership import customers
from govtracker.queries.partnership import opportunities as asked
from govtracker.rules.partnership.opportunities import MOVES
from govtracker.services.partnership import opportunities
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import opportunities as forms
from govtracker.web.forms.choices import options

bp = Blueprint("opportunities", __name__)


@bp.get("/opportunities")
@requires(Permission.OWN)
def index(viewer: Viewer) -> Page:
    """What the person raised, answers for or supervises, the newest first."""
    found = asked.listed(viewer, **addresses.cursors())
    return page(
        "opportunities/index.html",
        rows=found.rows,
        waiting=asked.waiting_for(viewer),
        around=addresses.around(found),
    )


@bp.get("/opportunities/new")
@requires(Permission.RAISE_OPPORTUNITY)
def new(viewer: Viewer) -> Page:
    """A blank one; the account may stand in the address (?account=3)."""
    return page("opportunities/new.html", form=_form(viewer, sent=False))


@bp.post("/opportunities")
@requires(Permission.RAISE_OPPORTUNITY)
def create(viewer: Viewer) -> Page | Response:
    """Keep it and pass it to the account's owner."""
    form = _form(viewer, sent=True)
    url = form.create(viewer, lambda: _url(_raised(form, viewer)))
    return see_other(url) if url else page("opportunities/new.html", form=form, status=422)


@bp.get("/opportunities/<int:opportunity_id>")
@requires(Permission.OWN, subject=asked.one)
def show(opportunity: Opportunity, viewer: Viewer) -> Page:
    """One opportunity: what it is, what became of it, and since when."""
    return _show(opportunity, viewer)


@bp.post("/opportunities/<int:opportunity_id>/answer")
@requires(Permission.OWN, subject=asked.answerable)
def answer(opportunity: Opportunity, viewer: Viewer) -> Page | Response:
    """Its account's owner says what becomes of it."""
    form = forms.Answer().offer(MOVES[opportunity.status])
    if form.did(lambda: _answered(opportunity, form, viewer)):
        return see_other(_url(opportunity))
    return _show(opportunity, viewer, form, status=422)


def _show(opportunity: Opportunity, viewer: Viewer, form: forms.Answer | None = None, *, status: int = 200) -> Page:
    moves = MOVES[opportunity.status]
    return page(
        "opportunities/show.html",
        status=status,
        opportunity=opportunity,
        form=form or forms.Answer(formdata=None).offer(moves),
        answers=bool(moves) and asked.answers(viewer, opportunity),
        events=history.of_own(opportunity),
    )


def _answered(opportunity: Opportunity, form: forms.Answer, viewer: Viewer) -> None:
    opportunities.answer(
        opportunity,
        OpportunityStatus(form.status.data),
        outcome=form.outcome.data or "",
        won=form.won.data,
        currency=form.currency.data or "",
        by=viewer,
        at=clock.now(),
    )


def _raised(form: forms.NewOpportunity, viewer: Viewer) -> Opportunity:
    account = customers.account(viewer.organisation_id, form.account_id.data)
    said = opportunities.NewOpportunity(
        OpportunityKind(form.kind.data),
        form.title.data or "",
        form.description.data or "",
        form.value.data,
        form.currency.data or "",
    )
    return opportunities.raise_one(account, said, by=viewer, at=clock.now())


def _form(viewer: Viewer, *, sent: bool) -> forms.NewOpportunity:
    form = forms.NewOpportunity() if sent else forms.NewOpportunity(formdata=None)
    form.account_id.choices = options(customers.offered_accounts(viewer.organisation_id))
    named = request.args.get("account", "")
    if not sent and named.isascii() and named.isdecimal():
        form.account_id.data = int(named[:9])
    return form


def _url(opportunity: Opportunity) -> str:
    return url_for("opportunities.show", opportunity_id=opportunity.id)
