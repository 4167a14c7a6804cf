"""The sourcing strategy of one's own company: its six steps in order."""

from flask import Blueprint

from govtracker.access import Permission, Viewer
from govtracker.queries.sourcing import overview
from govtracker.web import sourcing_steps
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("sourcing", __name__)


@bp.get("/sourcing")
@requires(Permission.READ_SOURCING)
def show(viewer: Viewer) -> Page:
    """Each step with what stands and what to do next."""
    return page("sourcing/show.html", steps=sourcing_steps.shown(overview.standing(viewer.organisation_id)))
