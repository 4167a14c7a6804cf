"""The portfolio in pictures: who is weak in what, and who is losing."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.charts import engine, heat_map, places, quadrant
from govtracker.charts.pictures import Picture, Size
from govtracker.charts.places import Place
from govtracker.web import pictures, portfolio_filters, portfolio_maps
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("portfolio_maps", __name__)


@bp.get("/portfolio/pictures")
@requires(Permission.SEE_PORTFOLIO)
def show(viewer: Viewer) -> Page:
    """Heat map and quadrant over the filters of the list."""
    wanted, ignored = portfolio_filters.read(request.args)
    found, more = portfolio_maps.places(viewer, wanted)
    if found:
        engine.warm()
    return page(
        "portfolio/pictures.html",
        wanted=wanted,
        ignored=ignored,
        most=len(found) if more else None,
        how_many=len(found),
        heat=_chart("portfolio_maps.heat", heat_map.picture, found),
        quadrant=_chart("portfolio_maps.field", quadrant.picture, found),
    )


@bp.get("/portfolio/charts/heat-map")
@requires(Permission.SEE_PORTFOLIO)
def heat(viewer: Viewer) -> Response:
    """Scores, pillar by pillar."""
    return _answer(viewer, heat_map.picture)


@bp.get("/portfolio/charts/quadrant")
@requires(Permission.SEE_PORTFOLIO)
def field(viewer: Viewer) -> Response:
    """Score against movement."""
    return _answer(viewer, quadrant.picture)


def _answer(viewer: Viewer, draw: Callable[..., Picture]) -> Response:
    wanted, _ = portfolio_filters.read(request.args)
    found, _ = portfolio_maps.places(viewer, wanted)
    return pictures.answer(_digest(draw, found), lambda look, size: draw(found, look=look, size=size))


def _chart(endpoint: str, draw: Callable[..., Picture], found: Sequence[Place]) -> dict[str, Any]:
    """A picture's address with the filters of this page, its words and table, and the room it needs."""
    drawn = {size: draw(found, size=size) for size in Size}
    asked: dict[str, Any] = {name: one for name, one in request.args.items() if name in portfolio_filters.CHECKS}
    return {
        "src": url_for(endpoint, **{**asked, "v": _digest(draw, found)}),
        "picture": drawn[Size.WIDE],
        "sizes": {size: (one.width, one.height) for size, one in drawn.items()},
    }


def _digest(draw: Callable[..., Picture], found: Sequence[Place]) -> str:
    return places.digest(found, kind=draw.__module__)
