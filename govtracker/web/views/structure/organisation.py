"""One's own company: what is kept of it, and where."""

from flask import Blueprint

from govtracker.access import Permission, Viewer
from govtracker.web import organisation_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page

bp = Blueprint("organisation", __name__)


@bp.get("/organisation")
@requires(Permission.ADD_PERSON)
def show(viewer: Viewer) -> Page:
    """Its people, who holds which role, and how they get in."""
    return organisation_pages.shown(viewer)
