"""Who supervises which customer of one's own company: the governance office gives the role and takes it back."""

from datetime import date

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import CustomerAccount, CustomerSegment, Supervision
from govtracker.queries import NotFound
from govtracker.queries.partnership import customers
from govtracker.queries.partnership import supervisors as asked
from govtracker.queries.performance import client_catalogues
from govtracker.queries.structure import people
from govtracker.services import Refused
from govtracker.services.partnership import supervisors
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import options
from govtracker.web.forms.supervision import NewSupervisor

bp = Blueprint("supervisors", __name__)


def own(viewer: Viewer, supervision_id: int) -> Supervision:
    """A role of the person's own company that has not ended; raises NotFound."""
    return asked.role(viewer.organisation_id, supervision_id)


@bp.get("/supervision/supervisors")
@requires(Permission.EDIT_SOURCING)
def index(viewer: Viewer) -> Page:
    """The roles that hold, and a form to give one."""
    return _index(_form(viewer, sent=False), viewer)


@bp.post("/supervision/supervisors")
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer) -> Page | Response:
    """Give the role."""
    form = _form(viewer, sent=True)
    url = form.create(viewer, lambda: _given(form, viewer))
    return see_other(url) if url else _index(form, viewer, status=422)


@bp.post("/supervision/supervisors/<int:supervision_id>/end")
@requires(Permission.EDIT_SOURCING, subject=own)
def end(role: Supervision, viewer: Viewer) -> Response:
    """Take it back, at once."""
    supervisors.end(role, by=viewer, at=clock.now())
    return see_other(url_for("supervisors.index"))


def _index(form: NewSupervisor, viewer: Viewer, *, status: int = 200) -> Page:
    rows, today = asked.roles(viewer.organisation_id), clock.today("UTC")
    return page("supervision/supervisors.html", roles=rows, today=today, form=form, status=status)


def _given(form: NewSupervisor, viewer: Viewer) -> str:
    person = people.active_of(viewer.organisation_id, form.person_id.data)
    if person is None:
        raise Refused("Choose an active colleague.", "person_id")
    begins: date = form.from_on.data or clock.today("UTC")
    supervisors.give(
        person, _customer(form.customer.data, viewer), from_on=begins, to_on=form.to_on.data, by=viewer, at=clock.now()
    )
    return url_for("supervisors.index")


def _customer(chosen: str, viewer: Viewer) -> CustomerSegment | CustomerAccount:
    kind, _, number = chosen.partition(":")
    try:
        find = customers.account if kind == "account" else customers.segment
        return find(viewer.organisation_id, int(number))
    except (NotFound, ValueError):
        raise Refused("Choose one of your company’s customers.", "customer") from None


def _form(viewer: Viewer, *, sent: bool) -> NewSupervisor:
    company = viewer.organisation_id
    form = NewSupervisor() if sent else NewSupervisor(formdata=None, data={"from_on": clock.today("UTC")})
    segments = client_catalogues.offered(CustomerSegment, company)
    accounts = customers.offered_accounts(company)
    form.person_id.choices = options(customers.colleagues(company))
    form.customer.choices = options(
        [
            *((f"segment:{id_}", f"{name}, a segment") for id_, name in segments),
            *((f"account:{id_}", f"{name}, an account") for id_, name in accounts),
        ]
    )
    return form
