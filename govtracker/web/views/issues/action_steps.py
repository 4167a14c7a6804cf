"""The steps of an action that ask for something: done with evidence, moved with a reason, handed over to somebody."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Action
from govtracker.queries import find, owners
from govtracker.services.issues import actions
from govtracker.web.access import requires
from govtracker.web.adding_actions import back_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import actions as forms
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options

bp = Blueprint("action_steps", __name__)
ADDRESS = "/r/<key>/actions/<number>"


@bp.get(f"{ADDRESS}/completion")
@requires(Permission.EDIT_ACTION, subject=find.action)
def completing(action: Action, viewer: Viewer) -> Page:
    """What shows that it is done."""
    return _step("completion", action, forms.Evidence())


@bp.post(f"{ADDRESS}/completion")
@requires(Permission.EDIT_ACTION, subject=find.action)
def complete(action: Action, viewer: Viewer) -> Page | Response:
    """Done, with evidence."""
    form = forms.Evidence()
    done = form.did(lambda: actions.finish(action, form.evidence.data or "", by=viewer, at=clock.now()))
    return see_other(back_of(action)) if done else _step("completion", action, form, status=422)


@bp.get(f"{ADDRESS}/due-date")
@requires(Permission.EDIT_ACTION, subject=find.action)
def moving(action: Action, viewer: Viewer) -> Page:
    """Another day for it."""
    return _step("due_date", action, forms.NewDate(data={"due_on": action.due_on}))


@bp.post(f"{ADDRESS}/due-date")
@requires(Permission.EDIT_ACTION, subject=find.action)
def move(action: Action, viewer: Viewer) -> Page | Response:
    """Another day, with a reason where it is later."""
    form = forms.NewDate()

    def move_it() -> None:
        assert form.due_on.data is not None  # the form asks for it
        actions.move_due_date(action, form.due_on.data, form.reason.data or "", **_now(viewer))

    return see_other(back_of(action)) if form.did(move_it) else _step("due_date", action, form, status=422)


@bp.get(f"{ADDRESS}/owner")
@requires(Permission.EDIT_ACTION, subject=find.action)
def giving(action: Action, viewer: Viewer) -> Page:
    """Who might do it instead."""
    return _step("owner", action, _owner_form(action))


@bp.post(f"{ADDRESS}/owner")
@requires(Permission.EDIT_ACTION, subject=find.action)
def give(action: Action, viewer: Viewer) -> Page | Response:
    """Somebody else does it from now on, and is told."""
    form = _owner_form(action)
    done = form.did(lambda: actions.edit(action, {"owner_id": form.owner_id.data}, **_now(viewer)))
    return see_other(back_of(action)) if done else _step("owner", action, form, status=422)


def _step(name: str, action: Action, form: Form, *, status: int = 200) -> Page:
    return page(f"actions/{name}.html", action=action, form=form, back=back_of(action), status=status)


def _owner_form(action: Action) -> forms.NewOwner:
    form = forms.NewOwner()
    people = owners.choices(action.relationship, on=clock.today("UTC"))
    form.owner_id.choices = options([choice for choice in people if choice[0] != action.owner_id])
    return form


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
