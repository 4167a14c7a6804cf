"""Search: one box over everything the person may see."""

from collections.abc import Callable, Mapping

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import issues as listing
from govtracker.queries import NotFound, find
from govtracker.queries.issues import issues as asked
from govtracker.queries.issues.issues import Filter, Standpoint
from govtracker.queries.paging import every
from govtracker.rules import keys
from govtracker.web import addresses, exporting
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.tables import issues as tables

bp = Blueprint("search", __name__)


@bp.get("/search")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page | Response:
    """A key leads straight to its record; words find issues and relationships."""
    wanted = request.args.get("q", "").strip()[:200]
    there = _by_key(viewer, wanted)
    if there:
        return see_other(there)
    places = asked.standpoints(viewer)
    if wanted and exporting.wanted():
        return _file(viewer, wanted, places)
    found = asked.listed(viewer, places, _filter(wanted), **addresses.cursors()) if wanted else None
    seen_from = {place.relationship_id: place for place in places}
    folded = wanted.casefold()
    return page(
        "search/show.html",
        q=wanted,
        relationships=[p for p in places if folded in f"{p.key} {p.client} {p.supplier}".casefold()] if wanted else [],
        table=tables.table(found.page.rows, seen_from, today=clock.today(viewer.zone)) if found else None,
        more_matches=found.more_matches if found else False,
        around=addresses.around(found.page) if found else None,
    )


def _file(viewer: Viewer, wanted: str, places: list[Standpoint]) -> Response:
    """The issues that were found, as a file."""
    described = listing.columns({place.relationship_id: place for place in places})
    columns = described.to_file(described.chosen(None)[0])
    rows = every(lambda after: asked.listed(viewer, places, _filter(wanted), after=after, size=exporting.PAGE).page)
    return exporting.answer(Listing.of("Issues found", columns, rows), viewer)


def _filter(words: str) -> Filter:
    return Filter(words=words, status="all", sort="updated", descending=True)


def _by_key(viewer: Viewer, text: str) -> str | None:
    """The address of the record whose key was typed, if there is one for this person."""
    key = keys.parse(text)
    if key is None:
        return None
    number = keys.number(key.count, key.audience)
    try:
        FINDERS[key.kind](viewer, key.relationship, number)
    except NotFound:
        return None
    return url_for(PAGES[key.kind], key=key.relationship, number=number)


FINDERS: Mapping[str, Callable[[Viewer, str, str], object]] = {
    "": find.issue,
    keys.ACTION: find.action,
    keys.DECISION: find.decision,
    keys.PROBLEM: find.problem,
    keys.RISK: find.risk,
}
PAGES = {
    "": "issues.show",
    keys.ACTION: "actions.show",
    keys.DECISION: "decisions.show",
    keys.PROBLEM: "problems.show",
    keys.RISK: "risks.show",
}
