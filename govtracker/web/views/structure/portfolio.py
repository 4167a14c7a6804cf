"""The portfolio: which relationship needs attention?"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.charts import sparkline
from govtracker.enums import ListName
from govtracker.exports import portfolio as listing
from govtracker.models import StructureCheck
from govtracker.queries.paging import Slice, slices
from govtracker.queries.partnership import glances
from govtracker.queries.performance import scores
from govtracker.queries.reviews import reviews
from govtracker.queries.structure import activity, checks, portfolio
from govtracker.queries.structure import pairs as facing
from govtracker.rules.performance import standings
from govtracker.rules.structure import structure
from govtracker.rules.structure.structure import PairFacts
from govtracker.web import addresses, exporting, lists, portfolio_filters, spans
from govtracker.web.access import requires
from govtracker.web.answers import Page, page
from govtracker.web.exporting import Listing
from govtracker.web.tables import portfolio as tables

bp = Blueprint("portfolio", __name__)
MONTHS = 12


@bp.get("/portfolio")
@requires(Permission.SEE_PORTFOLIO)
def show(viewer: Viewer) -> Page | Response:
    """A row per relationship the person sees."""
    wanted, ignored = portfolio_filters.read(request.args)
    looking = lists.look(viewer, ListName.PORTFOLIO, listing.COLUMNS, ignored)
    if before := lists.detour(looking):
        return before
    times: dict[str, Any] = {"today": clock.today(viewer.zone), "at": clock.now()}
    if exporting.wanted():
        pages = slices(lambda after: portfolio.listed(viewer, wanted, after=after, **times))
        rows = (row for found in pages for row in _rows(viewer, found))
        return exporting.answer(Listing.of("Portfolio", looking.to_file, rows), viewer)
    found = portfolio.listed(viewer, wanted, **times, **addresses.cursors())
    return page(
        "portfolio/show.html",
        wanted=wanted,
        looking=looking,
        table=tables.table(_rows(viewer, found), viewer, columns=looking.columns, sort=wanted.order),
        how_many=portfolio.how_many(viewer),
        around=addresses.around(found),
    )


def _rows(viewer: Viewer, part: Slice) -> list[dict[str, Any]]:
    """What each row of a page shows, asked for all rows at once."""
    found = [row._mapping for row in part.rows]
    ids = [row["id"] for row in found]
    today, now = clock.today(viewer.zone), clock.now()
    months = spans.months_until(today, MONTHS + 1)
    scored = scores.since(viewer, ids, months[0].first_day)
    escalations = activity.escalations_of(viewer, ids)
    overdue = activity.overdue_of(viewer, ids, today=today)
    pairs = facing.of_relationships(ids, clock.today("UTC"))
    looked_at = checks.of_relationships(ids)
    around = glances.of_relationships(viewer, ids, today=today)
    meets = reviews.next_of(viewer, ids, at=now)
    lines = {id_: scores.monthly(scored[id_], months[1:]) for id_ in ids}
    scale = sparkline.shared_scale(lines.values())
    return [
        {
            **row,
            **_score(scored[row["id"]]),
            "line": sparkline.draw(lines[row["id"]], scale),
            "escalations": escalations.get(row["id"], activity.Escalations()),
            "overdue": overdue[row["id"]],
            "structure": _structure(pairs[row["id"]], looked_at.get(row["id"])),
            "review": meets.get(row["id"]),
            "around": around.get(row["id"], glances.Glance()),
        }
        for row in found
    ]


def _score(scored: list[scores.Score]) -> dict[str, Any]:
    latest, before = (scored[-1] if scored else None), (scored[-2] if len(scored) > 1 else None)
    moved = standings.movement(latest.overall if latest else None, before.overall if before else None)
    return {"score": latest, "movement": moved}


def _structure(pairs: Sequence[PairFacts], check: StructureCheck | None) -> str:
    """What is found: vacant and doubled pairs of this moment, the rest as it was looked at today."""
    if check is None:
        return structure.in_short(pairs)
    return structure.in_short(pairs, dormant=check.dormant, key_persons=check.key_persons, collapsed=check.is_collapsed)
