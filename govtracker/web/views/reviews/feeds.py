"""The personal calendar feed, and what people choose of calendars."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.documents import calendar_files
from govtracker.enums import DateKind
from govtracker.mail import links
from govtracker.models import PersonalCalendar
from govtracker.queries import viewers
from govtracker.queries.reviews import dates, personal_calendars
from govtracker.queries.reviews.dates import Dated, Span
from govtracker.rules import wall_time
from govtracker.services.reviews import feeds
from govtracker.web import dated
from govtracker.web.access import public, requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.feeds import Choices

bp = Blueprint("feeds", __name__)
BACK, AHEAD = timedelta(days=30), timedelta(days=400)
MOST_TO_COME = 1_000  # of each kind
KINDS = {
    "reviews": {DateKind.REVIEW},
    "actions": {DateKind.ACTION},
    "acknowledgements": {DateKind.ACKNOWLEDGEMENT},
    "notice_dates": {DateKind.NOTICE},
    "value_dates": {DateKind.BENEFIT, DateKind.LAUNCH, DateKind.EXIT_REVIEW},
}


@bp.get("/calendar/feed/<token>.ics")
@public()
def show(token: str) -> Response:
    """What a calendar program reads, with the rights its owner has at this moment; the address is the proof."""
    calendar = personal_calendars.by_token(feeds.digest(token))
    viewer = viewers.viewer(calendar.person_id, today=clock.today("UTC")) if calendar else None
    if calendar is None or viewer is None:
        abort(404)
    now = clock.now()
    return _answered(viewer, _own(calendar, viewer, now), now)


@bp.get("/settings/calendar")
@requires(Permission.OWN)
def edit(viewer: Viewer) -> Page:
    """What was chosen, and whether there is a feed."""
    chosen = personal_calendars.of(viewer)
    return _page(chosen, Choices(formdata=None, data=_stored(chosen)))


@bp.post("/settings/calendar")
@requires(Permission.OWN)
def update(viewer: Viewer) -> Page | Response:
    """Keep what was chosen."""
    form = Choices()
    if not form.did(lambda: feeds.choose(viewer, **form.chosen, at=clock.now())):
        return _page(personal_calendars.of(viewer), form, status=422)
    flash("Saved.", "good")
    return see_other(url_for("feeds.edit"))


@bp.post("/settings/calendar/feed")
@requires(Permission.OWN, fresh=True)
def create(viewer: Viewer) -> Page:
    """A new address, shown this once; the one before ends."""
    token = feeds.open_feed(viewer, at=clock.now())
    return page("feeds/address.html", address=links.to(url_for("feeds.show", token=token)))


@bp.post("/settings/calendar/feed/removal")
@requires(Permission.OWN)
def remove(viewer: Viewer) -> Response:
    """End the address."""
    feeds.close_feed(viewer, at=clock.now())
    flash("Your calendar feed has ended: its address leads nowhere any more.", "good")
    return see_other(url_for("feeds.edit"))


def _own(calendar: PersonalCalendar, viewer: Viewer, now: datetime) -> list[Dated]:
    """What is to come, the nearest first; then what is just over: however much that is, it takes no other's place."""
    today = wall_time.local(now, viewer.zone).date()
    kinds = {kind for name, held in KINDS.items() if getattr(calendar, name) for kind in held}
    past = Span(today - BACK, today - timedelta(days=1), viewer.zone, latest_first=True)
    to_come = Span(today, today + AHEAD, viewer.zone, MOST_TO_COME)
    return dates.own(viewer, past, kinds) + dates.own(viewer, to_come, kinds)


def _answered(viewer: Viewer, found: Sequence[Dated], now: datetime) -> Response:
    """The file, or that it has not changed since (304): told by what it says, not by when it was written."""
    entries = dated.entries(found)
    mark = hashlib.sha256(repr(entries).encode()).hexdigest()[:32]
    response = Response(content_type="text/calendar; charset=utf-8")
    if mark in request.if_none_match:
        response.status_code = 304
    else:
        response.set_data(calendar_files.published(f"GovTracker, {viewer.name}", entries, at=now))
    response.set_etag(mark)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _stored(chosen: PersonalCalendar | None) -> dict[str, object]:
    weekday = None if chosen is None else chosen.first_weekday
    parts = {name: chosen is None or getattr(chosen, name) for name in feeds.PARTS}
    return {"first_weekday": "" if weekday is None else str(weekday), **parts}


def _page(chosen: PersonalCalendar | None, form: Choices, *, status: int = 200) -> Page:
    issued_at = chosen.issued_at if chosen else None
    return page("feeds/edit.html", status=status, form=form, issued_at=issued_at)
