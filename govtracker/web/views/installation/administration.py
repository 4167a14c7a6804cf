"""The installation: what its administrator finds where."""

from flask import Blueprint

from govtracker.access import Permission, Viewer
from govtracker.queries.installation import catalogues
from govtracker.queries.structure import organisations
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("administration", __name__)


@bp.get("/administration")
@requires(Permission.ADMINISTER)
def show(viewer: Viewer) -> Page:
    """What is where."""
    return page("administration/show.html", organisations=organisations.count(), offered=catalogues.offered())
