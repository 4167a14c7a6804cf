"""A person's own settings: zone and look, and which mail comes when."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import MailKind
from govtracker.queries import viewers
from govtracker.queries.reviews import mail_schedules
from govtracker.services.reviews import mail_preferences
from govtracker.services.structure import people
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.settings import Settings

bp = Blueprint("settings", __name__)
KINDS = (MailKind.DIGEST, MailKind.ASSIGNMENT, MailKind.REVIEW_PACK, MailKind.REVIEW_OUTCOME)


@bp.get("/settings")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page:
    """The settings as they are."""
    return _show(viewer, Settings(data=_stored(viewer)))


@bp.post("/settings")
@requires(Permission.OWN)
def update(viewer: Viewer) -> Page | Response:
    """Keep what was chosen."""
    form = Settings()
    if form.carry_out(lambda: _keep(viewer, form)) is None:
        return _show(viewer, form, status=422)
    flash("Saved.", "good")
    return see_other(url_for("settings.show"))


@bp.post("/settings/address")
@requires(Permission.OWN)
def confirm_address(viewer: Viewer) -> Response:
    """Their own address works."""
    people.confirm_address(viewers.oneself(viewer), by=viewer, at=clock.now())
    flash("Mail goes to your address again.", "good")
    return see_other(url_for("settings.show"))


def _show(viewer: Viewer, form: Settings, *, status: int = 200) -> Page:
    return page("settings/show.html", form=form, oneself=viewers.oneself(viewer), status=status)


def _stored(viewer: Viewer) -> dict[str, Any]:
    schedule = mail_schedules.of_person(viewer.person_id, MailKind.DIGEST)
    unwanted = mail_schedules.unwanted(viewer.person_id)
    oneself = viewers.oneself(viewer)
    days = schedule.working_days if schedule else mail_preferences.WORKING_DAYS
    return {
        "zone": viewer.zone,
        "theme": viewer.theme,
        "shortcuts": viewer.shortcuts,
        "digest_time": schedule.local_time if schedule else mail_preferences.MORNING,
        "quiet_from": oneself.quiet_from,
        "quiet_to": oneself.quiet_to,
        "quiet_days": bool(oneself.quiet_days),
        **{f"day_{day}": str(day) in days for day in range(7)},
        **{kind.value: kind not in unwanted for kind in KINDS},
    }


def _keep(viewer: Viewer, form: Settings) -> bool:
    at, zone = clock.now(), people.checked_zone(form.zone.data or "")
    people.change_settings(viewer, zone=zone, theme=form.theme.data, shortcuts=form.shortcuts.data, at=at)
    assert form.digest_time.data is not None
    mail_preferences.set_digest(
        viewer, local_time=form.digest_time.data, working_days=form.working_days, zone=zone, at=at
    )
    mail_preferences.set_quiet(viewer, form.quiet_from.data, form.quiet_to.data, form.days_of_rest, at=at)
    mail_preferences.want(viewer, {kind: form[kind.value].data for kind in KINDS}, at=at)
    return True
