"""The relationships of a portfolio as its pictures show them: the newest scorecard of each, and how far it moved."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from govtracker import clock
from govtracker.access import Viewer
from govtracker.charts.places import Place
from govtracker.enums import Standing
from govtracker.queries.performance import scores, standing_bands
from govtracker.queries.performance.scores import Score
from govtracker.queries.structure import portfolio
from govtracker.queries.structure.portfolio import Filter
from govtracker.rules import periods
from govtracker.rules.performance import card_periods, standings
from govtracker.rules.words import label
from govtracker.web import spans

MOST = 40  # more rows than that nobody reads in a picture
MONTHS = 13
MOVED_OVER = 3  # months


def places(viewer: Viewer, wanted: Filter) -> tuple[list[Place], bool]:
    """The first relationships of a list, in its order, and whether there are more than a picture shows."""
    today = clock.today(viewer.zone)
    found = portfolio.listed(viewer, wanted, today=today, at=clock.now(), size=MOST)
    first = spans.months_until(today, MONTHS)[0].first_day
    scored = scores.since(viewer, [row.id for row in found.rows], first)
    satisfactory = next(band.low for band in standing_bands.in_use() if band.standing is Standing.SATISFACTORY)
    return [_place(viewer, row, scored[row.id], satisfactory) for row in found.rows], found.after is not None


def _place(viewer: Viewer, row: Any, scored: Sequence[Score], satisfactory: Decimal) -> Place:
    newest = scored[-1] if scored else None
    company = row.client if viewer.organisation_id == row.supplier_id else row.supplier
    place = Place(row.key, company, satisfactory=satisfactory)
    if newest is None:
        return place
    return replace(
        place,
        standing=newest.standing,
        called=newest.standing_name or label(newest.standing),
        overall=newest.overall,
        moved=standings.movement(newest.overall, _before(scored, newest)),
        experience=newest.experience,
        cost=newest.cost,
        revenue=newest.revenue,
        corridor=newest.corridor,
    )


def _before(scored: Sequence[Score], newest: Score) -> Decimal | None:
    """The score so many months before the newest one; None where that month was not shared."""
    month = card_periods.up_to(periods.containing(newest.period_on), MOVED_OVER + 1)[0]
    return next((one.overall for one in scored if one.period_on == month.first_day), None)
