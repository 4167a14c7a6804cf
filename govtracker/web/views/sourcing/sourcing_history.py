"""What happened to the records a company keeps of its own: all of them, and one with its parts."""

from flask import Blueprint, request

from govtracker.access import Permission, Viewer
from govtracker.queries.paging import Slice
from govtracker.queries.sourcing import history as asked
from govtracker.web import addresses, history_filters
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("sourcing_history", __name__)
ALL = "/sourcing/history"


@bp.get(ALL)
@requires(Permission.READ_SOURCING)
def index(viewer: Viewer) -> Page:
    """Newest first, page by page."""
    which, typed, ignored = history_filters.read(request.args)
    return _page(asked.of_company(viewer, which=which, **addresses.cursors()), typed, ignored)


@bp.get(f"{ALL}/<kind>/<int:record_id>")
@requires(Permission.READ_SOURCING)
def of_record(viewer: Viewer, kind: str, record_id: int) -> Page:
    """What happened to one of them and its parts."""
    subject = asked.record(viewer, kind, record_id)
    which, typed, ignored = history_filters.read(request.args)
    found = asked.of_record(viewer, subject, which=which, **addresses.cursors())
    return _page(found, typed, ignored, named=getattr(subject, "title", "") or getattr(subject, "name", ""))


def _page(found: Slice, typed: dict[str, str], ignored: list[str], *, named: str = "") -> Page:
    return page(
        "history/company.html",
        events=found.rows,
        around=addresses.around(found),
        typed=typed,
        ignored=ignored,
        is_narrowed=any(typed.values()),
        named=named,
        here=request.path,
    )
