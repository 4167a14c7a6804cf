"""Versions of the relationship management plan: put together, proposed, agreed by both sides, sent back, taken back."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.mail import proposal_messages
from govtracker.models import ManagementPlan, Relationship
from govtracker.queries.partnership import management_plans as asked
from govtracker.rules import canonical, wall_time
from govtracker.rules.partnership import management_plan
from govtracker.rules.partnership.management_plan import Plan
from govtracker.services import Refused, events, sides
from govtracker.services.governance import proposals
from govtracker.services.partnership import plan_content


def as_it_stands(relationship: Relationship, *, at: datetime) -> Plan:
    """The plan put together from what stands now, the same for both sides; days are the client's."""
    today = wall_time.local(at, relationship.client.zone).date()
    return plan_content.plan(asked.facts(relationship, today=today))


def propose(relationship: Relationship, because: str, *, by: Viewer, at: datetime) -> ManagementPlan:
    """Freeze the plan as it stands, sign it for one's side, and put it before the other.

    What was proposed before is laid aside. Refuses what both sides have agreed to already, or just this waits.
    """
    side = sides.own(by, relationship)
    reason = proposals.reason_for(because, field="because")
    content = management_plan.write(as_it_stands(relationship, at=at))
    current, waiting = asked.in_force(relationship.id), asked.proposed(relationship.id)
    if current and current.content == content:
        raise Refused("Nothing differs from the version both sides have agreed.")
    if waiting and waiting.content == content:
        raise Refused("Just this is proposed already.")
    plan = ManagementPlan(
        relationship_id=relationship.id,
        relationship=relationship,
        version=asked.next_version(relationship.id),
        content=content,
        digest=canonical.digest(content),
        created_at=at,
        proposed_by_id=by.person_id,
        proposed_because=reason,
        laid_aside_because="",
        reminders=0,
    )
    if waiting:
        proposals.lay_aside(waiting, f"Version {plan.version} was proposed instead.", by=by, at=at)
    plan.sign(side, by.person_id, at)
    plan.remind_at = proposals.next_reminder(plan, at)
    db.session.add(plan)
    events.record(
        plan, "management_plan_proposed", by=by, at=at, reason=reason, changes={"version": [None, plan.version]}
    )
    proposal_messages.proposed(plan, plan.silent_sides, by=by, at=at)
    return plan


def agree(plan: ManagementPlan, *, by: Viewer, at: datetime) -> None:
    """Agree for the viewer's side; with both sides' word it takes the place of the version before."""
    side = sides.own(by, plan.relationship)
    if proposals.has_agreed(plan, side):
        return
    proposals.require_proposed(plan)
    if before := asked.in_force(plan.relationship_id):
        before.superseded_at = at
        db.session.flush()  # one is in force at a time
    plan.sign(side, by.person_id, at)
    plan.in_force_at, plan.remind_at = at, None
    was = before.version if before else None
    events.record(plan, "management_plan_agreed", by=by, at=at, changes={"version": [was, plan.version]})
    proposal_messages.agreed(plan, side, by=by, at=at)


def remind(plan_id: int, at: datetime) -> None:
    """Remind whoever has not answered a proposal."""
    proposals.remind(asked.locked(plan_id), at)


def put_off(plan_id: int, at: datetime) -> None:
    """Try again later to remind of a proposal."""
    proposals.put_off(asked.locked(plan_id), at)
