"""Links between issues, and publishing what one side kept to itself."""

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Issue, Problem
from govtracker.queries import NotFound, find, owners
from govtracker.queries.installation import catalogues
from govtracker.queries.issues import publications
from govtracker.queries.partnership import customers
from govtracker.rules import keys
from govtracker.rules.issues.links import Word
from govtracker.services import Refused
from govtracker.services.issues import issue_links, publication
from govtracker.web.access import requires
from govtracker.web.adding_issues import reported, url_of
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import issues as forms
from govtracker.web.forms.choices import areas, chosen, options

bp = Blueprint("issue_links", __name__)


@bp.get("/r/<key>/issues/<number>/links/new")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def new(issue: Issue, viewer: Viewer) -> Page:
    """What it has to do with which other issue."""
    return page("issues/link.html", issue=issue, form=forms.NewLink())


@bp.post("/r/<key>/issues/<number>/links")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def create(issue: Issue, viewer: Viewer) -> Page | Response:
    """Link it."""
    form = forms.NewLink()
    done = form.did(
        lambda: issue_links.link(
            issue, Word(form.word.data), named(issue, form.issue.data or "", viewer), by=viewer, at=clock.now()
        )
    )
    return see_other(url_of(issue)) if done else page("issues/link.html", issue=issue, form=form, status=422)


@bp.post("/r/<key>/issues/<number>/links/removal")
@requires(Permission.EDIT_ISSUE, subject=find.issue)
def remove(issue: Issue, viewer: Viewer) -> Response:
    """Take a link back."""
    word = chosen(Word, request.form.get("word"))
    if word is None:
        raise NotFound
    other = find.issue(viewer, issue.relationship.key, request.form.get("issue", ""))
    issue_links.unlink(issue, word, other, by=viewer, at=clock.now())
    return see_other(url_of(issue))


@bp.get("/r/<key>/issues/<number>/publication")
@requires(Permission.PUBLISH_ISSUE, subject=find.issue)
def preparing(issue: Issue, viewer: Viewer) -> Page:
    """What both companies would read of it."""
    return page("issues/publication.html", issue=issue, form=_publication(issue, viewer))


@bp.post("/r/<key>/issues/<number>/publication")
@requires(Permission.PUBLISH_ISSUE, subject=find.issue)
def publish(issue: Issue, viewer: Viewer) -> Page | Response:
    """Copy it into a new shared issue."""
    form = _publication(issue, viewer)
    url = form.create(viewer, lambda: url_of(_published(issue, form, viewer)))
    return see_other(url) if url else page("issues/publication.html", issue=issue, form=form, status=422)


def named(subject: Issue | Problem, typed: str, viewer: Viewer) -> Issue:
    """The issue of that key, or of that number of the same relationship; refuses what is none for this person."""
    key = keys.parse(typed if "-" in typed else f"{subject.relationship.key}-{typed.strip()}")
    try:
        if key is None or key.kind:
            raise NotFound
        return find.issue(viewer, key.relationship, keys.number(key.count, key.audience))
    except NotFound:
        raise Refused(f"There is no issue {typed.strip()} that you see.", "issue") from None


def _publication(issue: Issue, viewer: Viewer) -> forms.Publication:
    names = ("title", "description", "area_id", "category", "segment")
    stored: dict[str, Any] = {name: getattr(issue, name) for name in names}
    words = {"severity": issue.severity.value, "channel": issue.channel.value if issue.channel else ""}
    form = forms.Publication(data={**stored, **words, "comments": []})
    offered = areas(issue.relationship)
    if issue.area_id not in {area_id for area_id, _ in offered}:
        offered.append((issue.area_id, issue.area.name))
    form.area_id.choices = options(offered)
    people = owners.choices(issue.relationship, on=clock.today("UTC"))
    form.owner_id.choices = options([("", "Nobody yet"), *people])
    said = publications.comments(viewer, issue.id)
    form.comments.choices = options((one.id, f"{one.author.name}: {one.body[:200]}") for one in said)
    form.categories, form.kept_category = catalogues.categories(), issue.category
    form.customers = customers.offered(viewer, issue.relationship)
    return form


def _published(issue: Issue, form: forms.Publication, viewer: Viewer) -> Issue:
    new = reported(form, issue.audience)
    return publication.publish(issue, new, form.comments.data or [], by=viewer, at=clock.now())
