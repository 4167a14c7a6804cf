"""Capability checks: begun, filled with what has to work, and each capability looked at."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CapabilityState
from govtracker.models import Capability, CapabilityCheck, Relationship
from govtracker.services import Refused, events
from govtracker.services.partnership import typed

MOST = 40


def begin(relationship: Relationship, title: str, *, by: Viewer, at: datetime) -> CapabilityCheck:
    """An empty check."""
    made = CapabilityCheck(
        relationship_id=relationship.id,
        relationship=relationship,
        title=typed.line(title, "title", "Say for what it is checked."),
        made_by_id=by.person_id,
        created_at=at,
    )
    db.session.add(made)
    events.record(made, "capability_check_begun", by=by, at=at, changes={"title": [None, made.title]})
    return made


def add(check: CapabilityCheck, title: str, *, by: Viewer, at: datetime) -> Capability:
    """Something that has to work: it does not count as working before somebody has looked."""
    if len(check.capabilities) >= MOST:
        raise Refused(f"A check has at most {MOST} capabilities.", "title")
    made = Capability(
        check=check,
        relationship_id=check.relationship_id,
        title=typed.line(title, "title", "Say what has to work.", most=200),
        state=CapabilityState.NOT_YET,
        evidence="",
    )
    db.session.add(made)
    events.record(made, "capability_added", by=by, at=at, changes={"title": [None, made.title]})
    return made


def judge(capability: Capability, state: CapabilityState, evidence: str, *, by: Viewer, at: datetime) -> None:
    """Whether it works, and what shows it: without evidence nothing works."""
    text = typed.long(evidence, "evidence")
    if state is not CapabilityState.NOT_YET and not text:
        raise Refused("Say what shows it: a test, a figure, a document.", "evidence")
    events.change(
        capability,
        "capability_judged",
        by=by,
        at=at,
        state=state,
        evidence=text,
        checked_at=at,
        checked_by_id=by.person_id,
    )
