"""Collecting values: the data owner is asked once for what is missing, and the asking ends when it comes."""

from datetime import datetime, timedelta
from typing import Final

from govtracker.enums import ActionStatus, ActionType
from govtracker.models import Relationship
from govtracker.queries.performance import collections as asked
from govtracker.queries.performance import measurements
from govtracker.queries.performance.collections import Wanted
from govtracker.queries.structure import spocs
from govtracker.rules import periods, wall_time
from govtracker.rules.issues import workflow
from govtracker.services.issues import actions
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.origins import Origin

DAYS: Final = timedelta(days=5)
EVIDENCE: Final = "The value stands in the measurements."


def settle(relationship_id: int, at: datetime) -> None:
    """Ask for every value of a relationship that is missing after its grace, and end the asking for those that came."""
    relationship = measurements.relationship_to_compute(relationship_id)
    for one in asked.missing(relationship_id, at, today=at.date()):
        _ask(relationship, one, at=at)
    for collection, action in asked.come(relationship_id):
        collection.closed_at = at
        if action is not None and action.is_open and not workflow.action_move_gap(action.status, ActionStatus.DONE):
            actions.finish(action, EVIDENCE, by=None, at=at)


def _ask(relationship: Relationship, one: Wanted, *, at: datetime) -> None:
    """An action of the data owner; while nobody is there to ask, it is tried again with the next tick."""
    person_id = one.person_id or spocs.of_side(relationship.id, one.side, today=at.date())
    claimed = asked.claim(one.kpi.id, one.month, at) if person_id else None
    if person_id is None or claimed is None:
        return
    month = periods.containing(one.month).name
    new = NewAction(
        title=f"Enter {one.kpi.name} for {month}"[:200],
        type=ActionType.CORRECTION,
        owner_id=person_id,
        due_on=wall_time.local(at, relationship.company(one.side).zone).date() + DAYS,
        consequence=f"Without it the scorecard of {month} covers less, and may have no standing.",
        area_id=one.area_id,
    )
    action = actions.enter(relationship, new, one.side, by=None, at=at, origin=Origin(kpi=one.kpi))
    asked.belongs(claimed, action.id)
