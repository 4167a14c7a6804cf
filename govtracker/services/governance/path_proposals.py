"""Changes of an escalation path: proposed by one side, in force when the SPOCs of both have agreed."""

from datetime import datetime, timedelta
from typing import Any

from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Running
from govtracker.mail import proposal_messages
from govtracker.models import EscalationPath, Relationship
from govtracker.queries.governance import escalation_paths as asked
from govtracker.services import Refused, events
from govtracker.services.governance import escalation_paths, proposals, recomputing
from govtracker.services.governance.escalation_paths import GENERAL, PathFacts, Slot

PUT_OFF = timedelta(hours=1)


def propose(
    relationship: Relationship, facts: PathFacts, because: str, *, by: Viewer, at: datetime, slot: Slot = GENERAL
) -> EscalationPath:
    """A new version before the other side. A SPOC who proposes has agreed; what was proposed before is laid aside."""
    side = proposals.side_of(relationship, by)
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
        proposals.sign(path, side, by=by, at=at)
    path.remind_at = proposals.next_reminder(path, at)
    events.record(path, "escalation_path_proposed", by=by, at=at, reason=reason, changes=_told(current, path))
    proposal_messages.proposed(path, proposals.silent_sides(path), by=by, at=at)
    return path


def agree(path: EscalationPath, *, by: Viewer, at: datetime, running: Running | None = None) -> None:
    """Agree for the viewer's side; with both sides' word it is in force.

    Whoever speaks last says what becomes of the escalations that run under the version before, where there are any.
    """
    side = proposals.side_of(path.relationship, by)
    if proposals.has_agreed(path, side):
        return
    proposals.require_proposed(path)
    if running is None and concerned(path, by):
        raise Refused("Say what becomes of the escalations that run now.", "running")
    proposals.sign(path, side, by=by, at=at)
    if proposals.silent_sides(path):
        proposals.wait_anew(path, at=at)
        events.record(path, "escalation_path_agreed_by_one_side", by=by, at=at)
        return
    before = escalation_paths.put_in_force(path, at=at)
    path.remind_at = None
    events.record(path, "escalation_path_agreed", by=by, at=at, changes=_told(before, path))
    if before and running is Running.APPLY:
        recomputing.apply_path(before.id, path, by=by, at=at)
    proposal_messages.agreed(path, side, by=by, at=at)


def send_back(path: EscalationPath, reason: str, *, by: Viewer, at: datetime) -> None:
    """Say no for the viewer's side, because…; the path in force stays."""
    said = proposals.reason_for(reason, field="reason", missing="Say what should change: both sides see it.")
    proposals.require_proposed(path)
    proposals.lay_aside(path, said, by=by, at=at)
    events.record(path, "escalation_path_sent_back", by=by, at=at, reason=said)
    proposal_messages.sent_back(path, proposals.side_of(path.relationship, by), reason=said, by=by, at=at)


def withdraw(path: EscalationPath, *, by: Viewer, at: datetime) -> None:
    """Take back what one's own side proposed; the path in force stays."""
    side = proposals.side_of(path.relationship, by)
    proposals.require_proposed(path)
    if side is not proposals.proposing_side(path):
        raise Refused("The other side proposed this: send it back instead, with a reason.")
    proposals.lay_aside(path, "", by=by, at=at)
    events.record(path, "escalation_path_withdrawn", by=by, at=at)
    proposal_messages.withdrawn(path, side, by=by, at=at)


def remind(path_id: int, at: datetime) -> None:
    """Remind whoever has not answered: the SPOC of the side, then its sponsor as well, then nobody any more."""
    path = asked.locked(path_id)
    if path.remind_at is None or path.remind_at > at:
        return
    with_sponsor = proposals.count_reminder(path, at)
    proposal_messages.reminded(path, proposals.silent_sides(path), with_sponsor=with_sponsor, at=at)


def put_off(path_id: int, at: datetime) -> None:
    """Try again later to remind of a proposal."""
    asked.locked(path_id).remind_at = at + PUT_OFF


def concerned(path: EscalationPath, viewer: Viewer) -> int:
    """How many running escalations the viewer's word decides about: those they see under the version it replaces.

    None while the other side has still to agree too.
    """
    side = viewer.side_in(path.relationship.place())
    before = asked.before(path) if path.is_proposed and proposals.silent_sides(path) == [side] else None
    return recomputing.running_under(before.id, viewer) if before else 0


def _told(before: EscalationPath | None, path: EscalationPath) -> dict[str, list[Any]]:
    was = (before.version, len(before.levels)) if before else (None, None)
    return {"version": [was[0], path.version], "levels": [was[1], len(path.levels)]}
