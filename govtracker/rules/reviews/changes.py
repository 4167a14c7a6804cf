"""What counts as a change between two reviews, by the deeds the audit trail records."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Change(StrEnum):
    """What a review asks of the time since the one before."""

    NEW = "new"
    CLOSED = "closed"
    SLIPPED = "slipped"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    DECIDED = "decided"


DEEDS: Mapping[str, Change] = {
    "raised": Change.NEW,
    "action_added": Change.NEW,
    "risk_recorded": Change.NEW,
    "problem_opened": Change.NEW,
    "closed": Change.CLOSED,
    "action_done": Change.CLOSED,
    "action_cancelled": Change.CLOSED,
    "risk_closed": Change.CLOSED,
    "risk_happened": Change.CLOSED,
    "due_date_moved": Change.SLIPPED,
    "reopened": Change.REOPENED,
    "action_handed_back": Change.REOPENED,
    "risk_reopened": Change.REOPENED,
    "climbed": Change.ESCALATED,
    "escalated": Change.ESCALATED,
    "nobody_there": Change.ESCALATED,
    "exhausted": Change.ESCALATED,
    "decision_made": Change.DECIDED,
    "decision_rejected": Change.DECIDED,
    "decision_superseded": Change.DECIDED,
}


def counts(deed: str, changes: Mapping[str, Any]) -> bool:
    """Whether an event counts: a due date that was brought forward is no slip."""
    return deed != "due_date_moved" or "slips" in changes
