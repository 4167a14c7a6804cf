"""Versions of the success criteria: drafted by either SPOC, proposed, and in force when both have agreed."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriteriaStatus, Pillar, Side
from govtracker.mail import criteria_messages
from govtracker.models import CriteriaSet, Criterion, PillarWeight, Relationship
from govtracker.models.agreement import signature, unsigned
from govtracker.queries.performance import criteria as versions
from govtracker.rules.performance import criteria, criteria_changes, standings
from govtracker.rules.performance.criteria import BadTerms
from govtracker.rules.performance.standings import Corridor
from govtracker.services import Refused, events, sides
from govtracker.services.performance import kpis

FIRST_WEIGHTS = {Pillar.EXPERIENCE: Decimal(50), Pillar.COST: Decimal(35), Pillar.REVENUE: Decimal(15)}
FIRST_CORRIDOR = Corridor(Decimal(65), Decimal(90), Decimal(70), Decimal(70))


def start_draft(
    relationship: Relationship,
    *,
    by: Viewer | None,
    at: datetime,
    first_weights: Mapping[Pillar, Decimal] = FIRST_WEIGHTS,
) -> CriteriaSet:
    """A new version to work on, copied from the one in force; the one being worked on where there is one."""
    started = versions.started(relationship.id)
    if started:
        return started
    current = versions.in_force(relationship.id)
    draft = CriteriaSet(
        relationship_id=relationship.id,
        version=versions.next_version(relationship.id),
        status=CriteriaStatus.DRAFT,
        created_at=at,
        **vars(corridor(current) if current else FIRST_CORRIDOR),
    )
    weights = {one.pillar: one.weight for one in current.pillars} if current else first_weights
    draft.pillars = [PillarWeight(pillar=pillar, weight=weight) for pillar, weight in weights.items()]
    draft.criteria = [_copied(criterion) for criterion in current.criteria] if current else []
    db.session.add(draft)
    events.record(draft, "criteria_drafted", by=by, at=at)
    return draft


def weigh(
    draft: CriteriaSet, weights: Mapping[Pillar, Decimal], corridor: Corridor, *, by: Viewer | None, at: datetime
) -> None:
    """Set what the pillars weigh (as typed, they need not add up) and the corridor of the gauges."""
    kpis.require_draft(draft)
    _checked_weights(weights)
    try:
        standings.validate_corridor(corridor)
    except standings.BadCorridor as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    before = {one.pillar: one for one in draft.pillars}
    changes = {
        f"weight of {pillar.value}": [before[pillar].weight if pillar in before else None, weights.get(pillar)]
        for pillar in Pillar
        if (before[pillar].weight if pillar in before else 0) != weights.get(pillar, 0)
    }
    draft.pillars = [
        _reweighed(before.get(pillar), pillar, weights[pillar]) for pillar in Pillar if weights.get(pillar)
    ]
    if changes:
        events.record(draft, "pillars_weighed", by=by, at=at, changes=changes)
    events.change(draft, "corridor_set", by=by, at=at, **vars(corridor))


def propose(draft: CriteriaSet, *, by: Viewer, at: datetime) -> None:
    """Put a draft before the other side; whoever proposes has agreed."""
    side = sides.own(by, draft.relationship)
    if draft.status is CriteriaStatus.PROPOSED and draft.agreed_at(side):
        return
    kpis.require_draft(draft)
    gaps = criteria.gaps(versions.content(draft))
    if gaps:
        raise Refused(gaps[0])
    events.change(
        draft, "criteria_proposed", by=by, at=at, status=CriteriaStatus.PROPOSED, **signature(side, by.person_id, at)
    )
    criteria_messages.proposed(draft, side, by=by, at=at)


def send_back(proposed: CriteriaSet, reason: str, *, by: Viewer, at: datetime) -> None:
    """Turn a proposal into a draft again, because…; both sides have to agree anew."""
    if proposed.status is not CriteriaStatus.PROPOSED:
        raise Refused("Only a proposed version can be sent back.")
    if not reason.strip():
        raise Refused("Say what should change: both sides see it.", "reason")
    events.change(
        proposed,
        "criteria_sent_back",
        by=by,
        at=at,
        reason=reason.strip(),
        status=CriteriaStatus.DRAFT,
        **unsigned(*Side),
    )
    criteria_messages.sent_back(proposed, sides.own(by, proposed.relationship), reason=reason.strip(), by=by, at=at)


def agree(proposed: CriteriaSet, seen: str, *, by: Viewer, at: datetime) -> None:
    """Agree for the viewer's side to what has the digest `seen`; with both sides' word it is in force."""
    side = sides.own(by, proposed.relationship)
    if proposed.status is CriteriaStatus.AGREED and proposed.agreed_at(side):
        return
    if proposed.status is not CriteriaStatus.PROPOSED:
        raise Refused("This version is not proposed: it cannot be agreed on now.")
    if seen != criteria_changes.digest(versions.content(proposed)):
        raise Refused("The version has changed since you opened the page. Read it again before you agree.")
    if proposed.agreed_at(side):
        raise Refused("Your side has agreed already; the other side's agreement is missing.")
    _supersede(proposed, by=by, at=at)
    events.change(
        proposed,
        "criteria_agreed",
        by=by,
        at=at,
        status=CriteriaStatus.AGREED,
        in_force_from=at,
        **signature(side, by.person_id, at),
    )
    for criterion in proposed.criteria:
        kpis.settle(criterion)
    criteria_messages.agreed(proposed, side, by=by, at=at)


def discard(draft: CriteriaSet, *, by: Viewer, at: datetime) -> None:
    """Throw a draft away; what it said stays in the history."""
    kpis.require_draft(draft)
    told = {criterion.kpi.code: [kpis.told(criterion), None] for criterion in draft.criteria}
    events.record(draft, "criteria_discarded", by=by, at=at, changes=told)
    db.session.delete(draft)


def corridor(current: CriteriaSet) -> Corridor:
    """The corridor of a version's gauges."""
    return Corridor(current.experience_floor, current.experience_top, current.cost_floor, current.revenue_floor)


def _supersede(proposed: CriteriaSet, *, by: Viewer, at: datetime) -> None:
    """The version before gives way first: only one may be in force at any moment."""
    current = versions.in_force(proposed.relationship_id)
    if current:
        events.change(current, "criteria_superseded", by=by, at=at, status=CriteriaStatus.SUPERSEDED)
        db.session.flush()


def _checked_weights(weights: Mapping[Pillar, Decimal]) -> None:
    for pillar, weight in weights.items():
        try:
            criteria.check_weight(pillar.value, weight)
        except BadTerms as refusal:
            raise Refused(refusal.sentence, refusal.field) from None
    if not any(weights.values()):
        raise Refused("Give at least one pillar a weight.", Pillar.EXPERIENCE.value)


def _copied(criterion: Criterion) -> Criterion:
    same = (*kpis.OF_VERSION, *kpis.ANCHORS, "levels", "position")
    return Criterion(kpi=criterion.kpi, **{name: getattr(criterion, name) for name in same})


def _reweighed(before: PillarWeight | None, pillar: Pillar, weight: Decimal) -> PillarWeight:
    if before is None:
        return PillarWeight(pillar=pillar, weight=weight)
    before.weight = weight
    return before
