"""Snoozes: out of one's own sight in My work until a day, and back."""

from datetime import timedelta

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Subject
from govtracker.queries import find
from govtracker.services.issues import snoozes
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.snoozes import Snooze

bp = Blueprint("snoozes", __name__)
SUBJECT = "/r/<key>/<any(issues, actions, decisions, risks, problems, scorecards):kind>/<number>"


@bp.get(f"{SUBJECT}/snooze")
@requires(Permission.VIEW, subject=find.subject)
def new(subject: Subject, viewer: Viewer) -> Page:
    """Until when."""
    tomorrow = clock.today(viewer.zone) + timedelta(days=1)
    return _page(subject, Snooze(data={"until_on": tomorrow}))


@bp.post(f"{SUBJECT}/snooze")
@requires(Permission.VIEW, subject=find.subject)
def create(subject: Subject, viewer: Viewer) -> Page | Response:
    """Out of sight, for this person alone."""
    form = Snooze()

    def snooze() -> None:
        assert form.until_on.data is not None  # the form asks for it
        today = clock.today(viewer.zone)
        snoozes.snooze(subject, form.until_on.data, by=viewer, at=clock.now(), today=today)

    return see_other(addresses.back(_home())) if form.did(snooze) else _page(subject, form, status=422)


@bp.post(f"{SUBJECT}/snooze/end")
@requires(Permission.VIEW, subject=find.subject)
def end(subject: Subject, viewer: Viewer) -> Response:
    """Back in sight."""
    snoozes.wake(subject, by=viewer)
    return see_other(addresses.back(_home()))


def _page(subject: Subject, form: Snooze, *, status: int = 200) -> Page:
    return page("snoozes/new.html", subject=subject, form=form, back=addresses.back(_home()), status=status)


def _home() -> str:
    return url_for("work.show")
