"""Service plans: a new one takes the place of the one in force, which stays to be seen."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerSegment, ServicePlan
from govtracker.queries.sourcing import service_plans as asked
from govtracker.rules.sourcing.service_plans import Plan
from govtracker.services import Refused, events

LONGEST = 2000
SLOWEST = 60 * 24 * 365  # minutes


def begin(
    segment: CustomerSegment, plan: Plan, *, note: str = "", reason: str = "", by: Viewer, at: datetime
) -> ServicePlan:
    """Serve a segment by a plan from now on; changing one needs a reason. What says the same changes nothing."""
    before = asked.in_force(segment)
    facts = _checked(plan, note=note, reason=reason)
    if before is not None:
        if all(getattr(before, name) == value for name, value in facts.items() if name != "reason"):
            return before
        if not facts["reason"]:
            raise Refused("Say why the plan changes: whoever reads it later asks first for that.", "reason")
        events.change(before, "plan_ended", by=by, at=at, ended_at=at)
        db.session.flush()
    one = ServicePlan(segment=segment, number=asked.next_number(segment), made_by_id=by.person_id, made_at=at, **facts)
    db.session.add(one)
    events.record(one, "plan_begun", by=by, at=at, changes={name: [None, value] for name, value in facts.items()})
    return one


def _checked(plan: Plan, *, note: str, reason: str) -> dict[str, object]:
    if not plan.channels:
        raise Refused("Choose at least one channel.", "channels")
    if not 1 <= plan.response_minutes <= SLOWEST:
        raise Refused("A response takes at least a minute and at most a year.", "response")
    for name, text in (("note", note), ("reason", reason)):
        if len(text) > LONGEST:
            raise Refused(f"Use at most {LONGEST:,} characters.", name)
    channels = [channel.value for channel in plan.channels]
    return {**vars(plan), "channels": channels, "note": note.strip(), "reason": reason.strip()}
