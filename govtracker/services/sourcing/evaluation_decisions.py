"""The end of a sourcing evaluation: who is chosen and why, kept as it stood, and the relationship it leads to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriterionGroup, EvaluationStatus, EvaluationTurnKind, Stage, SupplierCategory
from govtracker.models import (
    EvaluationCandidate,
    EvaluationCriterion,
    EvaluationDecision,
    EvaluationSheet,
    Organisation,
    Relationship,
    SourcingEvaluation,
)
from govtracker.queries.performance import criteria as versions
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.queries.structure import organisations
from govtracker.rules.sourcing import (
    evaluation_carry,
    evaluation_record,
    evaluation_scores,
)
from govtracker.rules.sourcing import evaluations as rules
from govtracker.rules.sourcing.evaluation_record import Record, RecordedCandidate, RecordedCriterion, RecordedRating
from govtracker.rules.sourcing.evaluation_scores import Result
from govtracker.rules.structure.work_templates import WorkTemplate
from govtracker.services import Refused, events
from govtracker.services.performance import criteria
from govtracker.services.performance import kpis as drafting
from govtracker.services.sourcing import evaluations
from govtracker.services.structure import relationships


@dataclass(frozen=True)
class Choice:
    """Who is chosen and why; the other two reasons where the choice needs them."""

    candidate_id: int
    reason: str
    why_not_first: str = ""
    why_one_evaluator: str = ""


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


def result(evaluation: SourcingEvaluation) -> Result:
    """How the candidates come out; NotFound before the ratings were opened."""
    return _result(evaluation, list(sheets.opened(evaluation)))


def decide(evaluation: SourcingEvaluation, choice: Choice, *, by: Viewer, at: datetime) -> EvaluationDecision:
    """Choose a candidate, because…; what it rests on is kept as it stands, with its digest.

    Refuses whoever is knocked out, another than the first without saying why, and one person's view without a reason.
    """
    evaluations.require(evaluation, EvaluationStatus.CLOSED, "Open the ratings first: nobody chooses before.")
    opened = list(sheets.opened(evaluation))
    found = _result(evaluation, opened)
    candidate = next((one for one in evaluation.candidates if one.id == choice.candidate_id), None)
    standing = found.of(choice.candidate_id)
    if candidate is None or standing is None:
        raise Refused("Choose one of the candidates.", "candidate_id")
    if standing.is_out:
        raise Refused(f"{candidate.name} is out. {standing.knock_outs[0]}", "candidate_id")
    reason = evaluations.reasoned(choice.reason, "reason", "Say why: it is kept with the decision.")
    why_not_first = evaluations.within(choice.why_not_first, "why_not_first") if standing.rank != 1 else ""
    if standing.rank != 1 and not why_not_first:
        raise Refused(f"{candidate.name} does not come out first: say what outweighs the score.", "why_not_first")
    if found.is_one_view:
        why = evaluations.reasoned(
            choice.why_one_evaluator,
            "why_one_evaluator",
            "One person’s view is no evaluation: reopen the ratings and ask another, or say why it has to do.",
        )
        events.change(evaluation, "one_evaluator_accepted", by=by, at=at, reason=why, why_one_evaluator=why)
    chosen = Choice(candidate.id, reason, why_not_first)
    text = evaluation_record.write(_record(evaluation, opened, found, chosen, by=by, at=at))
    decision = EvaluationDecision(
        evaluation=evaluation,
        candidate=candidate,
        reason=reason,
        why_not_first=why_not_first,
        snapshot=text,
        digest=evaluation_record.digest(text),
        decided_at=at,
        decided_by_id=by.person_id,
    )
    db.session.add(decision)
    events.change(evaluation, "status_changed", by=by, at=at, status=EvaluationStatus.DECIDED)
    evaluations.take_turn(evaluation, EvaluationTurnKind.DECIDED, by=by, at=at, reason=f"{candidate.name}: {reason}")
    return decision


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


def _result(evaluation: SourcingEvaluation, opened: list[EvaluationSheet]) -> Result:
    return evaluation_scores.result(
        sheets.criteria(evaluation), sheets.candidates(evaluation), sheets.views(opened), evaluation.experience_floor
    )


def _record(
    evaluation: SourcingEvaluation,
    opened: list[EvaluationSheet],
    found: Result,
    choice: Choice,
    *,
    by: Viewer,
    at: datetime,
) -> Record:
    criteria_ = sheets.criteria(evaluation)
    shares = rules.effective(criteria_)
    chosen = next(one.name for one in evaluation.candidates if one.id == choice.candidate_id)
    return Record(
        title=evaluation.title,
        support_type=evaluation.support_type.name,
        segment=evaluation.segment.name if evaluation.segment else "",
        sought=evaluation.sought,
        experience_floor=evaluation.experience_floor,
        criteria=tuple(
            RecordedCriterion(one.group, one.name, one.weight, shares[one.id], one.minimum, one.is_experience)
            for one in criteria_
        ),
        candidates=tuple(_recorded(one, found) for one in evaluation.candidates),
        ratings=_ratings(evaluation, opened),
        evaluators=tuple(one.person_id for one in opened),
        not_handed_in=tuple(one.person_id for one in asked.asked(evaluation.id) if one.handed_in_at is None),
        chosen=chosen,
        reason=choice.reason,
        why_not_first=choice.why_not_first,
        why_one_evaluator=evaluation.why_one_evaluator,
        why_none_in_house=evaluation.why_none_in_house,
        why_alignment_lighter=evaluation.why_alignment_lighter,
        decided_by=by.person_id,
        decided_at=at.astimezone(UTC).isoformat(),
    )


def _recorded(candidate: EvaluationCandidate, found: Result) -> RecordedCandidate:
    standing = found.of(candidate.id)
    assert standing is not None  # every candidate has one
    return RecordedCandidate(
        candidate.name,
        candidate.is_in_house,
        candidate.location,
        candidate.price,
        candidate.currency,
        candidate.notes,
        standing.score,
        standing.coverage,
        standing.rank,
        standing.knock_outs,
        tuple(standing.unrated),
    )


def _ratings(evaluation: SourcingEvaluation, opened: list[EvaluationSheet]) -> tuple[RecordedRating, ...]:
    criteria_ = {one.id: one.name for one in evaluation.criteria}
    candidates = {one.id: one.name for one in evaluation.candidates}
    return tuple(
        RecordedRating(
            sheet.person_id,
            sheet.area.name,
            criteria_[one.criterion_id],
            candidates[one.candidate_id],
            one.level,
            one.comment,
        )
        for sheet in opened
        for one in sheet.ratings
    )
