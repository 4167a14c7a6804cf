"""A person's list of notices."""

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.reviews import notice_list, readers
from govtracker.rules.reviews import notice_words
from govtracker.rules.reviews.notice_words import Sort
from govtracker.services.reviews import notice_reading
from govtracker.web import addresses, notice_lines
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import chosen

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@requires(Permission.OWN)
def index(viewer: Viewer) -> Page:
    """What they were told, the newest first."""
    at, sort, only_unread = clock.now(), chosen(Sort, request.args.get("sort")), "unread" in request.args
    kinds = notice_words.kinds_of(sort) if sort else ()
    found = notice_list.shown(viewer, at, kinds=kinds, only_unread=only_unread, **addresses.cursors())
    return page(
        "notices/index.html",
        lines=[notice_lines.line(row) for row in found.rows],
        around=addresses.around(found),
        sort=sort,
        sorts=Sort,
        only_unread=only_unread,
        kept_days=notice_words.KEPT.days,
        reader=readers.reader(viewer.person_id),
    )


@bp.post("/notices/<int:notice_id>/reading")
@requires(Permission.OWN)
def read_one(notice_id: int, viewer: Viewer) -> Response:
    """This one is read."""
    notice_reading.read_one(viewer, notice_id, at=clock.now())
    return see_other(_back())


@bp.post("/notices/reading")
@requires(Permission.OWN)
def read_all(viewer: Viewer) -> Response:
    """All are read, up to the newest that was shown."""
    up_to = request.form.get("up_to", "")
    if addresses.an_id(up_to):
        notice_reading.read_all(viewer, up_to=int(up_to), at=clock.now())
        flash("All read.", "good")
    return see_other(_back())


def _back() -> str:
    sort = chosen(Sort, request.form.get("sort"))
    return url_for("notices.index", sort=sort, unread=1 if request.form.get("unread") else None)
