"""Minutes: holding a review, who was there, both chairs' agreement, what was agreed before, and on paper."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, send_file, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.documents import minutes_pdf
from govtracker.enums import Presence
from govtracker.models import Review
from govtracker.queries import find
from govtracker.queries.reviews import minutes as asked
from govtracker.queries.reviews import minutes_history
from govtracker.rules import wall_time
from govtracker.rules.reviews import differences, minutes
from govtracker.services.reviews import agreement, amending, holding
from govtracker.web import minutes_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import minutes as forms

bp = Blueprint("minutes", __name__)
REVIEW = "/r/<key>/reviews/<int:review_id>"


@bp.get(f"{REVIEW}/holding")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def new(review: Review, viewer: Viewer) -> Page:
    """When it was held and who was there, as a form."""
    return page("minutes/hold.html", review=review, form=_held_form(review))


@bp.post(f"{REVIEW}/holding")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def hold(review: Review, viewer: Viewer) -> Page | Response:
    """It took place."""
    form: Any = _held_form(review)
    if form.did(lambda: holding.hold(review, form.held_on.data, form.attendance, **_now(viewer))):
        return see_other(_url(review))
    return page("minutes/hold.html", review=review, form=form, status=422)


@bp.get(f"{REVIEW}/attendance")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def edit_attendance(review: Review, viewer: Viewer) -> Page:
    """When it was held and who was there, to be put right."""
    form, stored = _attendance_form(review)
    form.open(stored)
    return page("minutes/attendance.html", review=review, form=form)


@bp.post(f"{REVIEW}/attendance")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def update_attendance(review: Review, viewer: Viewer) -> Page | Response:
    """Put it right; what somebody else put right meanwhile is kept or shown."""
    form, stored = _attendance_form(review)
    typed = form.merged(stored) if form.validate() else None
    values = {**stored, **(typed or {})}
    if typed is not None and form.did(
        lambda: holding.correct(review, values["held_on"], form.attended(values), **_now(viewer))
    ):
        return see_other(_url(review))
    return page("minutes/attendance.html", review=review, form=form, status=422)


@bp.get(f"{REVIEW}/agreement")
@requires(Permission.AGREE_MINUTES, subject=find.review)
def read(review: Review, viewer: Viewer) -> Page:
    """All that a chair agrees to, and the word on it."""
    content = asked.content(review)
    return page("minutes/agree.html", review=review, content=content, seen=minutes.mark(content))


@bp.post(f"{REVIEW}/agreement/<seen>")
@requires(Permission.AGREE_MINUTES, subject=find.review)
def agree(review: Review, viewer: Viewer, seen: str) -> Response:
    """A chair agrees the minutes as read."""
    agreement.agree(review, seen, **_now(viewer))
    return see_other(_url(review))


@bp.get(f"{REVIEW}/minutes/amendment")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def new_amendment(review: Review, viewer: Viewer) -> Page:
    """Why agreed minutes are written anew, as a form."""
    return page("minutes/amend.html", review=review, form=forms.Amendment())


@bp.post(f"{REVIEW}/minutes/amendment")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def amend(review: Review, viewer: Viewer) -> Page | Response:
    """Write agreed minutes anew."""
    form = forms.Amendment()
    if form.did(lambda: amending.begin_amendment(review, form.reason.data or "", **_now(viewer))):
        flash("The minutes can be written again. What was agreed stays in force until both chairs agree.", "good")
        return see_other(_url(review))
    return page("minutes/amend.html", review=review, form=form, status=422)


@bp.get(f"{REVIEW}/minutes/history")
@requires(Permission.VIEW, subject=find.review)
def history(review: Review, viewer: Viewer) -> Page:
    """Who wrote what in the minutes, and what it changed."""
    rows = minutes_history.of_review(viewer, review)
    return page("minutes/history.html", review=review, rows=rows, differences=differences.lines)


@bp.get(f"{REVIEW}/minutes/<int:number>")
@requires(Permission.VIEW, subject=find.review)
def show(review: Review, viewer: Viewer, number: int) -> Page:
    """Minutes as both chairs agreed them."""
    agreed = asked.one(review.id, number)
    newest = asked.newest_number(review.id)
    return page("minutes/show.html", review=review, agreed=agreed, content=minutes.read(agreed.text), newest=newest)


@bp.get(f"{REVIEW}/minutes/<int:number>.pdf")
@requires(Permission.VIEW, subject=find.review)
def pdf(review: Review, viewer: Viewer, number: int) -> Response:
    """Agreed minutes to take along, with their digest."""
    agreed = asked.one(review.id, number)
    name = f"{review.relationship.key}-minutes-{review.period_key}-{number}.pdf"
    made = BytesIO(minutes_pdf.write(minutes.read(agreed.text), agreed))
    return send_file(made, mimetype="application/pdf", download_name=name)


@bp.get(f"{REVIEW}/minutes.pdf")
@requires(Permission.VIEW, subject=find.review)
def draft_pdf(review: Review, viewer: Viewer) -> Response:
    """The minutes as they stand now, agreed by nobody."""
    name = f"{review.relationship.key}-minutes-{review.period_key}-draft.pdf"
    made = BytesIO(minutes_pdf.write(asked.content(review), None))
    return send_file(made, mimetype="application/pdf", download_name=name)


def _held_form(review: Review) -> forms.There:
    return forms.of(forms.Held, minutes_pages.people(review))(data={"held_on": review.local_on})


def _attendance_form(review: Review) -> tuple[forms.There, dict[str, Any]]:
    """The form, and what is stored by its fields."""
    kept = {row.person_id: row for row in asked.attendees(review.id)}
    now: dict[int, Any] = {one.person_id: one for one in minutes_pages.people(review)}
    people = list({**now, **kept}.values())
    stored: dict[str, Any] = {"held_on": _held_on(review), "guests": review.guests}
    for person_id in (one.person_id for one in people):
        row = kept.get(person_id)
        stored[f"presence_{person_id}"] = (row.presence if row else Presence.ABSENT).value
        stored[f"represented_{person_id}"] = row.represented_by if row else ""
    return forms.of(forms.There, people)(data=stored), stored


def _held_on(review: Review) -> date:
    return wall_time.local(review.held_at or review.scheduled_at, review.forum.zone).date()


def _now(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer, "at": clock.now()}


def _url(review: Review) -> str:
    return url_for("reviews.show", key=review.relationship.key, review_id=review.id)
