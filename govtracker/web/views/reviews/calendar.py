"""The calendar: when is what, across everything a person sees."""

from flask import Blueprint, request

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.reviews import dates, personal_calendars
from govtracker.queries.structure import relationships
from govtracker.web import dated, months
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("calendar", __name__)


@bp.get("/calendar")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page:
    """A month as a grid or as a list."""
    today = clock.today(viewer.zone)
    asked, own = months.asked(request.args, today), personal_calendars.of(viewer)
    begins = months.first_weekday(own.first_weekday if own else None, request.accept_languages)
    span = months.span(asked, months.weeks(asked.first, begins), viewer.zone)
    seen = relationships.named(viewer)
    chosen = next((row for row in seen if row.key == asked.key), None)
    found = dates.between(viewer, span, asked.kinds, relationship_id=chosen.id if chosen else None)
    return page(
        "calendar/show.html",
        asked=asked,
        relationships=seen,
        chosen=chosen,
        days=months.days(span, asked, found, today),
        weekdays=months.weekday_names(begins),
        around=(months.month_before(asked.first), months.next_month(asked.first)),
        today=today,
        has_feed=own is not None and own.token_hash is not None,
        is_cut=len(found) >= dates.MOST,
        dated=dated,
    )
