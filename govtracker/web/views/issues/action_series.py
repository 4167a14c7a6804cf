"""Actions that come again: their series, and changing or ending one."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import ActionType, Repetition
from govtracker.models import ActionSeries, Relationship
from govtracker.queries import find, history, owners
from govtracker.queries.issues import action_series as asked
from govtracker.services.issues import action_series
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import action_series as forms
from govtracker.web.forms.choices import options

bp = Blueprint("action_series", __name__)


@bp.get("/r/<key>/actions/series")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """What comes again in a relationship, and when next."""
    found = asked.listed(viewer, relationship.id, **addresses.cursors())
    return page("action_series/index.html", relationship=relationship, rows=found.rows, around=addresses.around(found))


@bp.get("/r/<key>/actions/series/<int:series_id>")
@requires(Permission.VIEW, subject=find.action_series)
def show(series: ActionSeries, viewer: Viewer) -> Page:
    """One series: its rule, its next turn, those that were."""
    return page(
        "action_series/show.html",
        series=series,
        turns=asked.turns(viewer, series.id),
        events=history.of_subject(viewer, series),
        today=clock.today(viewer.zone),
    )


@bp.get("/r/<key>/actions/series/<int:series_id>/edit")
@requires(Permission.EDIT_ACTION, subject=find.action_series)
def edit(series: ActionSeries, viewer: Viewer) -> Page:
    """The series as a form."""
    form = _form(series)
    form.open(forms.stored(series))
    return page("action_series/edit.html", series=series, form=form)


@bp.post("/r/<key>/actions/series/<int:series_id>")
@requires(Permission.EDIT_ACTION, subject=find.action_series)
def update(series: ActionSeries, viewer: Viewer) -> Page | Response:
    """Store what was changed; it holds from the next turn on."""
    form = _form(series)
    values = form.merged(forms.stored(series)) if form.validate() else None
    if values is not None and form.did(lambda: _edited(series, {**forms.stored(series), **values}, viewer)):
        return see_other(_url(series))
    return page("action_series/edit.html", series=series, form=form, status=422)


@bp.post("/r/<key>/actions/series/<int:series_id>/end")
@requires(Permission.EDIT_ACTION, subject=find.action_series)
def end(series: ActionSeries, viewer: Viewer) -> Response:
    """No further turn."""
    action_series.end(series, by=viewer, at=clock.now())
    return see_other(_url(series))


def _edited(series: ActionSeries, values: dict[str, Any], viewer: Viewer) -> None:
    stored = {
        **{name: values[name] for name in ("title", "owner_id", "consequence", "lead_days", "skips_if_open")},
        "type": ActionType(values["type"]),
        "repetition": Repetition(values["repetition"]),
        "rrule": forms.rule_of(values),
        "starts_on": values["starts_on"],
    }
    action_series.edit(series, stored, by=viewer, at=clock.now(), today=clock.today(viewer.zone))


def _form(series: ActionSeries) -> forms.EditSeries:
    form = forms.EditSeries()
    people = owners.choices(series.relationship, on=clock.today("UTC"))
    if series.owner_id not in {person_id for person_id, _ in people}:
        people = [(series.owner_id, f"{series.owner.name} · no seat any more"), *people]
    form.owner_id.choices = options(people)
    return form


def _url(series: ActionSeries) -> str:
    return url_for("action_series.show", key=series.relationship.key, series_id=series.id)
