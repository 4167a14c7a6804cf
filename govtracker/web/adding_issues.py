"""Logging an issue, out of the list or in a review: one form, one page, one way back."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import Audience, ContactChannel, Severity
from govtracker.models import Issue, Relationship
from govtracker.queries import owners
from govtracker.queries.installation import catalogues
from govtracker.queries.issues.issues import Standpoint
from govtracker.queries.partnership import customers
from govtracker.services.issues import issues
from govtracker.services.issues.issues import NewIssue
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import issues as forms
from govtracker.web.forms.choices import areas, audiences, offer, options
from govtracker.web.sources import Source


def new(source: Source, viewer: Viewer) -> Page:
    """A blank issue from there; title, area and severity may stand in the address."""
    return _page(source, viewer, _form(source, viewer))


def create(source: Source, viewer: Viewer) -> Page | Response:
    """Log it: from now on the other side's clock runs. In a review back to the minutes, else to the issue."""
    form = _form(source, viewer)
    url = form.create(viewer, lambda: _raised(source, form, viewer))
    return see_other(url) if url else _page(source, viewer, form, status=422)


def reported(form: forms.NewIssue, audience: Audience) -> NewIssue:
    """What the form says of a new issue."""
    return NewIssue(
        title=form.title.data or "",
        description=form.description.data or "",
        area_id=form.area_id.data,
        severity=Severity(form.severity.data),
        audience=audience,
        category=form.category.data or "",
        segment=form.segment.data or "",
        channel=ContactChannel(form.channel.data) if form.channel.data else None,
        owner_id=form.owner_id.data,
        due_on=form.due_on.data,
    )


def owners_of(relationship: Relationship) -> Any:
    """Who may own an issue, or nobody yet."""
    return options([("", "Nobody yet"), *owners.choices(relationship, on=clock.today("UTC"))])


def url_of(issue: Issue) -> str:
    """The address of an issue."""
    return url_for("issues.show", key=issue.relationship.key, number=record_number(issue))


def _raised(source: Source, form: forms.NewIssue, viewer: Viewer) -> str:
    said, topic = reported(form, Audience(form.audience.data)), source.origin.topic
    issue = issues.raise_issue(source.relationship, said, by=viewer, at=clock.now(), topic=topic)
    return source.back if topic else url_of(issue)


def _page(source: Source, viewer: Viewer, form: forms.NewIssue, *, status: int = 200) -> Page:
    place = Standpoint.of(source.relationship, viewer)
    return page(
        "issues/new.html", source=source, relationship=source.relationship, place=place, form=form, status=status
    )


def _form(source: Source, viewer: Viewer) -> forms.NewIssue:
    relationship = source.relationship
    led = next((seat.area_id for seat in viewer.seats_in(relationship.id) if seat.area_id), None)
    area = request.args.get("area", "")
    preset = {
        "title": request.args.get("title", "")[:200],
        "area_id": int(area) if area.isascii() and area.isdigit() else led,
        "severity": request.args.get("severity") or Severity.MEDIUM.value,
    }
    form = forms.NewIssue(data=preset)
    offer(form.audience, audiences(relationship, viewer, within=Audience.SHARED))
    offer(form.area_id, options(areas(relationship)))
    form.owner_id.choices, form.categories = owners_of(relationship), catalogues.categories()
    form.customers = customers.offered(viewer, relationship)
    return form
