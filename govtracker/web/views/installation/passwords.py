"""Changing one's password."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.access import Permission, Viewer
from govtracker.queries import viewers
from govtracker.services.installation import passwords
from govtracker.services.structure import people
from govtracker.web import proving, signed_in
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.people import NewPassword

bp = Blueprint("passwords", __name__)


@bp.get("/settings/password")
@requires(Permission.OWN)
def edit(viewer: Viewer) -> Page:
    """The present and a new password."""
    return _page(NewPassword(formdata=None))


@bp.post("/settings/password")
@requires(Permission.OWN, own_transaction=True)
def update(viewer: Viewer) -> Page | Response:
    """Change it, outside of any transaction as far as it is slow; all other sessions end."""
    form = NewPassword()
    new_hash = form.carry_out(lambda: passwords.checked(form.password.data or "", viewers.whose(viewer)))
    if new_hash is None:
        return _page(form, status=422)
    if not passwords.matches(form.present.data or "", viewers.oneself(viewer).password_hash):
        if proving.one_too_many(viewer):
            return proving.shown_out()
        form.refuse("This is not your present password.", "present")
        return _page(form, status=422)
    with database.transaction():
        people.change_password(viewer, new_hash, keep=signed_in.session_id(), at=clock.now())
    signed_in.renew()
    flash("Your password is changed. Everywhere else you are signed out.", "good")
    return see_other(url_for("settings.show"))


def _page(form: NewPassword, *, status: int = 200) -> Page:
    return page("settings/password.html", form=form, status=status)
