"""Collecting values: the data owner is asked once for what is missing, and the asking ends when it comes."""

from datetime import datetime, timedelta
from typing import Final

from govtracker.enums import ActionStatus, ActionType
from govtracker.models import Action, Relationship
from govtracker.queries.performance import collections as asked
from govtracker.queries.performance import measurements
from govtracker.queries.performance import rating_collections as given
from govtracker.queries.performance.collections import Wanted
from govtracker.queries.structure import spocs
from govtracker.rules import periods, wall_time
from govtracker.rules.issues import workflow
from govtracker.services.issues import actions
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.origins import Origin

DAYS: Final = timedelta(days=5)
EVIDENCE: Final = "The value stands in the measurements."
RATED: Final = "The rating stands."


def settle(relationship_id: int, at: datetime) -> None:
    """Ask for every value of a relationship that is missing after its grace, and end the asking for those that came."""
    relationship = measurements.relationship_to_compute(relationship_id)
    for one in asked.missing(relationship_id, at, today=at.date()):
        _ask(relationship, one, at=at)
    for collection, action in asked.come(relationship_id):
        collection.closed_at = at
        _end(action, EVIDENCE, at=at)


def settle_ratings(relationship_id: int, at: datetime) -> None:
    """Ask each side for what it has not rated after the grace, and end the asking for what has come."""
    relationship = measurements.relationship_to_compute(relationship_id)
    for one in given.missing(relationship_id, at, today=at.date()):
        _ask_to_rate(relationship, one, at=at)
    for collection, action in given.come(relationship_id):
        collection.closed_at = at
        _end(action, RATED, at=at)


def _ask_to_rate(relationship: Relationship, one: given.Wanted, *, at: datetime) -> None:
    """An action of who owns the criterion on that side, else of who speaks for it."""
    person_id = one.person_id or spocs.of_side(relationship.id, one.side, today=at.date())
    claimed = given.claim(one, at) if person_id else None
    if person_id is None or claimed is None:
        return
    month = periods.containing(one.month).name
    new = NewAction(
        title=f"Rate {one.kpi.name} for {month}"[:200],
        type=ActionType.CORRECTION,
        owner_id=person_id,
        due_on=wall_time.local(at, relationship.company(one.side).zone).date() + DAYS,
        consequence=f"Without it the scorecard of {month} covers less, or stays provisional.",
        area_id=one.area_id,
    )
    action = actions.enter(relationship, new, one.side, by=None, at=at, origin=Origin(kpi=one.kpi))
    given.belongs(claimed, action.id)


def _end(action: Action | None, evidence: str, *, at: datetime) -> None:
    if action is not None and action.is_open and not workflow.action_move_gap(action.status, ActionStatus.DONE):
        actions.finish(action, evidence, by=None, at=at)


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
