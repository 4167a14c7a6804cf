"""The RAID log of a relationship, and what both sides owe each other."""

from datetime import timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import raid as listing
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.issues import lateness, owed
from govtracker.queries.issues import raid as asked
from govtracker.queries.paging import every
from govtracker.web import addresses, exporting, raid_filters
from govtracker.web.access import requires
from govtracker.web.answers import Page, page
from govtracker.web.exporting import Listing
from govtracker.web.forms.choices import areas
from govtracker.web.tables import raid as tables

bp = Blueprint("raid", __name__)
A_MONTH, A_QUARTER = timedelta(days=30), timedelta(days=90)


@bp.get("/r/<key>/raid")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Risks, actions, issues and decisions in one list."""
    now, today = clock.now(), clock.today(viewer.zone)
    deadlines = lateness.of_relationship(relationship, at=now)
    wanted, ignored = raid_filters.read(request.args, viewer, deadlines=deadlines)
    if exporting.wanted():
        rows = every(lambda after: asked.listed(viewer, relationship, wanted, after=after, size=exporting.PAGE))
        columns = listing.columns(relationship.key, today=today)
        return exporting.answer(Listing.of("RAID log", columns, rows, relationship=relationship), viewer)
    found = asked.listed(viewer, relationship, wanted, **addresses.cursors())
    sort = ("-" if wanted.descending else "") + wanted.sort
    return page(
        "raid/show.html",
        relationship=relationship,
        table=tables.table(found.rows, relationship.key, today=today, deadlines=deadlines, sort=sort),
        ageing=asked.ageing(viewer, relationship, overdue=deadlines, over_30=now - A_MONTH, over_90=now - A_QUARTER),
        wanted=wanted,
        ignored=ignored,
        areas=areas(relationship),
        around=addresses.around(found),
    )


@bp.get("/r/<key>/owed")
@requires(Permission.VIEW, subject=find.relationship)
def owe(relationship: Relationship, viewer: Viewer) -> Page:
    """What either side has to do for the other, on one page to take into any meeting."""
    return page(
        "raid/owe.html",
        relationship=relationship,
        sides=owed.by_side(viewer, relationship),
        most=owed.MOST,
        deadlines=lateness.of_relationship(relationship, at=clock.now()),
        today=clock.today(viewer.zone),
    )
