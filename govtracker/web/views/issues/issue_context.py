"""The full context of an issue: written down bit by bit, at resolving and at closing."""

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Issue
from govtracker.queries import find
from govtracker.queries.issues import actions
from govtracker.services.issues import context, issues
from govtracker.web import context_forms
from govtracker.web.access import requires
from govtracker.web.adding_issues import url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import context as forms

bp = Blueprint("issue_context", __name__)


@bp.get("/r/<key>/issues/<number>/context")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def edit(issue: Issue, viewer: Viewer) -> Page:
    """What is known so far."""
    return _page("context", issue, viewer, context_forms.opened(forms.Context(), issue))


@bp.post("/r/<key>/issues/<number>/context")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def update(issue: Issue, viewer: Viewer) -> Page | Response:
    """Keep it, whatever is missing."""
    form = context_forms.offered(forms.Context(), issue)
    done = context_forms.did(form, issue, lambda said: issues.write_context(issue, said, by=viewer, at=clock.now()))
    return see_other(url_of(issue)) if done else _page("context", issue, viewer, form, status=422)


@bp.get("/r/<key>/issues/<number>/resolution")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def resolving(issue: Issue, viewer: Viewer) -> Page:
    """What was done, and the rest as far as it is known."""
    return page("issues/resolution.html", issue=issue, form=context_forms.opened(forms.Resolution(), issue))


@bp.post("/r/<key>/issues/<number>/resolution")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def resolve(issue: Issue, viewer: Viewer) -> Page | Response:
    """It no longer hurts."""
    form = context_forms.offered(forms.Resolution(), issue)
    done = context_forms.did(form, issue, lambda said: issues.resolve(issue, said, by=viewer, at=clock.now()))
    return see_other(url_of(issue)) if done else page("issues/resolution.html", issue=issue, form=form, status=422)


@bp.get("/r/<key>/issues/<number>/closing")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def closing(issue: Issue, viewer: Viewer) -> Page:
    """The full context, and what is missing of it."""
    return _page("closing", issue, viewer, context_forms.opened(forms.Closing(), issue))


@bp.post("/r/<key>/issues/<number>/closing")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def close(issue: Issue, viewer: Viewer) -> Page | Response:
    """Understood and done."""
    form = context_forms.offered(forms.Closing(), issue)
    when = form.check_on.data
    if context_forms.did(form, issue, lambda said: issues.close(issue, said, check_on=when, by=viewer, at=clock.now())):
        return see_other(url_of(issue))
    form.show(context.closing_gaps(issue, context_forms.said(form, issue), actions.of_issue(viewer, issue.id)))
    return _page("closing", issue, viewer, form, status=422)


def _page(name: str, issue: Issue, viewer: Viewer, form: forms.Context, *, status: int = 200) -> Page:
    found = actions.of_issue(viewer, issue.id)
    gaps = context_forms.gaps(form, issue, found)
    form.ask()
    today = clock.today(viewer.zone)
    return page(f"issues/{name}.html", status=status, issue=issue, form=form, gaps=gaps, actions=found, today=today)
