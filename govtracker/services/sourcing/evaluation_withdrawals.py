"""Candidates and criteria taken out of a sourcing evaluation: what was once handed in on them stays."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import EvaluationTurnKind
from govtracker.models import EvaluationCandidate, EvaluationCriterion, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.services import events
from govtracker.services.sourcing import evaluation_files, evaluations

WHY = "Evaluators have rated {}: say why it is taken out. What they said stays, and so does the reason."


def remove_candidate(
    evaluation: SourcingEvaluation, candidate: EvaluationCandidate, reason: str, *, by: Viewer, at: datetime
) -> None:
    """Compare it no more: it goes with what stands of it on drafts; once somebody handed it in it stays, withdrawn."""
    evaluations.require_draft(evaluation)
    if candidate.id in sheets.given(evaluation.id).candidates:
        because = _withdraw(candidate, candidate.name, reason, at=at)
        events.change(candidate, "candidate_withdrawn", by=by, at=at, reason=because, withdrawn_at=at)
        _turned(evaluation, EvaluationTurnKind.CANDIDATE_WITHDRAWN, f"{candidate.name}: {because}", by=by, at=at)
        return
    for rating in sheets.ratings_of(candidate_id=candidate.id):
        db.session.delete(rating)
    evaluation_files.drop_all(candidate, at=at)
    db.session.flush()
    db.session.delete(candidate)
    events.record(evaluation, "candidate_removed", by=by, at=at, changes={"candidate": [candidate.name, None]})


def remove_criterion(
    evaluation: SourcingEvaluation, criterion: EvaluationCriterion, reason: str, *, by: Viewer, at: datetime
) -> None:
    """Rate by it no more: it goes with what stands by it on drafts; once somebody handed it in it stays, withdrawn."""
    evaluations.require_draft(evaluation)
    if criterion.id in sheets.given(evaluation.id).criteria:
        because = _withdraw(criterion, f"by “{criterion.name}”", reason, at=at)
        events.change(criterion, "criterion_withdrawn", by=by, at=at, reason=because, withdrawn_at=at)
        _turned(evaluation, EvaluationTurnKind.CRITERION_WITHDRAWN, f"{criterion.name}: {because}", by=by, at=at)
        return
    for rating in sheets.ratings_of(criterion_id=criterion.id):
        db.session.delete(rating)
    db.session.flush()
    told = {evaluations.title_of(criterion): [criterion.weight, None]}
    evaluation.criteria.remove(criterion)
    events.record(evaluation, "criterion_removed", by=by, at=at, changes=told)


def take_up_candidate(
    evaluation: SourcingEvaluation, candidate: EvaluationCandidate, *, by: Viewer, at: datetime
) -> None:
    """Compare it again; what was said of it counts once its evaluators hand in anew."""
    evaluations.require_draft(evaluation)
    events.change(candidate, "candidate_taken_up_again", by=by, at=at, withdrawn_at=None)
    candidate.withdrawn_because = ""
    _turned(evaluation, EvaluationTurnKind.CANDIDATE_TAKEN_UP, candidate.name, by=by, at=at)


def take_up_criterion(
    evaluation: SourcingEvaluation, criterion: EvaluationCriterion, *, by: Viewer, at: datetime
) -> None:
    """Rate by it again; what was said by it counts once its evaluators hand in anew."""
    evaluations.require_draft(evaluation)
    events.change(criterion, "criterion_taken_up_again", by=by, at=at, withdrawn_at=None)
    criterion.withdrawn_because = ""
    _turned(evaluation, EvaluationTurnKind.CRITERION_TAKEN_UP, criterion.name, by=by, at=at)


def _withdraw(part: EvaluationCandidate | EvaluationCriterion, called: str, reason: str, *, at: datetime) -> str:
    because = evaluations.reasoned(reason, "reason", WHY.format(called))
    part.withdrawn_because = because
    return because


def _turned(evaluation: SourcingEvaluation, kind: EvaluationTurnKind, said: str, *, by: Viewer, at: datetime) -> None:
    evaluations.take_turn(evaluation, kind, by=by, at=at, reason=said)
    db.session.flush()
    db.session.expire(evaluation, ["candidates", "withdrawn_candidates", "criteria", "withdrawn_criteria"])
