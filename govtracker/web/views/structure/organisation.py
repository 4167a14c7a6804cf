"""One's own company: what is kept of it, and where."""

from flask import Blueprint

from govtracker.access import Permission, Viewer
from govtracker.queries.governance import calendars
from govtracker.queries.structure import people
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("organisation", __name__)


@bp.get("/organisation")
@requires(Permission.ADD_PERSON)
def show(viewer: Viewer) -> Page:
    """Its people, who holds which role, and its calendar."""
    return page(
        "organisation/show.html",
        company=people.own_company(viewer),
        headcount=people.count(viewer),
        roles=people.role_holders(viewer),
        calendar=calendars.of_organisation(viewer.organisation_id),
    )
