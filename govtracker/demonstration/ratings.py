"""Ratings of the demonstration: both sides rate initiative month by month, and differ once."""

from datetime import datetime

from govtracker.demonstration.measurements import DAY, into_next
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts.ratings import INITIATIVE, RATED
from govtracker.enums import Side
from govtracker.queries.performance import measurements as asked
from govtracker.rules import periods, wall_time
from govtracker.rules.periods import Period
from govtracker.services.performance import ratings

RATED_AFTER = {Side.SUPPLIER: DAY, Side.CLIENT: 2 * DAY}  # business minutes into the month that follows


def write(stage: Stage) -> None:
    """Put what both SPOCs give on the timeline, before the month is shared."""
    place = stage.places["CFS"]
    for index, rated in RATED.items():
        month = periods.containing(stage.story.months[index])
        _rate(stage, place, month, Side.SUPPLIER, rated.supplier, rated.supplier_said)
        _rate(stage, place, month, Side.CLIENT, rated.client, rated.client_said)


def _rate(stage: Stage, place: Place, month: Period, side: Side, level: int, said: str) -> None:
    def deed(at: datetime) -> None:
        by = stage.spoc(place, side)
        today = wall_time.local(at, stage.hours(place, Side.CLIENT).zone).date()
        kpi = asked.measure(by, place.bond.key, INITIATIVE.terms.code)
        ratings.rate(kpi, month, level, said, by=by, at=at, today=today)

    stage.timeline.at(into_next(stage, place, month.first_day, RATED_AFTER[side]), deed)
