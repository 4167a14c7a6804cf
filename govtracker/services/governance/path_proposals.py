"""Changes of an escalation path: proposed by one side, in force when the SPOCs of both have agreed."""

from datetime import datetime
from typing import Any

from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Running
from govtracker.mail import proposal_messages
from govtracker.models import EscalationPath, Relationship
from govtracker.queries.governance import escalation_paths as asked
from govtracker.services import Refused, events, sides
from govtracker.services.governance import escalation_paths, proposals, recomputing
from govtracker.services.governance.escalation_paths import GENERAL, PathFacts, Slot


def propose(
    relationship: Relationship, facts: PathFacts, because: str, *, by: Viewer, at: datetime, slot: Slot = GENERAL
) -> EscalationPath:
    """A new version before the other side. A SPOC who proposes has agreed; what was proposed before is laid aside."""
    side = sides.own(by, relationship)
    reason = proposals.reason_for(because, field="because")
    current = asked.in_force(relationship.id, slot.area_id, slot.severity)
    if current and escalation_paths.says_the_same(current, facts):
        raise Refused("This is the path in force: nothing differs.")
    waiting = asked.proposed(relationship.id, slot.area_id, slot.severity)
    if waiting and escalation_paths.says_the_same(waiting, facts):
        raise Refused("Just this is proposed already.")
    path = escalation_paths.draft(relationship, facts, slot, at=at)
    if waiting:
        proposals.lay_aside(waiting, f"Version {path.version} was proposed instead.", by=by, at=at)
    path.proposed_by_id, path.proposed_because = by.person_id, reason
    if allowed(by, Permission.AGREE_PATH, path):
        path.sign(side, by.person_id, at)
    path.remind_at = proposals.next_reminder(path, at)
    events.record(path, "escalation_path_proposed", by=by, at=at, reason=reason, changes=_told(current, path))
    proposal_messages.proposed(path, path.silent_sides, by=by, at=at)
    return path


def agree(path: EscalationPath, *, by: Viewer, at: datetime, running: Running | None = None) -> None:
    """Agree for the viewer's side; with both sides' word it is in force.

    Whoever speaks last says what becomes of the escalations that run under the version before, where there are any.
    """
    side = sides.own(by, path.relationship)
    if proposals.has_agreed(path, side):
        return
    proposals.require_proposed(path)
    if running is None and concerned(path, by):
        raise Refused("Say what becomes of the escalations that run now.", "running")
    path.sign(side, by.person_id, at)
    if path.silent_sides:
        proposals.wait_anew(path, at=at)
        events.record(path, "escalation_path_agreed_by_one_side", by=by, at=at)
        return
    before = escalation_paths.put_in_force(path, at=at)
    path.remind_at = None
    events.record(path, "escalation_path_agreed", by=by, at=at, changes=_told(before, path))
    if before and running is Running.APPLY:
        recomputing.apply_path(before.id, path, by=by, at=at)
    proposal_messages.agreed(path, side, by=by, at=at)


def remind(path_id: int, at: datetime) -> None:
    """Remind whoever has not answered a proposal."""
    proposals.remind(asked.locked(path_id), at)


def put_off(path_id: int, at: datetime) -> None:
    """Try again later to remind of a proposal."""
    proposals.put_off(asked.locked(path_id), at)


def concerned(path: EscalationPath, viewer: Viewer) -> int:
    """How many running escalations the viewer's word decides about: those they see under the version it replaces.

    None while the other side has still to agree too.
    """
    side = viewer.side_in(path.relationship.place())
    before = asked.before(path) if path.is_proposed and path.silent_sides == [side] else None
    return recomputing.running_under(before.id, viewer) if before else 0


def _told(before: EscalationPath | None, path: EscalationPath) -> dict[str, list[Any]]:
    was = (before.version, len(before.levels)) if before else (None, None)
    return {"version": [was[0], path.version], "levels": [was[1], len(path.levels)]}
