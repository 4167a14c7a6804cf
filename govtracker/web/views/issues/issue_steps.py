"""The steps of an issue that ask for words: escalated by hand, checked, reopened."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Effectiveness
from govtracker.models import Action, Issue
from govtracker.queries import find
from govtracker.queries.issues import recurrences
from govtracker.services.governance import escalation
from govtracker.services.issues import effectiveness, issue_fields, issues
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import issues as forms
from govtracker.web.forms.choices import options

bp = Blueprint("issue_steps", __name__)


@bp.post("/r/<key>/issues/<number>/work")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def start_work(issue: Issue, viewer: Viewer) -> Response:
    """Somebody works on it now."""
    issues.start_work(issue, by=viewer, at=clock.now())
    return see_other(_url(issue))


@bp.get("/r/<key>/issues/<number>/escalation")
@requires(Permission.ESCALATE, subject=find.issue)
def escalating(issue: Issue, viewer: Viewer) -> Page:
    """Why the next level should know now."""
    return page("issues/escalation.html", issue=issue, form=forms.Reason())


@bp.post("/r/<key>/issues/<number>/escalation")
@requires(Permission.ESCALATE, subject=find.issue)
def escalate(issue: Issue, viewer: Viewer) -> Page | Response:
    """Tell the next level now."""
    form = forms.Reason()
    done = form.did(lambda: escalation.escalate(issue, form.reason.data or "", by=viewer, at=clock.now()))
    return see_other(_url(issue)) if done else page("issues/escalation.html", issue=issue, form=form, status=422)


@bp.get("/r/<key>/issues/<number>/effectiveness")
@requires(Permission.CHECK_EFFECTIVENESS, subject=find.issue)
def checking(issue: Issue, viewer: Viewer) -> Page:
    """What the other side found, on or after the planned day, beside what has come again since."""
    return _check(issue, viewer, _check_form(issue, viewer))


@bp.post("/r/<key>/issues/<number>/effectiveness")
@requires(Permission.CHECK_EFFECTIVENESS, subject=find.issue)
def check(issue: Issue, viewer: Viewer) -> Page | Response:
    """It holds, or it is reopened with what failed."""
    form = _check_form(issue, viewer)
    done = form.did(
        lambda: effectiveness.check(
            issue,
            Effectiveness(form.outcome.data),
            form.remark.data or "",
            failed=_failed(issue, form, viewer),
            due_on=form.due_on.data,
            by=viewer,
            at=clock.now(),
        )
    )
    return see_other(_url(issue)) if done else _check(issue, viewer, form, status=422)


@bp.get("/r/<key>/issues/<number>/reopening")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def reopening(issue: Issue, viewer: Viewer) -> Page:
    """Why it is not over."""
    return page("issues/reopening.html", issue=issue, form=forms.Reason())


@bp.post("/r/<key>/issues/<number>/reopening")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def reopen(issue: Issue, viewer: Viewer) -> Page | Response:
    """Back to open, in a new round."""
    form = forms.Reason()
    done = form.did(lambda: issues.reopen(issue, form.reason.data or "", by=viewer, at=clock.now()))
    return see_other(_url(issue)) if done else page("issues/reopening.html", issue=issue, form=form, status=422)


def _check(issue: Issue, viewer: Viewer, form: forms.Check, *, status: int = 200) -> Page:
    again = recurrences.since_closing(viewer, issue)
    return page("issues/effectiveness.html", issue=issue, form=form, again=again, status=status)


def _check_form(issue: Issue, viewer: Viewer) -> forms.Check:
    """The form with the corrective actions that may have failed, all of them chosen beforehand."""
    actions = recurrences.corrected(viewer, issue.id)
    due = issue_fields.due(issue.relationship, issue.severity, issue.waiting_on, at=clock.now())
    form = forms.Check(data={"failed": [record_number(action) for action in actions], "due_on": due})
    form.failed.choices = options((record_number(action), f"{action.key} {action.title}") for action in actions)
    return form


def _failed(issue: Issue, form: forms.Check, viewer: Viewer) -> list[Action]:
    chosen = set(form.failed.data or ())
    return [action for action in recurrences.corrected(viewer, issue.id) if record_number(action) in chosen]


def _url(issue: Issue) -> str:
    return url_for("issues.show", key=issue.relationship.key, number=record_number(issue))
