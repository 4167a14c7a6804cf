"""Issues: lists, logging one, its page, and every step from open to closed."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import ContactChannel, ListName, Severity
from govtracker.exports import issues as listing
from govtracker.models import Issue, Relationship, Rung
from govtracker.queries import find, history
from govtracker.queries.installation import catalogues
from govtracker.queries.issues import actions, problems, ties
from govtracker.queries.issues import issues as asked
from govtracker.queries.issues.issues import Standpoint
from govtracker.queries.paging import every
from govtracker.queries.partnership import customers
from govtracker.services.governance import escalation
from govtracker.services.issues import context, issues
from govtracker.web import (
    adding_issues,
    addresses,
    conversations,
    exporting,
    issue_filters,
    ladders,
    lists,
    recurrences,
    sources,
)
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import issues as forms
from govtracker.web.forms.choices import areas, options
from govtracker.web.sources import Source
from govtracker.web.tables import issues as tables

bp = Blueprint("issues", __name__)


@bp.get("/issues")
@requires(Permission.OWN)
def everywhere(viewer: Viewer) -> Page | Response:
    """The issues of all relationships the person sees."""
    return _list(viewer, asked.standpoints(viewer), None)


@bp.get("/r/<key>/issues")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """The issues of a relationship."""
    return _list(viewer, [Standpoint.of(relationship, viewer)], relationship)


@bp.get("/issues/new")
@requires(Permission.OWN)
def choose(viewer: Viewer) -> Page | Response:
    """Where the issue belongs: at once where there is no choice, or where the person stands already."""
    places = [place for place in asked.standpoints(viewer) if allowed(viewer, Permission.LOG_ISSUE, place)]
    if not places:
        abort(403)
    keys = [place.key for place in places]
    stands_in = request.args.get("r", "").upper()
    if len(keys) == 1 or stands_in in keys:
        return see_other(url_for("issues.new", key=stands_in if stands_in in keys else keys[0]))
    return page("issues/choose.html", places=places)


@bp.get("/r/<key>/issues/new")
@requires(Permission.LOG_ISSUE, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank issue; title, area and severity may stand in the address."""
    return adding_issues.new(_from_list(relationship), viewer)


@bp.post("/r/<key>/issues")
@requires(Permission.LOG_ISSUE, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Log it: from now on the other side's clock runs."""
    return adding_issues.create(_from_list(relationship), viewer)


@bp.get("/r/<key>/issues/similar")
@requires(Permission.LOG_ISSUE, subject=find.relationship)
def similar(relationship: Relationship, viewer: Viewer) -> Page:
    """Open issues like the one being typed, as a fragment."""
    place, typed = Standpoint.of(relationship, viewer), request.args.get("title", "")
    found = asked.alike(viewer, place, typed)
    return page(
        "issues/_similar.html", rows=found, problems=problems.alike(viewer, relationship.id, typed), place=place
    )


@bp.get("/r/<key>/issues/<number>")
@requires(Permission.VIEW, subject=find.issue)
def show(issue: Issue, viewer: Viewer) -> Page:
    """One issue: what happened, who must move, why it will not recur."""
    found = actions.of_issue(viewer, issue.id)
    tied = ties.of_issue(viewer, issue)
    return page(
        "issues/show.html",
        issue=issue,
        behind=customers.behind(viewer, issue),
        escalation=ladders.of_issue(issue, at=clock.now()),
        actions=found,
        gaps=context.closing_gaps(issue, context.of(issue), found) if issue.resolved_at else [],
        ties=tied,
        again=recurrences.of_issue(issue, tied),
        talk=conversations.of(issue, viewer),
        events=history.of_subject(viewer, issue),
        today=clock.today(viewer.zone),
    )


@bp.post("/r/<key>/issues/<number>/acknowledgement")
@requires(Permission.ACKNOWLEDGE, subject=find.current_rung)
def acknowledge(rung: Rung, viewer: Viewer) -> Response:
    """The side that is waited on takes note."""
    escalation.acknowledge(rung, by=viewer, at=clock.now())
    return see_other(addresses.back(adding_issues.url_of(rung.issue)))


@bp.get("/r/<key>/issues/<number>/edit")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def edit(issue: Issue, viewer: Viewer) -> Page:
    """The issue as a form."""
    form = _edit_form(issue, viewer)
    form.open(_stored(issue))
    return page("issues/edit.html", issue=issue, form=form)


@bp.post("/r/<key>/issues/<number>")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def update(issue: Issue, viewer: Viewer) -> Page | Response:
    """Store what was changed; what others changed meanwhile is kept, or shown where it clashes."""
    form = _edit_form(issue, viewer)
    values = form.merged(_stored(issue)) if form.validate() else None
    reason = form.reason.data or ""
    if values is not None and form.did(
        lambda: issues.edit(issue, _typed(values), reason=reason, by=viewer, at=clock.now())
    ):
        return see_other(adding_issues.url_of(issue))
    return page("issues/edit.html", issue=issue, form=form, status=422)


def _list(viewer: Viewer, places: list[Standpoint], relationship: Relationship | None) -> Page | Response:
    today = clock.today(viewer.zone)
    wanted, ignored = issue_filters.read(request.args, viewer, today=today)
    seen_from = {place.relationship_id: place for place in places}
    looking = lists.look(viewer, ListName.ISSUES, listing.columns(seen_from), ignored, relationship=relationship)
    if before := lists.detour(looking):
        return before
    if exporting.wanted():
        rows = every(lambda after: asked.listed(viewer, places, wanted, after=after, size=exporting.PAGE).page)
        return exporting.answer(Listing.of("Issues", looking.to_file, rows, relationship=relationship), viewer)
    found = asked.listed(viewer, places, wanted, **addresses.cursors())
    return page(
        "issues/index.html",
        relationship=relationship,
        areas=asked.areas(places),
        table=tables.table(found.page.rows, seen_from, today=today, columns=looking.columns, sort=wanted.order),
        more_matches=found.more_matches,
        wanted=wanted,
        looking=looking,
        around=addresses.around(found.page),
    )


def _from_list(relationship: Relationship) -> Source:
    return sources.alone(relationship, "Issues", url_for("issues.index", key=relationship.key))


def _edit_form(issue: Issue, viewer: Viewer) -> forms.EditIssue:
    form = forms.EditIssue()
    needed, people = areas(issue.relationship), adding_issues.owners_of(issue.relationship)
    if issue.area_id not in {area_id for area_id, _ in needed}:
        needed.append((issue.area_id, issue.area.name))
    if issue.owner and issue.owner_id not in {choice.value for choice in people}:
        people += options([(issue.owner_id, f"{issue.owner.name} · no seat any more")])
    form.area_id.choices, form.owner_id.choices = options(needed), people
    form.categories, form.kept_category = catalogues.categories(), issue.category
    form.customers = customers.offered(viewer, issue.relationship)
    return form


def _stored(issue: Issue) -> dict[str, Any]:
    names = ("title", "area_id", "severity", "description", "category", "segment", "channel", "owner_id", "due_on")
    return {name: getattr(issue, name) for name in names}


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Values of the form as they are stored."""
    words = {"severity": Severity, "channel": ContactChannel}
    return {name: (words[name](value) if value else None) if name in words else value for name, value in values.items()}
