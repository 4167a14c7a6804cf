"""Answering the invitation to a review, and the review as a calendar file."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import InvitationAnswer
from govtracker.mail import meeting_files
from govtracker.models import Invitation, Review
from govtracker.queries import find
from govtracker.queries.reviews import invitations as asked
from govtracker.services.reviews import invitations
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.invitations import Answer

bp = Blueprint("invitations", __name__)
CALENDAR = "text/calendar; charset=utf-8"


@bp.get("/r/<key>/reviews/<int:review_id>/answer")
@requires(Permission.VIEW, subject=asked.own)
def edit(invitation: Invitation, viewer: Viewer) -> Page:
    """The question, with what was answered before: mails lead here, and looking changes nothing."""
    said = invitation.answer.value if invitation.answer is not InvitationAnswer.OPEN else None
    return _page(invitation, Answer(formdata=None, data={"answer": said, "note": invitation.answer_note}))


@bp.post("/r/<key>/reviews/<int:review_id>/answer")
@requires(Permission.VIEW, subject=asked.own)
def update(invitation: Invitation, viewer: Viewer) -> Page | Response:
    """Keep the answer."""
    form = Answer()
    if not form.did(lambda: _keep(invitation, form, viewer)):
        return _page(invitation, form, status=422)
    flash("Your answer is kept; both companies see it.", "good")
    return see_other(f"{_url(invitation.review)}#comes")


@bp.get("/r/<key>/reviews/<int:review_id>/review.ics")
@requires(Permission.VIEW, subject=find.review)
def download(review: Review, viewer: Viewer) -> Response:
    """One review as a file for a calendar program."""
    response = Response(meeting_files.single(review, at=clock.now()), content_type=CALENDAR)
    name = f"{review.relationship.key}-{review.period_key}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _keep(invitation: Invitation, form: Answer, viewer: Viewer) -> None:
    said = InvitationAnswer(form.answer.data)
    seen = form.saw(invitation.starts_at)
    invitations.answer(invitation, said, form.note.data or "", seen=seen, by=viewer, at=clock.now())


def _page(invitation: Invitation, form: Answer, *, status: int = 200) -> Page:
    form.seen.data = invitation.starts_at.isoformat()
    return page("invitations/edit.html", status=status, invitation=invitation, review=invitation.review, form=form)


def _url(review: Review) -> str:
    return url_for("reviews.show", key=review.relationship.key, review_id=review.id)
