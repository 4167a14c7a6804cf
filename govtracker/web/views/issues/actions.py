"""Actions of both sides."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateField

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import ActionType, ListName
from govtracker.exports import actions as listing
from govtracker.models import Action, Issue, Relationship
from govtracker.queries import find, history, owners
from govtracker.queries.installation import task_links
from govtracker.queries.issues import actions as asked
from govtracker.queries.issues import lateness
from govtracker.queries.paging import every
from govtracker.services.issues import actions
from govtracker.web import action_filters, adding_actions, addresses, conversations, exporting, lists, sources
from govtracker.web.access import requires
from govtracker.web.adding_actions import back_of, url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import actions as forms
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options
from govtracker.web.sources import Source
from govtracker.web.tables import action_board
from govtracker.web.tables import actions as tables

bp = Blueprint("actions", __name__)
CARDS = 25  # of a column


@bp.get("/actions")
@requires(Permission.OWN)
def everywhere(viewer: Viewer) -> Page | Response:
    """All actions the person sees, over all relationships."""
    return _list(viewer, None)


@bp.get("/r/<key>/actions")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """The actions of a relationship."""
    return _list(viewer, relationship)


@bp.get("/r/<key>/actions/board")
@requires(Permission.VIEW, subject=find.relationship)
def board(relationship: Relationship, viewer: Viewer) -> Page:
    """The actions of a relationship in columns, by where they stand."""
    today = clock.today(viewer.zone)
    wanted, ignored = action_filters.read(request.args, viewer, relationship, today=today)
    found = asked.board(viewer, replace(wanted, overdue_on=None, type=None), size=CARDS)
    deadlines = lateness.of_relationship(relationship, at=clock.now())
    columns = action_board.columns(found, viewer, today=today, deadlines=deadlines)
    return page("actions/board.html", relationship=relationship, columns=columns, wanted=wanted, ignored=ignored)


@bp.get("/r/<key>/actions/new")
@requires(Permission.ADD_ACTION, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank action."""
    return adding_actions.new(_alone(relationship), viewer)


@bp.post("/r/<key>/actions")
@requires(Permission.ADD_ACTION, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Add an action that stands alone."""
    return adding_actions.create(_alone(relationship), viewer)


@bp.get("/r/<key>/issues/<number>/actions/new")
@requires(Permission.ADD_ACTION, subject=find.issue)
def new_of_issue(issue: Issue, viewer: Viewer) -> Page:
    """A blank action of an issue."""
    return adding_actions.new(sources.issue(issue), viewer)


@bp.post("/r/<key>/issues/<number>/actions")
@requires(Permission.ADD_ACTION, subject=find.issue)
def create_of_issue(issue: Issue, viewer: Viewer) -> Page | Response:
    """Add an action to an issue."""
    return adding_actions.create(sources.issue(issue), viewer)


@bp.get("/r/<key>/actions/<number>")
@requires(Permission.VIEW, subject=find.action)
def show(action: Action, viewer: Viewer) -> Page:
    """One action."""
    return _show(action, viewer)


@bp.get("/r/<key>/actions/<number>/edit")
@requires(Permission.EDIT_ACTION, subject=find.action)
def edit(action: Action, viewer: Viewer) -> Page:
    """The action as a form."""
    form = _edit_form(action)
    form.open(_stored(action))
    return page("actions/edit.html", action=action, form=form)


@bp.post("/r/<key>/actions/<number>")
@requires(Permission.EDIT_ACTION, subject=find.action)
def update(action: Action, viewer: Viewer) -> Page | Response:
    """Store what was changed; what others changed meanwhile is kept or shown."""
    form = _edit_form(action)
    values = form.merged(_stored(action)) if form.validate() else None
    if values is not None and form.did(lambda: actions.edit(action, _typed(values), **_now(viewer))):
        return see_other(url_of(action))
    return page("actions/edit.html", action=action, form=form, status=422)


@bp.post("/r/<key>/actions/<number>/start")
@requires(Permission.EDIT_ACTION, subject=find.action)
def start(action: Action, viewer: Viewer) -> Response:
    """Begin."""
    actions.start(action, by=viewer, at=clock.now())
    return see_other(back_of(action))


@bp.post("/r/<key>/actions/<number>/verification")
@requires(Permission.VERIFY_ACTION, subject=find.action)
def verify(action: Action, viewer: Viewer) -> Response:
    """The other side agrees that it is done."""
    actions.verify(action, by=viewer, at=clock.now())
    return see_other(back_of(action))


@bp.post("/r/<key>/actions/<number>/return")
@requires(Permission.VERIFY_ACTION, subject=find.action)
def hand_back(action: Action, viewer: Viewer) -> Page | Response:
    """Not done yet."""
    form = forms.Reason()
    done = form.did(lambda: actions.hand_back(action, form.reason.data or "", by=viewer, at=clock.now()))
    return see_other(url_of(action)) if done else _show(action, viewer, returning=form, status=422)


@bp.post("/r/<key>/actions/<number>/cancellation")
@requires(Permission.EDIT_ACTION, subject=find.action)
def cancel(action: Action, viewer: Viewer) -> Page | Response:
    """It will not be done."""
    form = forms.Reason()
    done = form.did(lambda: actions.cancel(action, form.reason.data or "", by=viewer, at=clock.now()))
    return see_other(url_of(action)) if done else _show(action, viewer, cancelling=form, status=422)


def _list(viewer: Viewer, relationship: Relationship | None) -> Page | Response:
    today = clock.today(viewer.zone)
    deadlines = lateness.of_relationship(relationship, at=clock.now()) if relationship else None
    wanted, ignored = action_filters.read(request.args, viewer, relationship, today=today, deadlines=deadlines)
    looking = lists.look(viewer, ListName.ACTIONS, listing.COLUMNS, ignored, relationship=relationship)
    if before := lists.detour(looking):
        return before
    if exporting.wanted():
        rows = every(lambda after: asked.listed(viewer, wanted, after=after, size=exporting.PAGE))
        return exporting.answer(Listing.of("Actions", looking.to_file, rows, relationship=relationship), viewer)
    found = asked.listed(viewer, wanted, **addresses.cursors())
    return page(
        "actions/index.html",
        relationship=relationship,
        table=tables.table(found.rows, today=today, columns=looking.columns, sort=wanted.order, deadlines=deadlines),
        wanted=wanted,
        looking=looking,
        around=addresses.around(found),
    )


def _show(action: Action, viewer: Viewer, *, status: int = 200, **forms_with_mistakes: Form) -> Page:
    blank = {
        "cancelling": forms.Reason(formdata=None),
        "returning": forms.Reason(formdata=None),
    }
    return page(
        "actions/show.html",
        status=status,
        action=action,
        moves=asked.moves(action.id),
        talk=conversations.of(action, viewer),
        events=history.of_subject(viewer, action),
        today=clock.today(viewer.zone),
        links=task_links.given_for(viewer, action) if allowed(viewer, Permission.GIVE_LINK, action) else (),
        late_before=lateness.of_relationship(action.relationship, at=clock.now())[action.owner_side],
        **{**blank, **forms_with_mistakes},
    )


def _alone(relationship: Relationship) -> Source:
    return sources.alone(relationship, "Actions", url_for("actions.index", key=relationship.key))


def _edit_form(action: Action) -> forms.EditAction:
    form = forms.EditAction()
    people = owners.choices(action.relationship, on=clock.today("UTC"))
    if action.owner_id not in {person_id for person_id, _ in people}:
        people = [(action.owner_id, f"{action.owner.name} · no seat any more"), *people]
    form.owner_id.choices = options(people)
    return form


def _stored(action: Action) -> dict[str, object]:
    return {
        "title": action.title,
        "type": action.type.value,
        "owner_id": action.owner_id,
        "consequence": action.consequence,
    }


def _typed(values: dict[str, object]) -> dict[str, object]:
    return {name: ActionType(str(value)) if name == "type" else value for name, value in values.items()}


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}


def _day(field: DateField) -> date:
    assert field.data is not None  # the form has been validated
    return field.data
