"""What the winner of a sourcing evaluation becomes: a relationship that begins with what was compared."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriterionGroup, EvaluationTurnKind, Stage, SupplierCategory
from govtracker.models import (
    EvaluationCandidate,
    EvaluationCriterion,
    EvaluationDecision,
    Organisation,
    Relationship,
    SourcingEvaluation,
)
from govtracker.queries.performance import criteria as versions
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.queries.structure import organisations
from govtracker.rules.sourcing import evaluation_carry
from govtracker.rules.structure.work_templates import WorkTemplate
from govtracker.services import Refused, events
from govtracker.services.performance import criteria
from govtracker.services.performance import kpis as drafting
from govtracker.services.sourcing import evaluations
from govtracker.services.structure import relationships


@dataclass(frozen=True)
class Start:
    """How the chosen one becomes a relationship; `carried` are the criteria both sides rate from now on.

    `name` is what a company or unit that is new here is called, "" for the candidate's own.
    """

    key: str
    template: WorkTemplate
    category: SupplierCategory
    carried: Collection[int]
    carries_floor: bool
    name: str = ""


def begin_relationship(
    decision: EvaluationDecision, start: Start, *, by: Viewer, at: datetime, today: date
) -> Relationship:
    """The chosen one as a supplier, from a template, with a draft of criteria; the same one when asked again.

    In-house is a unit of the own company. Where the two work together already the stage says so, else it is partner
    selection, until the contract stands.
    """
    if decision.relationship is not None:
        return decision.relationship
    evaluation, candidate = decision.evaluation, decision.candidate
    client = evaluation.organisation
    supplier = _supplier(candidate, client, start.name, by=by, at=at)
    db.session.flush()
    stage = Stage.WORKING_TOGETHER if asked.works_together(client.id, supplier.id) else Stage.PARTNER_SELECTION
    relationship = relationships.create(
        client, supplier, start.key, start.template, category=start.category, by=by, at=at, today=today
    )
    relationships.edit(relationship, {"stage": stage}, by=by, at=at)
    _carry_over(evaluation, relationship, start, by=by, at=at)
    decision.relationship = relationship
    events.change(candidate, "candidate_stands_here", by=by, at=at, organisation_id=supplier.id)
    evaluations.take_turn(evaluation, EvaluationTurnKind.LED_TO_RELATIONSHIP, by=by, at=at, reason=relationship.key)
    return relationship


def _supplier(
    candidate: EvaluationCandidate, client: Organisation, name: str, *, by: Viewer, at: datetime
) -> Organisation:
    """The chosen one; refuses a name that a company bears which cannot be it, without saying which that is."""
    name = " ".join(name.split()) if candidate.organisation_id is None else ""
    name = name or candidate.name
    found = organisations.by_name(name)
    if found is not None and (found.id == client.id or (found.parent_id == client.id) is not candidate.is_in_house):
        raise Refused("That name cannot be taken here: choose another name for the supplier.", "name")
    try:
        return relationships.supplier_named(name, client, insourced=candidate.is_in_house, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.text, "name") from None


def carriable(evaluation: SourcingEvaluation) -> list[EvaluationCriterion]:
    """The criteria of alignment: both sides can go on rating them."""
    return [one for one in sheets.in_order(evaluation.criteria) if one.group is CriterionGroup.ALIGNMENT]


def _carry_over(
    evaluation: SourcingEvaluation, relationship: Relationship, start: Start, *, by: Viewer, at: datetime
) -> None:
    draft = criteria.start_draft(relationship, by=by, at=at)
    wanted = [one for one in carriable(evaluation) if one.id in start.carried]
    for number, one in enumerate(wanted, 1):
        terms = evaluation_carry.terms(number, one.name, one.description, one.weight, one.levels)
        drafting.add(draft, terms, by=by, at=at)
    weights = versions.content(draft).pillar_weights
    floor = evaluation.experience_floor if start.carries_floor else None
    corridor = evaluation_carry.corridor(criteria.corridor(draft), floor)
    criteria.weigh(draft, evaluation_carry.pillars(weights) if wanted else weights, corridor, by=by, at=at)
