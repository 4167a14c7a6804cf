"""What happened in a relationship and in the installation, as far as a person may read it."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.models import Relationship
from govtracker.queries import find, history
from govtracker.web import addresses, history_filters, trail_files
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("history", __name__)


@bp.get("/r/<key>/history")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """Newest first, page by page."""
    which, typed, ignored = history_filters.read(request.args)
    found = history.of_relationship(viewer, relationship.id, which=which, **addresses.cursors())
    return page(
        "history/index.html",
        relationship=relationship,
        events=found.rows,
        around=addresses.around(found),
        typed=typed,
        ignored=ignored,
        is_narrowed=any(typed.values()),
    )


@bp.get("/r/<key>/history/export")
@requires(Permission.VIEW, subject=find.relationship)
def export(relationship: Relationship, viewer: Viewer) -> Response:
    """The whole chain with its hashes, as CSV or JSON lines, to be verified elsewhere."""
    return trail_files.answer(relationship, viewer)


@bp.get("/audit")
@requires(Permission.READ_TRAIL)
def installation(viewer: Viewer) -> Page:
    """The envelopes of what happened outside the relationships, newest first."""
    which, typed, ignored = history_filters.read(request.args)
    found = history.of_installation(viewer, which=which, **addresses.cursors())
    return page(
        "history/installation.html",
        events=found.rows,
        around=addresses.around(found),
        typed=typed,
        ignored=ignored,
        is_narrowed=any(typed.values()),
    )
