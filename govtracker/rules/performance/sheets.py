"""Measurement sheets: whose they are to fill in."""

from collections.abc import Collection
from typing import Final

from govtracker.enums import EnteredBy, Side
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import Measure

PURPOSE: Final = "measurements"  # of the sheets in which values are filled in
VALUE: Final = "Value"  # the column they are filled into


def is_for(measure: Measure, *, owner_seat_id: int | None, held: Collection[int], side: Side) -> bool:
    """Whether somebody of `side` who holds these seats fills a KPI in: its data owner does, else anybody of the side.

    Nobody fills in what is computed, rated, or entered by the other side.
    """
    if measuring.made_of_records(measure) or measure.entered_by not in (EnteredBy.EITHER, EnteredBy(side.value)):
        return False
    return owner_seat_id is None or owner_seat_id in held
