"""A month of many relationships at once: rolled up from its days, and scored as drafts."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from govtracker.queries.performance import in_force, recorded, roll_ups, standing_bands
from govtracker.rules.performance import drafts
from govtracker.rules.performance.drafts import Judging
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.periods import Period

CHUNK: Final = 50  # relationships whose values are in memory at once


def run(relationship_ids: Collection[int], month: Period, *, at: datetime) -> dict[int, Snapshot]:
    """Roll the month up in these relationships and score it: relationship → draft; one without criteria has none.

    Ten statements, however many relationships there are; the month has to be over. Nothing is shared.
    """
    roll_ups.roll_up(relationship_ids, month, at=at)
    first_day = month.first_day
    months = recorded.of_many(relationship_ids, first_day, first_day)
    said = {relationship_id: found.get(first_day, {}) for relationship_id, found in months.items()}
    before = in_force.shared(relationship_ids, month.previous().first_day)
    bands = standing_bands.in_use()
    drafted = {}
    for relationship_id, one in in_force.of_many(relationship_ids).items():
        judging = Judging(bands, drafts.before(before.get(relationship_id)))
        found = said.get(relationship_id, {})
        stands = drafts.with_not_due(one.criteria, first_day, found, year_begins=one.year_begins)
        drafted[relationship_id] = drafts.draft(one.key, month.key, one.criteria, stands, judging)
    return drafted


def chunks(relationship_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many relationships at a time, each chunk a transaction of its own."""
    for start in range(0, len(relationship_ids), CHUNK):
        yield relationship_ids[start : start + CHUNK]
