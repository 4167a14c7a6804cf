"""The service level of Meridian's two sites, day by day: measured by themselves beside the whole."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from govtracker.demonstration.measurements import into_next
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import month_before
from govtracker.demonstration.structure import Place
from govtracker.enums import ScopeKind, SeatRole, Side
from govtracker.queries.performance import measurements as months
from govtracker.queries.performance import readings as asked
from govtracker.queries.performance.readings import Figures
from govtracker.rules import periods, wall_time
from govtracker.services.performance import readings, scopes
from govtracker.services.performance.readings import Daily

KEY, CODE = "MER", "SL20"
SITES = {"Manila": (5200, 82), "Cebu": (2300, 71)}  # calls a day, percent answered in time
MONTHS_BACK = 3
ENTERED_AFTER = 60  # working minutes into the month that follows
SUNDAY_SHARE = Decimal("0.6")


def write(stage: Stage) -> None:
    """Name the sites, and put their days on the timeline: month by month, and those of the running one up to now."""
    place = stage.places[KEY]
    sites: dict[str, int] = {}
    first = month_before(stage.story.today.replace(day=1), MONTHS_BACK)
    begun = stage.after(into_next(stage, place, month_before(first, 1), 0), 60, place, Side.CLIENT)
    stage.timeline.at(begun, lambda at: _name(stage, place, sites, at))
    for back in range(MONTHS_BACK, 0, -1):
        month = month_before(stage.story.today.replace(day=1), back)
        over = into_next(stage, place, month, ENTERED_AFTER)
        stage.timeline.at(over, lambda at, month=month: _enter(stage, place, sites, month, at))  # type: ignore[misc]
    running = stage.story.today.replace(day=1)
    stage.timeline.at(stage.story.at, lambda at: _enter(stage, place, sites, running, at))


def _name(stage: Stage, place: Place, sites: dict[str, int], at: datetime) -> None:
    by = stage.spoc(place, Side.CLIENT)
    for name in SITES:
        scope = scopes.add(place.row, ScopeKind.SITE, f"{name} site", by=by, at=at)
        sites[name] = scope.id


def _enter(stage: Stage, place: Place, sites: dict[str, int], month: date, at: datetime) -> None:
    """The days of a month that are over, as the supplier's deputy SPOC has them from the telephone system."""
    by = stage.cast.viewer(place.holder(Side.SUPPLIER, SeatRole.DEPUTY_SPOC))
    today = wall_time.local(at, stage.hours(place, Side.CLIENT).zone).date()
    measure = next(one for one in months.measures_in_use(by, place.row.id) if one.code == CODE)
    last = min(periods.containing(month).last_day, today - timedelta(days=1))
    dice = stage.story.dice("daily", month.isoformat())
    given = []
    for offset in range((last - month).days + 1):
        day = month + timedelta(days=offset)
        for name, (calls, share) in SITES.items():
            busy = SUNDAY_SHARE if day.isoweekday() == 7 else Decimal(1)
            offered = Decimal(int(calls * busy * Decimal(str(round(dice.uniform(0.9, 1.12), 3)))))
            answered = Decimal(int(offered * Decimal(str(round(dice.gauss(share, 4), 2))) / 100))
            figures = Figures(numerator=min(answered, offered), denominator=offered)
            given.append(Daily(measure, day, figures, sites[name]))
    taken = readings.take(given, before=asked.stored([one.key for one in given]))
    readings.roll_up(place.row, taken.months, reason="", by=by, at=at, today=today)
