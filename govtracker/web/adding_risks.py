"""Recording a risk, wherever it was first seen: one form, one page, one way back."""

from datetime import timedelta
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import Audience, RiskResponse
from govtracker.models import Risk
from govtracker.queries import owners
from govtracker.services.issues import risks
from govtracker.services.issues.risks import NewRisk
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import risks as forms
from govtracker.web.forms.choices import area_choices, audiences, offer, options
from govtracker.web.sources import Source

A_MONTH = timedelta(days=30)
MIDDLING = 3


def new(source: Source, viewer: Viewer) -> Page:
    """A blank risk from there."""
    return _page(source, _form(source, viewer))


def create(source: Source, viewer: Viewer) -> Page | Response:
    """Record it; in a review back to the minutes, else to the risk."""
    form = _form(source, viewer)
    url = form.create(viewer, lambda: _recorded(source, form, viewer))
    return see_other(url) if url else _page(source, form, status=422)


def url_of(risk: Risk) -> str:
    """The address of a risk."""
    return url_for("risks.show", key=risk.relationship.key, number=record_number(risk))


def _recorded(source: Source, form: forms.NewRisk, viewer: Viewer) -> str:
    assert form.look_on.data is not None  # the form has been validated
    asked = NewRisk(
        title=form.title.data or "",
        description=form.description.data or "",
        likelihood=form.likelihood.data,
        impact=form.impact.data,
        response=RiskResponse(form.response.data),
        plan=form.plan.data or "",
        owner_id=form.owner_id.data,
        look_on=form.look_on.data,
        audience=Audience(form.audience.data),
        area_id=form.area_id.data,
    )
    moment: dict[str, Any] = {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
    risk = risks.record(source.relationship, asked, origin=source.origin, **moment)
    return source.back if source.origin.topic else url_of(risk)


def _page(source: Source, form: forms.NewRisk, *, status: int = 200) -> Page:
    return page("risks/new.html", source=source, relationship=source.relationship, form=form, status=status)


def _form(source: Source, viewer: Viewer) -> forms.NewRisk:
    in_a_month = clock.today(viewer.zone) + A_MONTH
    preset = {"owner_id": viewer.person_id, "likelihood": MIDDLING, "impact": MIDDLING, "look_on": in_a_month}
    form = forms.NewRisk(data=preset)
    offer(form.audience, audiences(source.relationship, viewer, within=source.origin.audience))
    form.owner_id.choices = options(owners.choices(source.relationship, on=clock.today("UTC")))
    form.area_id.choices = area_choices(source.relationship)
    return form
