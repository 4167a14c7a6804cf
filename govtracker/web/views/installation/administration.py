"""The installation: what its administrator finds where."""

from flask import Blueprint

from govtracker.access import Permission, Viewer
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("administration", __name__)


@bp.get("/administration")
@requires(Permission.ADMINISTER)
def show(viewer: Viewer) -> Page:
    """What is where."""
    return page("administration/show.html")
