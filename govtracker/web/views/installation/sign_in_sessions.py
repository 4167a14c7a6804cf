"""Where one is signed in, and ending that."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import SignInSession
from govtracker.queries.installation import sign_in_sessions as asked
from govtracker.rules.installation import sessions
from govtracker.services.installation import sign_in_sessions
from govtracker.web import signed_in
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other

bp = Blueprint("sign_in_sessions", __name__)


@bp.get("/settings/sessions")
@requires(Permission.OWN)
def index(viewer: Viewer) -> Page:
    """Every session of one's own that goes on."""
    limits = signed_in.limits()
    return page(
        "sessions/index.html",
        sessions=asked.going_on(viewer.person_id, begun_after=clock.real_now() - limits.lasts),
        this=signed_in.session_id(),
        idle=sessions.words(limits.idle),
        lasts=sessions.words(limits.lasts),
    )


@bp.post("/settings/sessions/<int:session_id>/end")
@requires(Permission.OWN, subject=asked.own)
def end(row: SignInSession, viewer: Viewer) -> Response:
    """End one of them; this very one is left by signing out."""
    if row.id == signed_in.session_id():
        return see_other(url_for("sign_in_sessions.index"))
    sign_in_sessions.end_one(viewer, row, at=clock.now())
    flash("Signed out there.", "good")
    return see_other(url_for("sign_in_sessions.index"))


@bp.post("/settings/sessions/end")
@requires(Permission.OWN)
def end_others(viewer: Viewer) -> Response:
    """Sign out everywhere but here."""
    ended = sign_in_sessions.end_others(viewer, signed_in.session_id(), at=clock.now())
    flash(f"Signed out in {ended} other place{'' if ended == 1 else 's'}.", "good")
    return see_other(url_for("sign_in_sessions.index"))
