"""What scorecards hold: the values nobody may change while both sides look at them, and those both have agreed to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import ScorecardStatus
from govtracker.models import Criterion, Scorecard
from govtracker.queries.performance.measurements import Key
from govtracker.rules import periods

SHARED = (ScorecardStatus.SHARED, ScorecardStatus.UNANSWERED)
Place = tuple[int, date, int | None]  # KPI, month, scope; None: the whole, and every scope it may be rolled up from


@dataclass(frozen=True)
class Held:
    """`key in held`: a shared scorecard waits for an answer and holds it. `agreed` names the scorecard agreed to."""

    shared: frozenset[Place] = frozenset()
    settled: frozenset[tuple[Place, int]] = frozenset()

    def __contains__(self, key: Key) -> bool:
        return any(place in self.shared for place in _places(key))

    def agreed(self) -> dict[Place, int]:
        """Place → the scorecard both sides have agreed to; look it up by `scorecard_of`."""
        return dict(self.settled)


def scorecard_of(key: Key, agreed: Mapping[Place, int]) -> int | None:
    """The agreed scorecard that holds a value; None where none does."""
    return next((agreed[place] for place in _places(key) if place in agreed), None)


def within(relationship_id: int, first: date, last: date) -> Held:
    """What the scorecards of a relationship hold in the months from `first` to `last`."""
    rows = db.session.execute(
        select(
            Scorecard.id, Scorecard.status, Scorecard.scope_id, Scorecard.period_on, Scorecard.ends_on, Criterion.kpi_id
        )
        .join(Criterion, Criterion.criteria_set_id == Scorecard.criteria_set_id)
        .where(Scorecard.relationship_id == relationship_id, Scorecard.is_current)
        .where(Scorecard.status.in_([*SHARED, ScorecardStatus.AGREED]))
        .where(Scorecard.period_on <= last, Scorecard.ends_on >= first)
        .order_by(Scorecard.period_kind.desc(), Scorecard.id)
    )
    shared: set[Place] = set()
    settled: dict[Place, int] = {}
    for row in rows:
        for place in _held_by(row):
            if row.status is ScorecardStatus.AGREED:
                settled[place] = row.id
            else:
                shared.add(place)
    return Held(frozenset(shared), frozenset(settled.items()))


def _held_by(row: Any) -> Iterator[Place]:
    month = periods.containing(row.period_on)
    while month.first_day <= row.ends_on:
        yield row.kpi_id, month.first_day, row.scope_id
        month = month.next()


def _places(key: Key) -> tuple[Place, ...]:
    whole = key.kpi_id, key.month, None
    return (whole, (key.kpi_id, key.month, key.scope)) if key.scope else (whole,)
