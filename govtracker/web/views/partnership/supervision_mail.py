"""The operations supervisor's own mail: when it comes, or that it comes no more."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.mail import render
from govtracker.queries.reviews import mail_schedules
from govtracker.services.partnership import supervision_mail
from govtracker.services.reviews import review_mail
from govtracker.web import mail_previews
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.mail_schedules import SupervisionMailTimes, stored

bp = Blueprint("supervision_mail", __name__)
NOTHING = "There is nothing to tell now: nothing is open with the customers you supervise, and nothing comes again."


@bp.get("/supervision/mail")
@requires(Permission.READ_SUPERVISION)
def show(viewer: Viewer) -> Page:
    """The schedule as it is."""
    schedule, wanted = supervision_mail.schedule(viewer), _is_wanted(viewer)
    times = review_mail.times_of(schedule) if schedule else None
    return _show(viewer, SupervisionMailTimes(data=stored(times, wanted=wanted, zone=viewer.zone)))


@bp.post("/supervision/mail")
@requires(Permission.READ_SUPERVISION)
def update(viewer: Viewer) -> Page | Response:
    """Let it come by other times, or no more."""
    form = SupervisionMailTimes()
    if not form.did(lambda: _keep(viewer, form)):
        return _show(viewer, form, status=422)
    flash("Saved.", "good")
    return see_other(url_for("supervision_mail.show"))


@bp.get("/supervision/mail/preview")
@requires(Permission.READ_SUPERVISION)
def preview(viewer: Viewer) -> Response:
    """The mail of this moment alone, for a frame that may do nothing but show it; with `text`, its other part."""
    return mail_previews.answer(review_mail.sample(viewer, at=clock.now(), kind=supervision_mail.KIND), NOTHING)


@bp.post("/supervision/mail/now")
@requires(Permission.READ_SUPERVISION)
def send_now(viewer: Viewer) -> Response:
    """One at once, where there is something to tell."""
    at = clock.now()
    if render.preview(review_mail.sample(viewer, at=at, kind=supervision_mail.KIND), at) is None:
        flash(NOTHING, "info")
    else:
        review_mail.send_now(viewer, at=at, kind=supervision_mail.KIND)
        flash("A mail about your customers is on its way to you.", "good")
    return see_other(url_for("supervision_mail.show"))


def _keep(viewer: Viewer, form: SupervisionMailTimes) -> None:
    if form.times is None:
        supervision_mail.stop(viewer, at=clock.now())
    else:
        supervision_mail.subscribe(viewer, form.times, at=clock.now())


def _show(viewer: Viewer, form: SupervisionMailTimes, *, status: int = 200) -> Page:
    schedule = supervision_mail.schedule(viewer)
    next_at = schedule.next_at if schedule and _is_wanted(viewer) else None
    return page("supervision/mail.html", form=form, next_at=next_at, wanted=_is_wanted(viewer), status=status)


def _is_wanted(viewer: Viewer) -> bool:
    return supervision_mail.KIND not in mail_schedules.unwanted(viewer.person_id)
