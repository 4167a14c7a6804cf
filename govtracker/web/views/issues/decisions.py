"""Decisions: the log, one decision, and what becomes of it."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import decisions as listing
from govtracker.models import Decision, Relationship
from govtracker.queries import find, history
from govtracker.queries.issues import actions as carried_out_by
from govtracker.queries.issues import decisions as asked
from govtracker.queries.paging import every
from govtracker.services.issues import decisions
from govtracker.web import adding_decisions, addresses, conversations, decision_filters, exporting, sources
from govtracker.web.access import requires
from govtracker.web.adding_decisions import url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import decisions as forms
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import area_choices, areas
from govtracker.web.sources import Source

bp = Blueprint("decisions", __name__)


@bp.get("/r/<key>/decisions")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """The decision log of a relationship."""
    wanted, ignored = decision_filters.read(request.args, relationship)
    if exporting.wanted():
        rows = every(lambda after: asked.listed(viewer, wanted, after=after, size=exporting.PAGE))
        return exporting.answer(Listing.of("Decisions", listing.COLUMNS, rows, relationship=relationship), viewer)
    found = asked.listed(viewer, wanted, **addresses.cursors())
    return page(
        "decisions/index.html",
        relationship=relationship,
        rows=found.rows,
        wanted=wanted,
        ignored=ignored,
        areas=areas(relationship),
        today=clock.today(viewer.zone),
        around=addresses.around(found),
    )


@bp.get("/r/<key>/decisions/new")
@requires(Permission.RECORD_DECISION, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank decision."""
    return adding_decisions.new(_alone(relationship), viewer)


@bp.post("/r/<key>/decisions")
@requires(Permission.RECORD_DECISION, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Record a decision that stands alone."""
    return adding_decisions.create(_alone(relationship), viewer)


@bp.get("/r/<key>/decisions/<number>")
@requires(Permission.VIEW, subject=find.decision)
def show(decision: Decision, viewer: Viewer) -> Page:
    """One decision: what, why, by whose authority, and where it stands."""
    return _show(decision, viewer)


@bp.get("/r/<key>/decisions/<number>/edit")
@requires(Permission.EDIT_DECISION, subject=find.decision)
def edit(decision: Decision, viewer: Viewer) -> Page:
    """The decision as a form, while it is not taken yet."""
    form = _edit_form(decision, viewer)
    form.open(forms.stored(decision))
    return page("decisions/edit.html", decision=decision, form=form)


@bp.post("/r/<key>/decisions/<number>")
@requires(Permission.EDIT_DECISION, subject=find.decision)
def update(decision: Decision, viewer: Viewer) -> Page | Response:
    """Store what was changed; another amount or seat may send it elsewhere."""
    form = _edit_form(decision, viewer)
    values = form.merged(forms.stored(decision)) if form.validate() else None
    if values is not None and form.did(lambda: decisions.edit(decision, values, **_now(viewer))):
        return see_other(url_of(decision))
    return page("decisions/edit.html", decision=decision, form=form, status=422)


@bp.post("/r/<key>/decisions/<number>/approval")
@requires(Permission.RULE_ON_DECISION, subject=find.decision)
def approve(decision: Decision, viewer: Viewer) -> Page | Response:
    """The seat it waits at says yes."""
    form = forms.Approval()
    done = form.did(lambda: decisions.approve(decision, form.reason.data or "", **_now(viewer)))
    return see_other(url_of(decision)) if done else _show(decision, viewer, approving=form, status=422)


@bp.post("/r/<key>/decisions/<number>/rejection")
@requires(Permission.RULE_ON_DECISION, subject=find.decision)
def reject(decision: Decision, viewer: Viewer) -> Page | Response:
    """The seat it waits at says no."""
    form = forms.Rejection()
    done = form.did(lambda: decisions.reject(decision, form.reason.data or "", **_now(viewer)))
    return see_other(url_of(decision)) if done else _show(decision, viewer, rejecting=form, status=422)


def _show(decision: Decision, viewer: Viewer, *, status: int = 200, **forms_with_mistakes: Form) -> Page:
    blank = {"approving": forms.Approval(formdata=None), "rejecting": forms.Rejection(formdata=None)}
    return page(
        "decisions/show.html",
        status=status,
        decision=decision,
        actions=carried_out_by.of_decision(viewer, decision.id),
        replacing=asked.replacing(viewer, decision.id),
        talk=conversations.of(decision, viewer),
        events=history.of_subject(viewer, decision),
        today=clock.today(viewer.zone),
        **{**blank, **forms_with_mistakes},
    )


def _edit_form(decision: Decision, viewer: Viewer) -> forms.EditDecision:
    form = forms.EditDecision()
    form.seat_id.choices = adding_decisions.seats(decision.relationship, viewer, decision.audience)
    form.area_id.choices = area_choices(decision.relationship)
    return form


def _alone(relationship: Relationship) -> Source:
    return sources.alone(relationship, "Decisions", url_for("decisions.index", key=relationship.key))


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
