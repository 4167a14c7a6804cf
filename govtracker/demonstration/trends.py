"""Trends of the demonstration: signals looked for month by month in the relationship that slips, and one baseline."""

from datetime import datetime
from functools import partial

from govtracker.demonstration.measurements import DAY, into_next
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import MONTHS
from govtracker.demonstration.structure import Place
from govtracker.enums import Side
from govtracker.queries.performance import measurements as asked
from govtracker.rules import periods, wall_time
from govtracker.services.performance import trends

LOOKED_AFTER = 4 * DAY  # business minutes into the month that follows
MONTHS_WATCHED = 9  # of the relationship that slips
SLIPS = "MER"
BEGUN_ANEW = ("CFS", "LEADS", 11, 14)  # relationship, KPI, from which month on, and in which month it was said
BECAUSE = "Technicians pass leads on from their tablets since October; before, they filled in a form."


def write(stage: Stage) -> None:
    """Put the looks at the relationship that slips, and the baseline of another, on the timeline."""
    place = stage.places[SLIPS]
    for index in range(MONTHS - MONTHS_WATCHED, MONTHS):
        when = into_next(stage, place, stage.story.months[index], LOOKED_AFTER)
        stage.timeline.at(when, partial(trends.look, place.row.id))
    key, code, first, said = BEGUN_ANEW
    place = stage.places[key]
    when = into_next(stage, place, stage.story.months[said], LOOKED_AFTER)
    stage.timeline.at(when, partial(_begin_anew, stage, place, code, first))


def look(stage: Stage) -> None:
    """Look at all that was measured since, as the worker would have."""
    for place in stage.places.values():
        trends.look(place.row.id, stage.story.at)


def _begin_anew(stage: Stage, place: Place, code: str, first: int, at: datetime) -> None:
    by = stage.spoc(place, Side.CLIENT)
    kpi = asked.measure(by, place.bond.key, code)
    today = wall_time.local(at, stage.hours(place, Side.CLIENT).zone).date()
    trends.begin_anew(kpi, periods.containing(stage.story.months[first]), BECAUSE, by=by, at=at, today=today)
