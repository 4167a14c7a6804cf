"""Actions that were carried out and did not help."""

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Action
from govtracker.queries import find
from govtracker.services.issues import failed_actions
from govtracker.web.access import requires
from govtracker.web.adding_actions import url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import actions as forms

bp = Blueprint("action_failures", __name__)


@bp.get("/r/<key>/actions/<number>/failure")
@requires(Permission.REOPEN_ACTION, subject=find.action)
def failing(action: Action, viewer: Viewer) -> Page:
    """What shows that it did not help."""
    return page("actions/failure.html", action=action, form=forms.Failure())


@bp.post("/r/<key>/actions/<number>/failure")
@requires(Permission.REOPEN_ACTION, subject=find.action)
def fail(action: Action, viewer: Viewer) -> Page | Response:
    """It is open again, with a new day."""
    form = forms.Failure()
    done = form.did(
        lambda: failed_actions.reopen_all(
            [action],
            form.reason.data or "",
            form.due_on.data,
            by=viewer,
            at=clock.now(),
            today=clock.today(viewer.zone),
        )
    )
    return see_other(url_of(action)) if done else page("actions/failure.html", action=action, form=form, status=422)
