"""The scorecards of two years: shared by the supplier, agreed by the client, twice after a dispute."""

from collections.abc import Mapping
from datetime import date, datetime

from govtracker.demonstration.measurements import DAY, SLIPS, STILL_TO_COME, into_next
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import MONTHS
from govtracker.demonstration.structure import Place
from govtracker.enums import Side
from govtracker.models import Scorecard
from govtracker.queries.performance import scorecard_months, scorecard_rows
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods, wall_time
from govtracker.rules.performance import snapshot
from govtracker.services.performance import scorecards

SHARED_AFTER, AGREED_WITHIN = 4 * DAY + 200, (60, 3 * DAY)  # business minutes
OPEN_AT_THE_END = "MER"
PATIENCE_DAYS = 30  # what both sides gave themselves there, so that its newest scorecard waits for its answer
DISPUTES: Mapping[tuple[str, int], tuple[str, str]] = {  # relationship, month: KPI that is corrected, reason
    ("MER", 19): ("CSAT", "Satisfaction lies above what our own survey shows. Please count the Cebu site again."),
    ("CFS", 15): ("FTF", "The visits of the harbour depot do not seem to be in first-time fix."),
}


def write(stage: Stage) -> None:
    """Put every scorecard on the timeline, but those that lack figures; the newest of Meridian waits for the client."""
    open_at_the_end = stage.places[OPEN_AT_THE_END]
    open_at_the_end.row.answer_days = PATIENCE_DAYS
    for place in stage.places.values():
        for index, month in enumerate(stage.story.months):
            if (place.bond.key, index) not in STILL_TO_COME:
                Card(stage, place, index, month)


class Card:
    """The scorecard of one relationship and month."""

    def __init__(self, stage: Stage, place: Place, index: int, month: date) -> None:
        self.stage, self.place, self.index = stage, place, index
        self.period = periods.containing(month)
        self.dice = stage.story.dice("scorecard", place.bond.key, str(index))
        self.row: Scorecard
        stage.timeline.at(into_next(stage, place, month, SHARED_AFTER), self._share)

    @property
    def dispute(self) -> tuple[str, str] | None:
        """The KPI that is wrong at first, and what the client says of it."""
        return DISPUTES.get((self.place.bond.key, self.index))

    def _share(self, at: datetime) -> None:
        slot = Slot(self.place.row, self.period)
        again = scorecard_rows.stored(slot) is not None
        current = scorecard_months.current(slot, scorecard_rows.stored(slot))
        assert current is not None
        self.row = scorecards.share(
            slot,
            snapshot.digest(snapshot.write(current)),
            by=self.stage.spoc(self.place, Side.SUPPLIER),
            at=at,
            today=wall_time.local(at, self.stage.hours(self.place, Side.CLIENT).zone).date(),
        )
        if not again:
            self.stage.cards[self.place.bond.key].append(self.row)
        if self.index == MONTHS - 1 and self.place.bond.key == OPEN_AT_THE_END:
            return
        then = self._dispute if self.dispute and not again else self._agree
        wait = self.dice.randint(*AGREED_WITHIN)
        self.stage.timeline.at(self.stage.after(at, wait, self.place, Side.CLIENT), then)

    def _dispute(self, at: datetime) -> None:
        assert self.dispute is not None
        code, reason = self.dispute
        by = self.stage.spoc(self.place, Side.CLIENT)
        scorecards.dispute(self.row, reason, by=by, at=at)
        corrected = SLIPS[self.place.bond.key, self.index, code].corrected_after
        again = into_next(self.stage, self.place, self.period.first_day, corrected + 100)
        self.stage.timeline.at(again, self._share)

    def _agree(self, at: datetime) -> None:
        by = self.stage.spoc(self.place, Side.CLIENT)
        scorecards.agree(self.row, self.row.digest, by=by, at=at)
