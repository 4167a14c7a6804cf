"""Search: one box over everything the person may see."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.exports import finds as listing
from govtracker.queries import NotFound, find, search
from govtracker.queries.issues import issues
from govtracker.queries.issues.issues import Standpoint
from govtracker.queries.paging import every
from govtracker.rules import keys, search_text
from govtracker.web import addresses, exporting, finds
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing

bp = Blueprint("search", __name__)


@bp.get("/search")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page | Response:
    """A key leads straight to its record; words find whatever holds them."""
    typed = request.args.get("q", "").strip()[:200]
    there = _by_key(viewer, typed)
    if there:
        return see_other(there)
    places = issues.standpoints(viewer)
    by_id = {place.relationship_id: place for place in places}
    wanted, kind = search_text.wanted(typed), _kind()
    sides = [(place.relationship_id, place.side) for place in _chosen(places)]
    ask = partial(search.found, viewer, sides, wanted, kinds=[kind] if kind else [])
    if exporting.wanted():
        rows = every(lambda after: ask(after=after, size=exporting.PAGE))
        return exporting.answer(Listing.of("Found", listing.columns(by_id, wanted), rows), viewer)
    found = ask(**addresses.cursors())
    return page(
        "search/show.html",
        q=typed,
        kind=kind,
        kinds=finds.KINDS,
        places=places,
        has_words=bool(wanted.phrases),
        finds=[finds.of(row, wanted, by_id) for row in found.rows],
        around=addresses.around(found),
    )


def _kind() -> str:
    kind = request.args.get("kind", "")
    return kind if kind in finds.KINDS else ""


def _chosen(places: list[Standpoint]) -> list[Standpoint]:
    """The relationship the address names, else all."""
    return [place for place in places if place.key == request.args.get("r", "").upper()] or places


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
