"""Changes of an escalation path: proposed by one side, in force when the SPOCs of both have agreed."""

from datetime import datetime, timedelta
from typing import Any

from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Running, Side
from govtracker.mail import path_messages
from govtracker.models import EscalationPath, Relationship
from govtracker.queries import NotFound
from govtracker.queries.governance import calendars
from govtracker.queries.governance import escalation_paths as asked
from govtracker.rules import durations
from govtracker.rules.governance import business_time
from govtracker.services import Refused, events
from govtracker.services.governance import escalation_paths, recomputing
from govtracker.services.governance.escalation_paths import GENERAL, PathFacts, Slot

REMINDED_AFTER = 5 * durations.DAY  # business minutes of the side that is silent
MOST_REMINDERS = 2  # its SPOC, then its sponsor too; silence is never a yes
PUT_OFF = timedelta(hours=1)
LONGEST = 2000


def propose(
    relationship: Relationship, facts: PathFacts, because: str, *, by: Viewer, at: datetime, slot: Slot = GENERAL
) -> EscalationPath:
    """A new version before the other side. A SPOC who proposes has agreed; what was proposed before is laid aside."""
    side = _side(relationship, by)
    if len(because) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "because")
    current = asked.in_force(relationship.id, slot.area_id, slot.severity)
    if current and escalation_paths.says_the_same(current, facts):
        raise Refused("This is the path in force: nothing differs.")
    waiting = asked.proposed(relationship.id, slot.area_id, slot.severity)
    if waiting and escalation_paths.says_the_same(waiting, facts):
        raise Refused("Just this is proposed already.")
    path = escalation_paths.draft(relationship, facts, slot, at=at)
    if waiting:
        _lay_aside(waiting, f"Version {path.version} was proposed instead.", by=by, at=at)
    path.proposed_by_id, path.proposed_because = by.person_id, because.strip()
    if allowed(by, Permission.AGREE_PATH, path):
        _sign(path, side, by=by, at=at)
    path.remind_at = _next_reminder(path, at)
    events.record(path, "escalation_path_proposed", by=by, at=at, reason=because.strip(), changes=_told(current, path))
    path_messages.proposed(path, silent_sides(path), by=by, at=at)
    return path


def agree(path: EscalationPath, *, by: Viewer, at: datetime, running: Running | None = None) -> None:
    """Agree for the viewer's side; with both sides' word it is in force.

    Whoever speaks last says what becomes of the escalations that run under the version before, where there are any.
    """
    side = _side(path.relationship, by)
    if getattr(path, f"{side.value}_agreed_by_id"):
        if path.is_in_force:
            return
        raise Refused("Your side has agreed already; the other side's agreement is missing.")
    _require_proposed(path)
    if running is None and concerned(path, by):
        raise Refused("Say what becomes of the escalations that run now.", "running")
    _sign(path, side, by=by, at=at)
    if silent_sides(path):
        path.remind_at, path.reminders = _next_reminder(path, at), 0
        events.record(path, "escalation_path_agreed_by_one_side", by=by, at=at)
        return
    before = escalation_paths.put_in_force(path, at=at)
    path.remind_at = None
    events.record(path, "escalation_path_agreed", by=by, at=at, changes=_told(before, path))
    if before and running is Running.APPLY:
        recomputing.apply_path(before.id, path, by=by, at=at)
    path_messages.agreed(path, side, by=by, at=at)


def send_back(path: EscalationPath, reason: str, *, by: Viewer, at: datetime) -> None:
    """Say no for the viewer's side, because…; the path in force stays."""
    if not reason.strip():
        raise Refused("Say what should change: both sides see it.", "reason")
    if len(reason) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "reason")
    _require_proposed(path)
    _lay_aside(path, reason.strip(), by=by, at=at)
    events.record(path, "escalation_path_sent_back", by=by, at=at, reason=reason.strip())
    path_messages.sent_back(path, _side(path.relationship, by), reason=reason.strip(), by=by, at=at)


def withdraw(path: EscalationPath, *, by: Viewer, at: datetime) -> None:
    """Take back what one's own side proposed; the path in force stays."""
    side = _side(path.relationship, by)
    _require_proposed(path)
    if side is not proposing_side(path):
        raise Refused("The other side proposed this: send it back instead, with a reason.")
    _lay_aside(path, "", by=by, at=at)
    events.record(path, "escalation_path_withdrawn", by=by, at=at)
    path_messages.withdrawn(path, side, by=by, at=at)


def remind(path_id: int, at: datetime) -> None:
    """Remind whoever has not answered: the SPOC of the side, then its sponsor as well, then nobody any more."""
    path = asked.locked(path_id)
    if path.remind_at is None or path.remind_at > at:
        return
    path.reminders += 1
    path_messages.reminded(path, silent_sides(path), with_sponsor=path.reminders > 1, at=at)
    path.remind_at = _next_reminder(path, at) if path.reminders < MOST_REMINDERS else None


def put_off(path_id: int, at: datetime) -> None:
    """Try again later to remind of a proposal."""
    asked.locked(path_id).remind_at = at + PUT_OFF


def concerned(path: EscalationPath, viewer: Viewer) -> int:
    """How many running escalations the viewer's word decides about: those they see under the version it replaces.

    None while the other side has still to agree too.
    """
    side = viewer.side_in(path.relationship.place())
    before = asked.before(path) if path.is_proposed and silent_sides(path) == [side] else None
    return recomputing.running_under(before.id, viewer) if before else 0


def silent_sides(path: EscalationPath) -> list[Side]:
    """The sides that have not agreed."""
    return [side for side in Side if getattr(path, f"{side.value}_agreed_by_id") is None]


def proposing_side(path: EscalationPath) -> Side:
    """The side a proposal comes from."""
    proposer = path.proposed_by
    assert proposer is not None  # what nobody proposed was in force from the start
    return Side.CLIENT if proposer.organisation_id == path.relationship.client_id else Side.SUPPLIER


def _sign(path: EscalationPath, side: Side, *, by: Viewer, at: datetime) -> None:
    setattr(path, f"{side.value}_agreed_at", at)
    setattr(path, f"{side.value}_agreed_by_id", by.person_id)


def _lay_aside(path: EscalationPath, because: str, *, by: Viewer, at: datetime) -> None:
    path.laid_aside_at, path.laid_aside_by_id, path.laid_aside_because = at, by.person_id, because
    path.remind_at = None


def _require_proposed(path: EscalationPath) -> None:
    if not path.is_proposed:
        raise Refused("This version is not proposed any more: look at the path again.")


def _next_reminder(path: EscalationPath, at: datetime) -> datetime:
    """Five working days of the side that is silent (of the client where both are)."""
    company = path.relationship.company(silent_sides(path)[0])
    return business_time.add(at, REMINDED_AFTER, calendars.of_organisation(company.id))


def _told(before: EscalationPath | None, path: EscalationPath) -> dict[str, list[Any]]:
    was = (before.version, len(before.levels)) if before else (None, None)
    return {"version": [was[0], path.version], "levels": [was[1], len(path.levels)]}


def _side(relationship: Relationship, by: Viewer) -> Side:
    side = by.side_in(relationship.place())
    if side is None:
        raise NotFound
    return side
