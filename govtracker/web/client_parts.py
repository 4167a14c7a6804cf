"""The client's own part in how it went: its obligations of a period, and red KPIs its side caused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import ObligationState, Rag
from govtracker.models import Relationship
from govtracker.queries.performance import miss_causes, obligations
from govtracker.queries.performance.miss_causes import NOTHING, Cause
from govtracker.rules.performance import obligations as rules
from govtracker.rules.performance.obligations import Punctuality
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Day:
    """One due day of an obligation, and where it stands."""

    row: Any
    state: str


@dataclass(frozen=True)
class Part:
    """How punctual the client was in a period, what came late or not at all, and what is known of each red KPI."""

    punctuality: Punctuality
    misses: Sequence[Day]
    reds: Sequence[tuple[CriterionResult, Cause]]


def of_period(viewer: Viewer, relationship: Relationship, period: Period, found: Sequence[CriterionResult]) -> Part:
    """The client's part in a period with these results."""
    rows = obligations.due_between(viewer, relationship.id, period.first_day, period.last_day)
    listed = days(rows, clock.today(relationship.client.zone))
    reds = [one for one in found if one.rag is Rag.RED]
    month = period.first_day
    causes = miss_causes.of_reds(viewer, relationship.id, {(month, one.criterion.id) for one in reds})
    states = [ObligationState(one.state) for one in listed]
    missed = [one for one in listed if one.state in ("overdue", "met_late", "contested")]
    said = [(one, causes.get((month, one.criterion.id), NOTHING)) for one in reds]
    return Part(rules.punctuality(states), missed, said)


def days(rows: Sequence[Any], today: date) -> list[Day]:
    """Rows of due days with where each stands."""
    return [
        Day(row, rules.state(row.due_on, row.met_on, is_contested=row.contested_at is not None, today=today).value)
        for row in rows
    ]


def punctuality(viewer: Viewer, relationship: Relationship) -> tuple[Punctuality, Punctuality]:
    """Of the last year: the client's with its obligations, and the supplier's with its shared actions."""
    today = clock.today(relationship.supplier.zone)
    due, in_time = obligations.count_in_year(viewer, relationship.id, clock.today(relationship.client.zone))
    actions = obligations.suppliers_actions(viewer, relationship.id, today - obligations.A_YEAR, today)
    supplier = rules.punctuality_of(actions, relationship.supplier.zone, today=today)
    return Punctuality(due, in_time), supplier
