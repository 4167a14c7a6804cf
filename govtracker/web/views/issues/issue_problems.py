"""An issue and its problem: linked, taken off, suggested links refused, and earlier measures that have failed."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience
from govtracker.models import Action, Issue, Problem
from govtracker.queries import NotFound, find
from govtracker.queries.issues import problems as asked
from govtracker.queries.issues import recurrences, ties
from govtracker.services.issues import failed_actions, issue_fields, problem_links
from govtracker.web.access import requires
from govtracker.web.adding_issues import url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import issues as forms
from govtracker.web.forms.choices import options

bp = Blueprint("issue_problems", __name__)


@bp.get("/r/<key>/issues/<number>/problem")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def choose(issue: Issue, viewer: Viewer) -> Page:
    """Which problem it belongs to."""
    return page("issues/problem.html", issue=issue, form=_form(issue, viewer))


@bp.post("/r/<key>/issues/<number>/problem")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def link(issue: Issue, viewer: Viewer) -> Page | Response:
    """It belongs to this problem."""
    form = _form(issue, viewer)
    done = form.did(lambda: problem_links.link(_problem(issue, viewer), issue, by=viewer, at=clock.now()))
    return see_other(url_of(issue)) if done else page("issues/problem.html", issue=issue, form=form, status=422)


@bp.post("/r/<key>/issues/<number>/problem/removal")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def unlink(issue: Issue, viewer: Viewer) -> Response:
    """It does not belong to this problem after all."""
    problem_links.unlink(_problem(issue, viewer), issue, by=viewer, at=clock.now())
    return see_other(url_of(issue))


@bp.post("/r/<key>/issues/<number>/recurrence/dismissal")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def dismiss(issue: Issue, viewer: Viewer) -> Response:
    """Not this problem or, where none is named, no recurrence at all."""
    problem = _problem(issue, viewer) if request.form.get("problem") else None
    problem_links.dismiss(issue, problem, by=viewer, at=clock.now())
    return see_other(url_of(issue))


@bp.get("/r/<key>/issues/<number>/failure")
@requires(Permission.REOPEN_ACTION, subject=find.issue)
def failing(issue: Issue, viewer: Viewer) -> Page:
    """Which measures of the earlier issue have failed."""
    return page("issues/failure.html", issue=issue, **_failure(issue, viewer))


@bp.post("/r/<key>/issues/<number>/failure")
@requires(Permission.REOPEN_ACTION, subject=find.issue)
def fail(issue: Issue, viewer: Viewer) -> Page | Response:
    """They are open again."""
    asked_for = _failure(issue, viewer)
    form: forms.Failure = asked_for["form"]
    chosen = [action for action in asked_for["actions"] if record_number(action) in (form.failed.data or [])]
    now: dict[str, Any] = {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
    done = form.did(lambda: failed_actions.reopen_all(chosen, form.reason.data or "", form.due_on.data, **now))
    return see_other(url_of(issue)) if done else page("issues/failure.html", issue=issue, status=422, **asked_for)


def _form(issue: Issue, viewer: Viewer) -> forms.ChosenProblem:
    form = forms.ChosenProblem()
    key = issue.relationship.key
    offered = asked.offered(viewer, issue.relationship_id)
    form.problem.choices = options((record_number(one), f"{key}-P{record_number(one)} {one.title}") for one in offered)
    return form


def _problem(issue: Issue, viewer: Viewer) -> Problem:
    """The problem the request names, in the relationship of the issue."""
    return find.problem(viewer, issue.relationship.key, request.form.get("problem", ""))


def _failure(issue: Issue, viewer: Viewer) -> dict[str, Any]:
    """The form with the corrective actions of the issue whose solution has failed; NotFound where there is none."""
    held = ties.of_issue(viewer, issue).held
    if held is None:
        raise NotFound
    actions: list[Action] = list(recurrences.corrected(viewer, held.id))
    said = f"{issue.key} is the same again." if issue.audience is Audience.SHARED else "It has come again."
    due = issue_fields.due(issue.relationship, issue.severity, issue.waiting_on, at=clock.now())
    numbers = [record_number(action) for action in actions]
    form = forms.Failure(data={"reason": said, "due_on": due, "failed": numbers})
    form.failed.choices = options((record_number(one), f"{one.key} {one.title}") for one in actions)
    back = url_for("issues.show", key=issue.relationship.key, number=record_number(held))
    return {"form": form, "actions": actions, "held": held, "held_url": back}
