"""Versions of the relationship management plan: put together, proposed, agreed by both sides, sent back, taken back."""

from datetime import datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.mail import proposal_messages
from govtracker.models import ManagementPlan, Relationship
from govtracker.queries.partnership import management_plans as asked
from govtracker.rules import canonical, wall_time
from govtracker.rules.partnership import management_plan
from govtracker.rules.partnership.management_plan import Plan
from govtracker.services import Refused, events
from govtracker.services.governance import proposals
from govtracker.services.partnership import plan_content

PUT_OFF = timedelta(hours=1)


def as_it_stands(relationship: Relationship, *, at: datetime) -> Plan:
    """The plan put together from what stands now, the same for both sides; days are the client's."""
    today = wall_time.local(at, relationship.client.zone).date()
    return plan_content.plan(asked.facts(relationship, today=today))


def propose(relationship: Relationship, because: str, *, by: Viewer, at: datetime) -> ManagementPlan:
    """Freeze the plan as it stands, sign it for one's side, and put it before the other.

    What was proposed before is laid aside. Refuses what both sides have agreed to already, or just this waits.
    """
    side = proposals.side_of(relationship, by)
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
    proposals.sign(plan, side, by=by, at=at)
    plan.remind_at = proposals.next_reminder(plan, at)
    db.session.add(plan)
    events.record(
        plan, "management_plan_proposed", by=by, at=at, reason=reason, changes={"version": [None, plan.version]}
    )
    proposal_messages.proposed(plan, proposals.silent_sides(plan), by=by, at=at)
    return plan


def agree(plan: ManagementPlan, *, by: Viewer, at: datetime) -> None:
    """Agree for the viewer's side; with both sides' word it takes the place of the version before."""
    side = proposals.side_of(plan.relationship, by)
    if proposals.has_agreed(plan, side):
        return
    proposals.require_proposed(plan)
    if before := asked.in_force(plan.relationship_id):
        before.superseded_at = at
        db.session.flush()  # one is in force at a time
    proposals.sign(plan, side, by=by, at=at)
    plan.in_force_at, plan.remind_at = at, None
    was = before.version if before else None
    events.record(plan, "management_plan_agreed", by=by, at=at, changes={"version": [was, plan.version]})
    proposal_messages.agreed(plan, side, by=by, at=at)


def send_back(plan: ManagementPlan, reason: str, *, by: Viewer, at: datetime) -> None:
    """Say no for the viewer's side, because…; what was agreed stays."""
    said = proposals.reason_for(reason, field="reason", missing="Say what should change: both sides see it.")
    proposals.require_proposed(plan)
    side = proposals.side_of(plan.relationship, by)
    if side is proposals.proposing_side(plan):
        raise Refused("Your side proposed this: take it back instead.")
    proposals.lay_aside(plan, said, by=by, at=at)
    events.record(plan, "management_plan_sent_back", by=by, at=at, reason=said)
    proposal_messages.sent_back(plan, side, reason=said, by=by, at=at)


def withdraw(plan: ManagementPlan, *, by: Viewer, at: datetime) -> None:
    """Take back what one's own side proposed; what was agreed stays."""
    side = proposals.side_of(plan.relationship, by)
    proposals.require_proposed(plan)
    if side is not proposals.proposing_side(plan):
        raise Refused("The other side proposed this: send it back instead, with a reason.")
    proposals.lay_aside(plan, "", by=by, at=at)
    events.record(plan, "management_plan_withdrawn", by=by, at=at)
    proposal_messages.withdrawn(plan, side, by=by, at=at)


def remind(plan_id: int, at: datetime) -> None:
    """Remind whoever has not answered: the SPOC of the side, then its sponsor as well, then nobody any more."""
    plan = asked.locked(plan_id)
    if plan.remind_at is None or plan.remind_at > at:
        return
    with_sponsor = proposals.count_reminder(plan, at)
    proposal_messages.reminded(plan, proposals.silent_sides(plan), with_sponsor=with_sponsor, at=at)


def put_off(plan_id: int, at: datetime) -> None:
    """Try again later to remind of a proposal."""
    asked.locked(plan_id).remind_at = at + PUT_OFF
