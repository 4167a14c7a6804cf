"""Files under records: put there, taken out, taken away."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience
from govtracker.models import Attachment, Subject
from govtracker.queries import find
from govtracker.services.issues import attachments
from govtracker.services.issues.attachments import Sent
from govtracker.web import conversations, files
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.comments import NewFiles

bp = Blueprint("attachments", __name__)
SUBJECT = "/r/<key>/<any(issues, actions, decisions, risks, problems, scorecards):kind>/<number>"


@bp.get(f"{SUBJECT}/attachments/new")
@requires(Permission.ATTACH_FILE, subject=find.subject)
def new(subject: Subject, viewer: Viewer) -> Page:
    """Who sees them, and which."""
    return _new(subject, viewer, conversations.for_files(subject, viewer))


@bp.post(f"{SUBJECT}/attachments")
@requires(Permission.ATTACH_FILE, subject=find.subject, own_transaction=True)
def create(subject: Subject, viewer: Viewer) -> Page | Response:
    """Put files under the record, for the audience that was chosen."""
    form, address = conversations.for_files(subject, viewer), conversations.address_of(subject)
    sent: list[Sent] = []
    url = form.create(
        viewer,
        lambda: _attached(find.subject(viewer, **address), form, sent, viewer),
        within=lambda: files.kept(form.files, sent),
    )
    return see_other(url) if url else _new(subject, viewer, form, status=422)


@bp.get("/r/<key>/attachments/<int:attachment_id>")
@requires(Permission.VIEW, subject=find.attachment)
def show(attachment: Attachment, viewer: Viewer) -> Response:
    """The file, as a download."""
    return files.given_out(attachment)


@bp.post("/r/<key>/attachments/<int:attachment_id>/removal")
@requires(Permission.REMOVE_FILE, subject=find.attachment)
def remove(attachment: Attachment, viewer: Viewer) -> Response:
    """Take one's own file away."""
    attachments.remove(attachment, by=viewer, at=clock.now())
    if attachment.contract:
        return see_other(f"{url_for('contracts.show', key=attachment.relationship.key)}#files")
    return see_other(f"{conversations.url_of(attachment.subject)}#files")


def _attached(subject: Subject, form: NewFiles, sent: list[Sent], viewer: Viewer) -> str:
    attachments.attach(subject, sent, Audience(form.audience.data), by=viewer, at=clock.now())
    return f"{conversations.url_of(subject)}#files"


def _new(subject: Subject, viewer: Viewer, form: NewFiles, *, status: int = 200) -> Page:
    talk = conversations.of(subject, viewer)
    return page("attachments/new.html", talk=talk, form=form, status=status)
