"""A manager's review mail: when it comes, how the next one would look, and one at once."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import MailKind
from govtracker.queries.reviews import mail_schedules, readers
from govtracker.queries.reviews import review_mail as review_mail_asked
from govtracker.rules.reviews import quiet_hours
from govtracker.services.reviews import review_mail
from govtracker.web import mail_previews
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import options
from govtracker.web.forms.mail_schedules import ReviewMailTimes, stored

bp = Blueprint("mail_schedules", __name__)
NOTHING = "There is nothing to tell: you see no relationship."


@bp.get("/settings/mail")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page:
    """The schedule as it is, and the next mail as it would be now."""
    schedule = mail_schedules.of_person(viewer.person_id, MailKind.REVIEW_MAIL)
    times = review_mail.times_of(schedule) if schedule else None
    told = [row.id for row in review_mail_asked.told_of(viewer, schedule.chosen if schedule else ())]
    values = stored(times, wanted=_is_wanted(viewer), zone=viewer.zone)
    return _show(viewer, _offering(viewer, ReviewMailTimes(data={**values, "chosen": told})))


@bp.post("/settings/mail")
@requires(Permission.OWN)
def update(viewer: Viewer) -> Page | Response:
    """Let it come by other times, or no more."""
    form = _offering(viewer, ReviewMailTimes())
    if not form.did(lambda: _keep(viewer, form)):
        return _show(viewer, form, status=422)
    flash("Saved.", "good")
    return see_other(url_for("mail_schedules.show"))


@bp.get("/settings/mail/preview")
@requires(Permission.OWN)
def preview(viewer: Viewer) -> Response:
    """The mail of this moment alone, for a frame that may do nothing but show it; with `text`, its other part."""
    return mail_previews.answer(review_mail.sample(viewer, at=clock.now()), NOTHING)


@bp.post("/settings/mail/now")
@requires(Permission.OWN)
def send_now(viewer: Viewer) -> Response:
    """One at once."""
    review_mail.send_now(viewer, at=clock.now())
    flash("A review mail is on its way to you.", "good")
    return see_other(url_for("mail_schedules.show"))


def _keep(viewer: Viewer, form: ReviewMailTimes) -> None:
    if form.times is None:
        review_mail.stop(viewer, at=clock.now())
    else:
        review_mail.subscribe(viewer, form.times, at=clock.now(), chosen=form.chosen.data or ())


def _offering(viewer: Viewer, form: ReviewMailTimes) -> ReviewMailTimes:
    """The form with the relationships it may tell of."""
    seen = review_mail_asked.choosable(viewer)
    form.chosen.choices = options((row.id, f"{row.key}: {row.client} and {row.supplier}") for row in seen)
    return form


def _show(viewer: Viewer, form: ReviewMailTimes, *, status: int = 200) -> Page:
    schedule = mail_schedules.of_person(viewer.person_id, MailKind.REVIEW_MAIL)
    wanted = _is_wanted(viewer)
    next_at = schedule.next_at if schedule and wanted else None
    comes_at = next_at and quiet_hours.over_at(readers.reader(viewer.person_id).quiet, next_at)
    return page("settings/mail.html", form=form, next_at=comes_at, wanted=wanted, status=status)


def _is_wanted(viewer: Viewer) -> bool:
    return MailKind.REVIEW_MAIL not in mail_schedules.unwanted(viewer.person_id)
