"""How a company's people get in: what is asked of them, and help for one who cannot."""

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Person
from govtracker.queries.structure import people
from govtracker.services.installation import colleague_doors, mail_domains, second_factors
from govtracker.web import organisation_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, see_other
from govtracker.web.forms.mail_domains import MailDomains

bp = Blueprint("company_doors", __name__)


@bp.post("/organisation/second-factor")
@requires(Permission.ADMINISTER_ORGANISATION, fresh=True)
def require_factor(viewer: Viewer) -> Response:
    """Ask administrators and SPOCs for a second factor, or no longer."""
    required = request.form.get("required") == "yes"
    second_factors.require(people.own_company(viewer), required=required, by=viewer, at=clock.now())
    flash("From now on they need one." if required else "Nobody is asked for one any more.", "good")
    return see_other(url_for("organisation.show"))


@bp.post("/organisation/mail-domains")
@requires(Permission.ADMINISTER_ORGANISATION, fresh=True)
def settle_domains(viewer: Viewer) -> Page | Response:
    """Let only addresses of these domains in from now on."""
    form, company = MailDomains(), people.own_company(viewer)
    stored = organisation_pages.stored(company.mail_domains)
    values = form.merged(stored) if form.validate() else None
    text = {**stored, **(values or {})}["domains"]
    if values is None or not form.did(lambda: mail_domains.settle(company, text, by=viewer, at=clock.now())):
        return organisation_pages.shown(viewer, form)
    flash("Saved. It holds for every address that is entered from now on.", "good")
    return see_other(url_for("organisation.show"))


@bp.post("/organisation/people/<int:person_id>/second-factor/reset")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def reset_factor(person: Person, viewer: Viewer) -> Response:
    """They lost their device and their recovery codes."""
    colleague_doors.reset_factor(person, by=viewer, at=clock.now())
    flash(f"{person.name} signs in with the password alone now, and is told so by mail.", "good")
    return see_other(url_for("people.edit", person_id=person.id))


@bp.post("/organisation/people/<int:person_id>/sessions/end")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def end_sessions(person: Person, viewer: Viewer) -> Response:
    """Wherever they are signed in, they are signed out."""
    ended = colleague_doors.end_sessions(person, by=viewer, at=clock.now())
    flash(f"{person.name} is signed out in {ended} place{'' if ended == 1 else 's'}.", "good")
    return see_other(url_for("people.edit", person_id=person.id))
