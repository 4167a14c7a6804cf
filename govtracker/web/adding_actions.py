"""Adding an action, wherever it comes from: one form, one page, one way back."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import ActionType, Audience
from govtracker.models import Action
from govtracker.queries import owners
from govtracker.services.issues import action_series, actions
from govtracker.services.issues.origins import Origin
from govtracker.web import addresses
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import action_series as series_forms
from govtracker.web.forms import actions as forms
from govtracker.web.forms.choices import area_choices, audiences, offer, options
from govtracker.web.sources import Source


def new(source: Source, viewer: Viewer) -> Page:
    """A blank action from there."""
    return _page(source, _form(source, viewer))


def create(source: Source, viewer: Viewer) -> Page | Response:
    """Add it, and go back to where it comes from."""
    form = _form(source, viewer)
    url = form.create(viewer, lambda: _added(source, form, viewer))
    return see_other(url) if url else _page(source, form, status=422)


def url_of(action: Action) -> str:
    """The address of an action."""
    return url_for("actions.show", key=action.relationship.key, number=record_number(action))


def _added(source: Source, form: forms.NewAction, viewer: Viewer) -> str:
    moment: dict[str, Any] = {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
    action = actions.add(source.relationship, _asked(form), origin=source.origin, **moment)
    again = series_forms.again(form.data) if _may_repeat(source.origin) else None
    if again:
        action_series.begin(action, again, **moment)
    return url_of(action) if source.is_alone or source.origin.kpi else source.back


def _page(source: Source, form: forms.NewAction, *, status: int = 200) -> Page:
    return page("actions/new.html", source=source, relationship=source.relationship, form=form, status=status)


def _form(source: Source, viewer: Viewer) -> forms.NewAction:
    kind = forms.RepeatingAction if _may_repeat(source.origin) else forms.NewAction
    form = kind(data={"owner_id": viewer.person_id, "type": _type(source.origin).value})
    relationship = source.relationship
    offer(form.audience, audiences(relationship, viewer, within=source.origin.audience))
    form.owner_id.choices = options(owners.choices(relationship, on=clock.today("UTC")))
    form.area_id.choices = area_choices(relationship)
    return form


def _asked(form: forms.NewAction) -> actions.NewAction:
    assert form.due_on.data is not None  # the form has been validated
    return actions.NewAction(
        title=form.title.data or "",
        type=ActionType(form.type.data),
        owner_id=form.owner_id.data,
        due_on=form.due_on.data,
        consequence=form.consequence.data or "",
        audience=Audience(form.audience.data),
        area_id=form.area_id.data,
    )


def _may_repeat(origin: Origin) -> bool:
    """Whether it may come again: not where an issue or problem waits for it, or a review or decision asked for it."""
    return not (
        origin.issue or origin.problem or origin.review or origin.decision or origin.plan or origin.pulse_statement
    )


def _type(origin: Origin) -> ActionType:
    """The kind most of them are that come from there."""
    if origin.risk:
        return ActionType.PREVENTIVE
    if origin.kpi or origin.problem:
        return ActionType.CORRECTIVE
    improves = origin.plan or origin.review or origin.decision or origin.pulse_statement
    return ActionType.IMPROVEMENT if improves else ActionType.CORRECTION


def back_of(action: Action) -> str:
    """Where the deed was asked for: the board, My work or one of its tabs, else the action itself."""
    if request.values.get("from") == "board":
        return url_for("actions.board", key=action.relationship.key)
    return addresses.back(url_of(action))
