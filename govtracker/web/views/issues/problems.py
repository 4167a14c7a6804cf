"""Problems: the shared cause of several issues."""

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience
from govtracker.models import Issue, Problem, Relationship
from govtracker.queries import find, history, owners
from govtracker.queries.issues import actions, alike, problem_issues
from govtracker.queries.issues import problems as asked
from govtracker.queries.issues.issues import Standpoint
from govtracker.services.issues import problems
from govtracker.web import addresses, conversations
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import record_number
from govtracker.web.forms import problems as forms
from govtracker.web.forms.choices import areas, audiences, offer, options
from govtracker.web.tables import issues as tables

bp = Blueprint("problems", __name__)


@bp.get("/r/<key>/problems")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """The problems of a relationship."""
    wanted, ignored = _filter(relationship)
    found = asked.listed(viewer, Standpoint.of(relationship, viewer), wanted, **addresses.cursors())
    return page(
        "problems/index.html",
        relationship=relationship,
        rows=found.rows,
        wanted=wanted,
        ignored=ignored,
        areas=areas(relationship),
        around=addresses.around(found),
    )


@bp.get("/r/<key>/problems/new")
@requires(Permission.OPEN_PROBLEM, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank problem; the issues it causes may stand in the address."""
    return page("problems/new.html", relationship=relationship, form=_form(relationship, viewer))


@bp.post("/r/<key>/problems")
@requires(Permission.OPEN_PROBLEM, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Open it and link its issues."""
    form = _form(relationship, viewer)
    url = form.create(viewer, lambda: url_of(_opened(relationship, form, viewer)))
    return see_other(url) if url else page("problems/new.html", relationship=relationship, form=form, status=422)


@bp.get("/r/<key>/problems/<number>")
@requires(Permission.VIEW, subject=find.problem)
def show(problem: Problem, viewer: Viewer) -> Page:
    """One problem: what it causes, why it is there, and what is done about it."""
    return shown(problem, viewer, forms.LinkIssue(formdata=None))


@bp.get("/r/<key>/problems/<number>/edit")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def edit(problem: Problem, viewer: Viewer) -> Page:
    """The problem as a form."""
    form = _edit_form(problem)
    form.open(_stored(problem))
    return page("problems/edit.html", problem=problem, form=form)


@bp.post("/r/<key>/problems/<number>")
@requires(Permission.EDIT_PROBLEM, subject=find.problem)
def update(problem: Problem, viewer: Viewer) -> Page | Response:
    """Store what was changed; what others changed meanwhile is kept, or shown where it clashes."""
    form = _edit_form(problem)
    values = form.merged(_stored(problem)) if form.validate() else None
    if values is not None and form.did(lambda: problems.edit(problem, values, by=viewer, at=clock.now())):
        return see_other(url_of(problem))
    return page("problems/edit.html", problem=problem, form=form, status=422)


def url_of(problem: Problem) -> str:
    """The address of a problem."""
    return url_for("problems.show", key=problem.relationship.key, number=record_number(problem))


def shown(problem: Problem, viewer: Viewer, linking: forms.LinkIssue, *, status: int = 200) -> Page:
    """The page of a problem, with the form that links an issue."""
    today, place = clock.today(viewer.zone), Standpoint.of(problem.relationship, viewer)
    found = problem_issues.listed(viewer, problem.id, **addresses.cursors())
    return page(
        "problems/show.html",
        status=status,
        problem=problem,
        issues=tables.table(found.rows, {place.relationship_id: place}, today=today),
        around=addresses.around(found),
        actions=actions.of_problem(viewer, problem.id),
        talk=conversations.of(problem, viewer),
        events=history.of_subject(viewer, problem),
        today=today,
        linking=linking,
    )


def _filter(relationship: Relationship) -> tuple[asked.Filter, list[str]]:
    known = {str(area_id) for area_id, _ in areas(relationship)}
    values, ignored = addresses.asked(
        request.args, {"status": lambda value: value in asked.STATUSES, "area": lambda value: value in known}
    )
    area_id = int(values["area"]) if "area" in values else None
    return asked.Filter(values.get("status", "open"), area_id), ignored


def _form(relationship: Relationship, viewer: Viewer) -> forms.NewProblem:
    causes = problem_issues.chosen(viewer, relationship.id, request.values.getlist("issue"))
    first = causes[0] if causes else None
    form = forms.NewProblem(
        data={
            "title": first.title if first else "",
            "area_id": first.area_id if first else None,
            "category": first.category if first else "",
            "issue": [record_number(issue) for issue in causes],
        }
    )
    internal = next((issue.audience for issue in causes if issue.audience is not Audience.SHARED), Audience.SHARED)
    offer(form.audience, audiences(relationship, viewer, within=internal))
    offer(form.area_id, options(areas(relationship)))
    form.owner_id.choices = _owners(relationship)
    form.issue.choices = options(_causes(relationship, viewer, causes))
    return form


def _causes(relationship: Relationship, viewer: Viewer, chosen: list[Issue]) -> list[tuple[str, str]]:
    """Issues to choose from: those named already, then those with titles like the first one's."""
    named = [(record_number(issue), f"{issue.key} {issue.title}") for issue in chosen]
    if not chosen:
        return named
    place, known = Standpoint.of(relationship, viewer), [issue.id for issue in chosen]
    found = alike.issues(viewer, place, chosen[0].title, leave_out=known)
    return named + [
        (
            record_number(one.issue),
            f"{relationship.key}-{record_number(one.issue)} {one.issue.title} ({one.percent} % alike)",
        )
        for one in found
    ]


def _opened(relationship: Relationship, form: forms.NewProblem, viewer: Viewer) -> Problem:
    wanted = problems.NewProblem(
        title=form.title.data or "",
        description=form.description.data or "",
        area_id=form.area_id.data,
        category=form.category.data or "",
        audience=Audience(form.audience.data),
        owner_id=form.owner_id.data,
    )
    causes: list[Issue] = problem_issues.chosen(viewer, relationship.id, form.issue.data or [])
    return problems.open_problem(relationship, wanted, of=causes, by=viewer, at=clock.now())


def _edit_form(problem: Problem) -> forms.EditProblem:
    form = forms.EditProblem()
    offered, people = areas(problem.relationship), _owners(problem.relationship)
    if problem.area_id not in {area_id for area_id, _ in offered}:
        offered.append((problem.area_id, problem.area.name))
    if problem.owner and problem.owner_id not in {choice.value for choice in people}:
        people += options([(problem.owner_id, f"{problem.owner.name} · no seat any more")])
    form.area_id.choices, form.owner_id.choices = options(offered), people
    return form


def _owners(relationship: Relationship) -> Any:
    return options([("", "Nobody yet"), *owners.choices(relationship, on=clock.today("UTC"))])


def _stored(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("title", "description", "area_id", "category", "owner_id")}
