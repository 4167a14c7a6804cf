"""A decision, a risk and a problem to test with, as they are stored; each recorded by the client's SPOC of MER."""

from datetime import datetime
from typing import Any

from govtracker.database import Base, db
from govtracker.enums import Audience, DecisionStatus, RiskResponse, Side
from govtracker.models import Decision, Problem, Risk
from tests.support.world import World


def decision(world: World, at: datetime, **changes: Any) -> Decision:
    """A decision that has been taken."""
    facts = {
        "title": "Keep the tool",
        "reason": "It works.",
        "seat_id": world.seats["client_spoc"],
        "status": DecisionStatus.DECIDED,
        "is_open": False,
        "due_on": at.date(),
        "decided_at": at,
        **_common(world, at),
        **changes,
    }
    row = Decision(**facts)
    _add(row)
    return row


def risk(world: World, at: datetime, **changes: Any) -> Risk:
    """An open risk of middling weight."""
    facts = {
        "title": "The tool may fail",
        "likelihood": 2,
        "impact": 3,
        "score": 6,
        "response": RiskResponse.REDUCE,
        "look_on": at.date(),
        **_common(world, at),
        **changes,
    }
    row = Risk(**facts)
    _add(row)
    return row


def problem(world: World, at: datetime, **changes: Any) -> Problem:
    """An open problem of Customer care."""
    facts = {
        "relationship_id": world.relationships["MER"],
        "number": 1,
        "audience": Audience.SHARED,
        "title": "The tool fails",
        "area_id": world.areas["Customer care"],
        "raised_side": Side.CLIENT,
        "opened_at": at,
        "updated_at": at,
        **changes,
    }
    row = Problem(**facts)
    _add(row)
    return row


def _common(world: World, at: datetime) -> dict[str, Any]:
    spoc = world.people["client_spoc"]
    return {
        "relationship_id": world.relationships["MER"],
        "number": 1,
        "audience": Audience.SHARED,
        "owner_id": spoc,
        "owner_side": Side.CLIENT,
        "recorded_by_id": spoc,
        "created_at": at,
        "updated_at": at,
    }


def _add(row: Base) -> None:
    db.session.add(row)
    db.session.flush()
