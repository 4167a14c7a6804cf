"""What happened in a relationship, as far as a person may read it."""

from flask import Blueprint

from govtracker.access import Permission, Viewer
from govtracker.models import Relationship
from govtracker.queries import find, history
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("history", __name__)


@bp.get("/r/<key>/history")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """Newest first, page by page."""
    cursors = addresses.cursors()
    found = history.of_relationship(viewer, relationship.id, after=cursors["after"], before=cursors["before"])
    return page("history/index.html", relationship=relationship, events=found.rows, around=addresses.around(found))
