"""What is said about records: comments for both companies or one, their versions, and whom they call by name."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience
from govtracker.models import Comment, Subject
from govtracker.queries import find
from govtracker.queries.issues import attachments as attached
from govtracker.queries.issues import comments as asked
from govtracker.rules import date_words
from govtracker.services.issues import attachments, comments, mentions, watching
from govtracker.services.issues.attachments import Sent
from govtracker.services.issues.comments import Written
from govtracker.web import addresses, conversations, files, readership
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import comments as forms

bp = Blueprint("comments", __name__)
MOST_NAMES, MOST_LETTERS = 5, 60
SUBJECT = "/r/<key>/<any(issues, actions, decisions, risks, problems, scorecards):kind>/<number>"


@bp.get(f"{SUBJECT}/comments")
@requires(Permission.VIEW, subject=find.subject)
def index(subject: Subject, viewer: Viewer) -> Page:
    """A page of the conversation alone."""
    return _index(subject, viewer)


@bp.post(f"{SUBJECT}/comments")
@requires(Permission.COMMENT, subject=find.subject, own_transaction=True)
def create(subject: Subject, viewer: Viewer) -> Page | Response:
    """Say something, for the audience that was chosen, with files or without."""
    form, address = conversations.blank(subject, viewer), conversations.address_of(subject)
    sent: list[Sent] = []
    url = form.create(
        viewer,
        lambda: _said(find.subject(viewer, **address), form, sent, viewer),
        within=lambda: files.kept(form.files, sent),
    )
    return see_other(url) if url else _index(subject, viewer, form)


@bp.get(f"{SUBJECT}/readers")
@requires(Permission.COMMENT, subject=find.subject)
def readers(subject: Subject, viewer: Viewer) -> Page:
    """Who reads what is written for an audience, and can be called by name in it."""
    found = readership.of(subject, viewer, request.args.get("audience"))
    return page("comments/readers.html", readership=found, url=conversations.url_of(subject))


@bp.post(f"{SUBJECT}/watching")
@requires(Permission.VIEW, subject=find.subject)
def watch(subject: Subject, viewer: Viewer) -> Response:
    """Be told of what happens here."""
    watching.watch(subject, by=viewer, at=clock.now())
    return see_other(conversations.url_of(subject))


@bp.post(f"{SUBJECT}/watching/end")
@requires(Permission.VIEW, subject=find.subject)
def stop_watching(subject: Subject, viewer: Viewer) -> Response:
    """Be told no more."""
    watching.stop(subject, by=viewer, at=clock.now())
    return see_other(conversations.url_of(subject))


@bp.post(f"{SUBJECT}/mentions/seen")
@requires(Permission.VIEW, subject=find.subject)
def see(subject: Subject, viewer: Viewer) -> Response:
    """What calls the person here is seen."""
    mentions.see(subject, by=viewer, at=clock.now())
    return see_other(addresses.back(conversations.url_of(subject)))


@bp.get("/r/<key>/comments/<int:comment_id>/edit")
@requires(Permission.EDIT_COMMENT, subject=find.comment)
def edit(comment: Comment, viewer: Viewer) -> Page:
    """One's own comment as a form."""
    form = forms.EditComment()
    form.open({"body": comment.body})
    return page("comments/edit.html", comment=comment, form=form, **_place(comment))


@bp.post("/r/<key>/comments/<int:comment_id>")
@requires(Permission.EDIT_COMMENT, subject=find.comment)
def update(comment: Comment, viewer: Viewer) -> Page | Response:
    """Another text; the one before is kept."""
    form = forms.EditComment()
    values = form.merged({"body": comment.body}) if form.validate() else None
    url = form.carry_out(lambda: _edited(comment, values, viewer)) if values is not None else None
    if url:
        return see_other(url)
    return page("comments/edit.html", comment=comment, form=form, status=422, **_place(comment))


@bp.post("/r/<key>/comments/<int:comment_id>/removal")
@requires(Permission.EDIT_COMMENT, subject=find.comment)
def remove(comment: Comment, viewer: Viewer) -> Response:
    """Take one's own comment away."""
    comments.remove(comment, by=viewer, at=clock.now())
    return see_other(f"{conversations.url_of(comment.subject)}#conversation")


@bp.get("/r/<key>/comments/<int:comment_id>/versions")
@requires(Permission.VIEW, subject=find.comment)
def versions(comment: Comment, viewer: Viewer) -> Page:
    """How a comment read before."""
    return page("comments/versions.html", comment=comment, versions=asked.revisions(comment), **_place(comment))


def _index(subject: Subject, viewer: Viewer, sent: forms.NewComment | None = None) -> Page:
    talk = conversations.of(subject, viewer, sent=sent)
    return page("comments/index.html", talk=talk, sent=sent, status=422 if sent else 200)


def _said(subject: Subject, form: forms.NewComment, sent: Sequence[Sent], viewer: Viewer) -> str:
    at = clock.now()
    written = comments.write(subject, form.body.data or "", Audience(form.audience.data), by=viewer, at=at)
    attachments.attach_to_comment(written.comment, sent, by=viewer, at=at)
    return _shown(written)


def _edited(comment: Comment, values: dict[str, str], viewer: Viewer) -> str:
    return _shown(comments.edit(comment, values.get("body", comment.body), by=viewer, at=clock.now()))


def _shown(written: Written) -> str:
    """Where the comment stands; its author learns who was called in it and not told."""
    if written.strangers:
        flash(f"Not told: {_some(written.strangers)}. They may not read this, or nobody here has that name.", "warn")
    return f"{conversations.url_of(written.comment.subject)}#comment-{written.comment.id}"


def _some(names: Sequence[str]) -> str:
    """The first of them, and how many others."""
    shown = [f"@{name[:MOST_LETTERS]}" for name in names[:MOST_NAMES]]
    return date_words.listed([*shown, *([f"{len(names) - MOST_NAMES} others"] if len(names) > MOST_NAMES else [])])


def _place(comment: Comment) -> dict[str, Any]:
    """Where it stands, the company of who wrote it, and its files."""
    return {
        "url": conversations.url_of(comment.subject),
        "company": comment.relationship.company(comment.side).name,
        "files": attached.of_comment(comment),
    }
