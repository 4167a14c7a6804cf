"""The figures of two years, month by month: entered by their owners, some provisional, some corrected."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from govtracker.demonstration.stage import MIDNIGHT, Stage
from govtracker.demonstration.story import MONTHS, month_before
from govtracker.demonstration.structure import Place
from govtracker.demonstration.texts import figures
from govtracker.demonstration.texts.criteria import Figure, Track
from govtracker.demonstration.timeline import Deed
from govtracker.enums import Aggregation, MeasurementState, SeatRole, Side, Unit
from govtracker.queries.performance import measurements as asked
from govtracker.rules import periods, wall_time
from govtracker.rules.performance.measuring import Entry
from govtracker.services.performance import computation, measurements
from govtracker.services.performance.measurements import Given

DAY = 480  # business minutes
COMPUTED_AFTER = 30  # business minutes into the month that follows
ENTERED_AFTER = 2 * DAY + 60
PROVISIONAL_ON = timedelta(days=12)  # of the running month
STILL_TO_COME: Mapping[tuple[str, int], tuple[str, ...]] = {  # relationship, month: KPIs nobody has entered yet
    ("CFS", MONTHS - 1): ("VISIT", "TRAVEL"),
}
PROVISIONAL = ("FCR", "SL20", "FTF", "KEPT", "SOLVED")


class Slip(NamedTuple):
    """A figure first entered so much too high, and set right so many working minutes into the next month."""

    too_high: float
    corrected_after: int
    reason: str


SLIPS: Mapping[tuple[str, int, str], Slip] = {  # relationship, month, KPI
    ("MER", 23, "FCR"): Slip(1.1, 4 * DAY, "Chats that were passed on had been counted as resolved."),
    ("MER", 19, "CSAT"): Slip(2.4, 9 * DAY, "Ratings of the Cebu site were missing from the first count."),
    ("CFS", 15, "FTF"): Slip(2.0, 9 * DAY, "Second visits from the harbour depot were missing from the first count."),
}


def write(stage: Stage) -> None:
    """Put the figures of every relationship on the timeline, up to the running month."""
    for place in stage.places.values():
        for index in range(MONTHS + 2):
            month = month_before(stage.story.months[0], -index)
            if month <= stage.story.today:
                Sheet(stage, place, index, month)


def into_next(stage: Stage, place: Place, month: date, minutes: int) -> datetime:
    """So many working minutes of the supplier into the month that follows."""
    zone = stage.hours(place, Side.CLIENT).zone
    begins = wall_time.on(month_before(month, -1), MIDNIGHT, zone)
    return stage.after(begins, minutes, place, Side.SUPPLIER)


class Sheet:
    """The figures of one relationship and month; the supplier's deputy SPOC gathers and enters them."""

    def __init__(self, stage: Stage, place: Place, index: int, month: date) -> None:
        self.stage, self.place, self.index = stage, place, index
        self.period = periods.containing(month)
        self.key = place.bond.key
        self.figures = {figure.terms.code: figure for figure in figures.FIGURES[self.key] if figure.track is not None}
        dice = stage.story.dice("entered", self.key, str(index))
        self._later(COMPUTED_AFTER, self._compute)
        self._later(ENTERED_AFTER + dice.randrange(6 * 60), self._enter)
        for code in self.figures:
            slip = SLIPS.get((self.key, index, code))
            if slip:
                self._later(slip.corrected_after, partial(self._correct, code, slip.reason))
        if index >= MONTHS:
            halfway = wall_time.on(month + PROVISIONAL_ON, MIDNIGHT, stage.hours(place, Side.CLIENT).zone)
            stage.timeline.at(stage.after(halfway, 100, place, Side.SUPPLIER), self._enter_so_far)

    def _later(self, minutes: int, deed: Deed) -> None:
        self.stage.timeline.at(into_next(self.stage, self.place, self.period.first_day, minutes), deed)

    def _compute(self, at: datetime) -> None:
        computation.compute(self.place.row, [self.period], by=None, at=at)

    def _enter(self, at: datetime) -> None:
        to_come = STILL_TO_COME.get((self.key, self.index), ())
        known = {code: figure for code, figure in self.figures.items() if code not in to_come}
        self._write({code: self.entry(figure) for code, figure in known.items()}, at=at)

    def _correct(self, code: str, reason: str, at: datetime) -> None:
        self._write({code: self.entry(self.figures[code], corrected=True)}, at=at, reason=reason)

    def _enter_so_far(self, at: datetime) -> None:
        """What is known of the month by its middle, of the KPIs that people watch."""
        self._compute(at)
        watched = {code: figure for code, figure in self.figures.items() if code in PROVISIONAL}
        self._write({code: self.entry(figure, so_far=True) for code, figure in watched.items()}, at=at)

    def _write(self, entries: Mapping[str, Entry], *, at: datetime, reason: str = "") -> None:
        by = self.stage.cast.viewer(self.place.holder(Side.SUPPLIER, SeatRole.DEPUTY_SPOC))
        given = [
            Given(measure, self.period, entries[measure.code])
            for measure in asked.measures_in_use(by, self.place.row.id)
            if measure.code in entries
        ]
        today = wall_time.local(at, self.stage.hours(self.place, Side.CLIENT).zone).date()
        measurements.enter(self.place.row, given, reason=reason, by=by, at=at, today=today)

    def entry(self, figure: Figure, *, corrected: bool = False, so_far: bool = False) -> Entry:
        """What the figure is in this month; the same whenever it is asked."""
        track, terms = figure.track, figure.terms
        assert track is not None
        dice = self.stage.story.dice("figure", self.key, terms.code, str(self.index))
        exact = _along(track, self.index / (MONTHS - 1)) + dice.gauss(0, track.noise)
        slip = SLIPS.get((self.key, self.index, terms.code))
        exact += slip.too_high if slip and not corrected else 0
        state = MeasurementState.PROVISIONAL if so_far else MeasurementState.MEASURED
        cases = int(track.cases * dice.uniform(0.94, 1.06) * (0.4 if so_far else 1)) or None
        if terms.aggregation is Aggregation.RATIO and cases:
            share = exact / 100 if terms.unit is Unit.PERCENT else exact
            return Entry(state, numerator=Decimal(round(cases * share)), denominator=Decimal(cases), n=cases)
        return Entry(state, value=Decimal(str(round(exact, terms.decimals))), n=cases)


def _along(track: Track, progress: float) -> float:
    moved = max(0.0, min(1.0, (progress - track.turns) / (1 - track.turns)))
    return track.start + (track.end - track.start) * moved
