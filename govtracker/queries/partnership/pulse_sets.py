"""What a pulse asks, and how often: the versions of its statements and its plan."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PulseSetStatus
from govtracker.models import PulsePlan, PulseRound, PulseSet, PulseStatement, Relationship
from govtracker.models.pulse import ASKED_EVERY, EVERY_MONTHS, WINDOW_DAYS
from govtracker.queries import find, visible
from govtracker.rules import wall_time

AT_ONCE = 200
FURTHEST_EAST = timedelta(hours=14)
ON_TABLE = (PulseSetStatus.AGREED, PulseSetStatus.PROPOSED)


def one(viewer: Viewer, key: str, set_id: int) -> PulseSet:
    """The version of that id in relationship `key`; raises NotFound."""
    return find.one(
        select(PulseSet)
        .join(PulseSet.relationship)
        .where(Relationship.key == key.upper(), PulseSet.id == set_id)
        .where(visible.of_relationship(viewer, PulseSet.relationship_id))
    )


def statement(viewer: Viewer, key: str, statement_id: int) -> PulseStatement:
    """The statement of that id in relationship `key`; raises NotFound."""
    return find.one(
        select(PulseStatement)
        .join(PulseStatement.pulse_set)
        .join(PulseSet.relationship)
        .where(Relationship.key == key.upper(), PulseStatement.id == statement_id)
        .where(visible.of_relationship(viewer, PulseSet.relationship_id))
    )


def on_table(relationship_id: int) -> dict[PulseSetStatus, PulseSet]:
    """The version in force and the proposed one, by status, as far as there are any."""
    query = select(PulseSet).where(PulseSet.relationship_id == relationship_id, PulseSet.status.in_(ON_TABLE))
    return {found.status: found for found in db.session.scalars(query).unique()}


def next_number(relationship_id: int) -> int:
    """The number of the next version."""
    query = select(func.max(PulseSet.number)).where(PulseSet.relationship_id == relationship_id)
    return (db.session.scalar(query) or 0) + 1


def plan_of(relationship: Relationship) -> PulsePlan:
    """The plan of a relationship; where nobody has set it, what is usual, not kept yet."""
    query = select(PulsePlan).where(PulsePlan.relationship_id == relationship.id)
    found = db.session.scalars(query).one_or_none()
    if found is not None:
        return found
    usual: dict[str, Any] = {"every_months": EVERY_MONTHS, "window_days": WINDOW_DAYS, "asked_every": ASKED_EVERY}
    tiers = dict.fromkeys(("asks_strategic", "asks_tactical", "asks_operational"), True)
    return PulsePlan(relationship_id=relationship.id, next_on=None, **usual, **tiers)


def plan_for_worker(plan_id: int) -> PulsePlan:
    """The plan of that id, locked."""
    return find.one(select(PulsePlan).where(PulsePlan.id == plan_id))


def to_open(at: datetime) -> Sequence[int]:
    """The ids of plans whose next round can be opened and is due somewhere on earth at `at`, at most AT_ONCE.

    Whether its day has come where the client is, whoever opens it asks.
    """
    latest = (wall_time.utc(at) + FURTHEST_EAST).date()
    agreed = select(PulseSet.id).where(
        PulseSet.relationship_id == PulsePlan.relationship_id, PulseSet.status == PulseSetStatus.AGREED
    )
    still_open = select(PulseRound.id).where(
        PulseRound.relationship_id == PulsePlan.relationship_id, PulseRound.closed_at.is_(None)
    )
    return db.session.scalars(
        select(PulsePlan.id)
        .join(PulsePlan.relationship)
        .where(PulsePlan.next_on <= latest, agreed.exists(), ~still_open.exists())
        .where(Relationship.archived_at.is_(None))
        .order_by(PulsePlan.next_on, PulsePlan.id)
        .limit(AT_ONCE)
    ).all()
