"""The mail queue for whoever runs the installation: envelopes only, and what to do with those that are stuck."""

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import MailState
from govtracker.mail import transport
from govtracker.queries import NotFound
from govtracker.queries.reviews import mails
from govtracker.rules.masking import masked
from govtracker.services.installation import outbox
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import chosen

bp = Blueprint("mail_queue", __name__)


@bp.get("/administration/mail")
@requires(Permission.ADMINISTER)
def index(viewer: Viewer) -> Page:
    """What waits, what is stuck, and where everything stands."""
    state = chosen(MailState, request.args.get("state"))
    found = mails.envelopes(state, **addresses.cursors())
    return page(
        "mail_queue/index.html",
        state=state,
        found=found,
        around=addresses.around(found),
        depth=mails.depth(clock.now()),
        faults=mails.faults() if state is MailState.FAILED else [],
        route=transport.route(),
        masked=masked,
    )


@bp.get("/administration/mail/people/<int:person_id>")
@requires(Permission.ADMINISTER)
def history(person_id: int, viewer: Viewer) -> Page:
    """What one person was sent, as envelopes."""
    address = mails.last_address(person_id)
    if address is None:
        raise NotFound
    found = mails.envelopes(recipient_id=person_id, **addresses.cursors())
    return page(
        "mail_queue/history.html",
        address=masked(address),
        found=found,
        around=addresses.around(found),
        masked=masked,
    )


@bp.post("/administration/mail/failed/sending")
@requires(Permission.ADMINISTER)
def send_failed_again(viewer: Viewer) -> Response:
    """Let all that failed for one reason leave once more."""
    many, too_late = outbox.send_failed_again(request.form.get("fault", ""), by=viewer, at=clock.now())
    leaving = "One mail leaves again." if many == 1 else f"{many} mails leave again."
    staying = "has come too late does not" if too_late == 1 else "have come too late do not"
    flash(f"{leaving} {too_late} that {staying}." if too_late else leaving, "good")
    return see_other(url_for("mail_queue.index", state="failed"))


@bp.post("/administration/mail/<int:mail_id>/sending")
@requires(Permission.ADMINISTER)
def send_again(mail_id: int, viewer: Viewer) -> Response:
    """Let it leave once more."""
    outbox.send_again(mails.mail(mail_id), by=viewer, at=clock.now())
    flash("It leaves again.", "good")
    return see_other(url_for("mail_queue.index", state=request.form.get("state") or None))


@bp.post("/administration/mail/<int:mail_id>/arrival")
@requires(Permission.ADMINISTER)
def count_as_arrived(mail_id: int, viewer: Viewer) -> Response:
    """It did arrive."""
    outbox.count_as_arrived(mails.mail(mail_id), by=viewer, at=clock.now())
    flash("Counted as arrived.", "good")
    return see_other(url_for("mail_queue.index", state=request.form.get("state") or None))
