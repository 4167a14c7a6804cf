"""Risks: the list, one risk, and what becomes of it."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateField

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience, RiskResponse, Severity
from govtracker.exports import risks as listing
from govtracker.models import Relationship, Risk
from govtracker.queries import find, history, owners
from govtracker.queries.issues import actions as against
from govtracker.queries.issues import decisions as about
from govtracker.queries.issues import risks as asked
from govtracker.queries.paging import every
from govtracker.services.issues import risks
from govtracker.services.issues.issues import NewIssue
from govtracker.web import adding_risks, addresses, conversations, exporting, risk_filters, sources
from govtracker.web.access import requires
from govtracker.web.adding_risks import url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.filters import record_number
from govtracker.web.forms import risks as forms
from govtracker.web.forms.actions import Reason
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import area_choices, areas, audiences, offer, options
from govtracker.web.sources import Source

bp = Blueprint("risks", __name__)
A_MONTH = timedelta(days=30)


@bp.get("/r/<key>/risks")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """The risks of a relationship, the gravest first."""
    today = clock.today(viewer.zone)
    wanted, ignored = risk_filters.read(request.args, relationship, today=today)
    if exporting.wanted():
        rows = every(lambda after: asked.listed(viewer, wanted, after=after, size=exporting.PAGE))
        return exporting.answer(Listing.of("Risks", listing.COLUMNS, rows, relationship=relationship), viewer)
    found = asked.listed(viewer, wanted, **addresses.cursors())
    return page(
        "risks/index.html",
        relationship=relationship,
        rows=found.rows,
        matrix=asked.matrix(viewer, relationship.id),
        wanted=wanted,
        ignored=ignored,
        areas=areas(relationship),
        today=today,
        around=addresses.around(found),
    )


@bp.get("/r/<key>/risks/new")
@requires(Permission.RECORD_RISK, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank risk."""
    return adding_risks.new(_alone(relationship), viewer)


@bp.post("/r/<key>/risks")
@requires(Permission.RECORD_RISK, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Record a risk that stands alone."""
    return adding_risks.create(_alone(relationship), viewer)


@bp.get("/r/<key>/risks/<number>")
@requires(Permission.VIEW, subject=find.risk)
def show(risk: Risk, viewer: Viewer) -> Page:
    """One risk: what may happen, how likely and bad, what is done about it."""
    return _show(risk, viewer)


@bp.get("/r/<key>/risks/<number>/edit")
@requires(Permission.EDIT_RISK, subject=find.risk)
def edit(risk: Risk, viewer: Viewer) -> Page:
    """The risk as a form."""
    form = _edit_form(risk)
    form.open(forms.stored(risk))
    return page("risks/edit.html", risk=risk, form=form)


@bp.post("/r/<key>/risks/<number>")
@requires(Permission.EDIT_RISK, subject=find.risk)
def update(risk: Risk, viewer: Viewer) -> Page | Response:
    """Store what is known of it now."""
    form = _edit_form(risk)
    values = form.merged(forms.stored(risk)) if form.validate() else None
    if values is not None and form.did(lambda: risks.edit(risk, _typed(values), **_now(viewer))):
        return see_other(url_of(risk))
    return page("risks/edit.html", risk=risk, form=form, status=422)


@bp.post("/r/<key>/risks/<number>/looks")
@requires(Permission.EDIT_RISK, subject=find.risk)
def look(risk: Risk, viewer: Viewer) -> Page | Response:
    """Looked at again."""
    form = forms.Look()
    done = form.did(lambda: risks.look(risk, form.note.data or "", _day(form.look_on), **_now(viewer)))
    return see_other(url_of(risk)) if done else _show(risk, viewer, looking=form, status=422)


@bp.get("/r/<key>/risks/<number>/issue/new")
@requires(Permission.EDIT_RISK, subject=find.risk)
def happening(risk: Risk, viewer: Viewer) -> Page:
    """The issue it becomes, as a form."""
    return page("risks/happened.html", risk=risk, form=_issue_form(risk, viewer))


@bp.post("/r/<key>/risks/<number>/issue")
@requires(Permission.EDIT_RISK, subject=find.risk)
def happen(risk: Risk, viewer: Viewer) -> Page | Response:
    """It has happened: from now on it is an issue."""
    form = _issue_form(risk, viewer)
    url = form.create(viewer, lambda: _happened(risk, form, viewer))
    return see_other(url) if url else page("risks/happened.html", risk=risk, form=form, status=422)


@bp.post("/r/<key>/risks/<number>/closing")
@requires(Permission.EDIT_RISK, subject=find.risk)
def close(risk: Risk, viewer: Viewer) -> Page | Response:
    """Nobody need look at it again."""
    form = Reason()
    done = form.did(lambda: risks.close(risk, form.reason.data or "", by=viewer, at=clock.now()))
    return see_other(url_of(risk)) if done else _show(risk, viewer, closing=form, status=422)


@bp.post("/r/<key>/risks/<number>/reopening")
@requires(Permission.EDIT_RISK, subject=find.risk)
def reopen(risk: Risk, viewer: Viewer) -> Page | Response:
    """It may happen again."""
    form = forms.Reopening()
    done = form.did(lambda: risks.reopen(risk, _day(form.look_on), **_now(viewer)))
    return see_other(url_of(risk)) if done else _show(risk, viewer, reopening=form, status=422)


def _show(risk: Risk, viewer: Viewer, *, status: int = 200, **forms_with_mistakes: Form) -> Page:
    today = clock.today(viewer.zone)
    next_on = {"look_on": max(risk.look_on, today) + A_MONTH}
    blank = {
        "looking": forms.Look(formdata=None, data=next_on),
        "closing": Reason(formdata=None),
        "reopening": forms.Reopening(formdata=None, data=next_on),
    }
    return page(
        "risks/show.html",
        status=status,
        risk=risk,
        actions=against.of_risk(viewer, risk.id),
        decisions=about.of_risk(viewer, risk.id),
        talk=conversations.of(risk, viewer),
        events=history.of_subject(viewer, risk),
        today=today,
        **{**blank, **forms_with_mistakes},
    )


def _edit_form(risk: Risk) -> forms.EditRisk:
    form = forms.EditRisk()
    people = owners.choices(risk.relationship, on=clock.today("UTC"))
    if risk.owner_id not in {person_id for person_id, _ in people}:
        people = [(risk.owner_id, f"{risk.owner.name} · no seat any more"), *people]
    form.owner_id.choices = options(people)
    form.area_id.choices = area_choices(risk.relationship)
    return form


def _issue_form(risk: Risk, viewer: Viewer) -> forms.Happened:
    form = forms.Happened(data={"title": risk.title, "description": risk.description, "area_id": risk.area_id})
    offer(form.audience, audiences(risk.relationship, viewer, within=risk.audience))
    offer(form.area_id, options(areas(risk.relationship)))
    return form


def _happened(risk: Risk, form: forms.Happened, viewer: Viewer) -> str:
    new = NewIssue(
        title=form.title.data or "",
        description=form.description.data or "",
        area_id=form.area_id.data,
        severity=Severity(form.severity.data),
        audience=Audience(form.audience.data),
    )
    issue = risks.happen(risk, new, by=viewer, at=clock.now())
    return url_for("issues.show", key=issue.relationship.key, number=record_number(issue))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    return {name: RiskResponse(value) if name == "response" else value for name, value in values.items()}


def _alone(relationship: Relationship) -> Source:
    return sources.alone(relationship, "Risks", url_for("risks.index", key=relationship.key))


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}


def _day(field: DateField) -> date:
    assert field.data is not None  # the form has been validated
    return field.data
