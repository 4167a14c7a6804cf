"""The steps of a problem: worked on, its context written, its issues linked, closed and reopened."""

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Problem
from govtracker.queries import find
from govtracker.queries.issues import actions
from govtracker.services.issues import context, problem_links, problems
from govtracker.web import context_forms
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import context as context_fields
from govtracker.web.forms import issues as issue_forms
from govtracker.web.forms import problems as forms
from govtracker.web.views.issues.issue_links import named
from govtracker.web.views.issues.problems import shown, url_of

bp = Blueprint("problem_steps", __name__)


@bp.post("/r/<key>/problems/<number>/work")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def start_work(problem: Problem, viewer: Viewer) -> Response:
    """Somebody looks for the cause now."""
    problems.start_work(problem, by=viewer, at=clock.now())
    return see_other(url_of(problem))


@bp.post("/r/<key>/problems/<number>/issues")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def link(problem: Problem, viewer: Viewer) -> Page | Response:
    """It causes this issue too."""
    form = forms.LinkIssue()
    done = form.did(
        lambda: problem_links.link(problem, named(problem, form.issue.data or "", viewer), by=viewer, at=clock.now())
    )
    return see_other(f"{url_of(problem)}#issues") if done else shown(problem, viewer, form, status=422)


@bp.post("/r/<key>/problems/<number>/issues/<issue>/removal")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def unlink(problem: Problem, viewer: Viewer, issue: str) -> Response:
    """It does not cause this issue after all."""
    found = find.issue(viewer, problem.relationship.key, issue)
    problem_links.unlink(problem, found, by=viewer, at=clock.now())
    return see_other(f"{url_of(problem)}#issues")


@bp.get("/r/<key>/problems/<number>/context")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def edit_context(problem: Problem, viewer: Viewer) -> Page:
    """What is known so far."""
    return _page("context", problem, viewer, context_forms.opened(context_fields.Context(), problem))


@bp.post("/r/<key>/problems/<number>/context")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def write_context(problem: Problem, viewer: Viewer) -> Page | Response:
    """Keep it, whatever is missing."""
    form = context_forms.offered(context_fields.Context(), problem)
    done = context_forms.did(
        form, problem, lambda said: problems.write_context(problem, said, by=viewer, at=clock.now())
    )
    return see_other(url_of(problem)) if done else _page("context", problem, viewer, form, status=422)


@bp.get("/r/<key>/problems/<number>/closing")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def closing(problem: Problem, viewer: Viewer) -> Page:
    """The full context, and what is missing of it."""
    return _page("closing", problem, viewer, context_forms.opened(context_fields.Context(), problem))


@bp.post("/r/<key>/problems/<number>/closing")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def close(problem: Problem, viewer: Viewer) -> Page | Response:
    """The cause is gone."""
    form = context_forms.offered(context_fields.Context(), problem)
    if context_forms.did(form, problem, lambda said: problems.close(problem, said, by=viewer, at=clock.now())):
        return see_other(url_of(problem))
    form.show(context.closing_gaps(problem, context_forms.said(form, problem), actions.of_problem(viewer, problem.id)))
    return _page("closing", problem, viewer, form, status=422)


@bp.get("/r/<key>/problems/<number>/reopening")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def reopening(problem: Problem, viewer: Viewer) -> Page:
    """Why it is there again."""
    return page("problems/reopening.html", problem=problem, form=issue_forms.Reason())


@bp.post("/r/<key>/problems/<number>/reopening")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def reopen(problem: Problem, viewer: Viewer) -> Page | Response:
    """The cause is there again."""
    form = issue_forms.Reason()
    done = form.did(lambda: problems.reopen(problem, form.reason.data or "", by=viewer, at=clock.now()))
    return (
        see_other(url_of(problem)) if done else page("problems/reopening.html", problem=problem, form=form, status=422)
    )


def _page(name: str, problem: Problem, viewer: Viewer, form: context_fields.Context, *, status: int = 200) -> Page:
    found = actions.of_problem(viewer, problem.id)
    gaps = context_forms.gaps(form, problem, found)
    form.ask()
    today = clock.today(viewer.zone)
    return page(
        f"problems/{name}.html", status=status, problem=problem, form=form, gaps=gaps, actions=found, today=today
    )
