"""The end of a sourcing evaluation: who is chosen and why, kept as it stood."""

from dataclasses import dataclass
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import EvaluationStatus, EvaluationTurnKind
from govtracker.models import EvaluationDecision, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.rules.sourcing import evaluation_record
from govtracker.services import Refused, events
from govtracker.services.sourcing import evaluation_results, evaluations


@dataclass(frozen=True)
class Choice:
    """Who is chosen and why; the other two reasons where the choice needs them."""

    candidate_id: int
    reason: str
    why_not_first: str = ""
    why_one_evaluator: str = ""


def decide(evaluation: SourcingEvaluation, choice: Choice, *, by: Viewer, at: datetime) -> EvaluationDecision:
    """Choose a candidate, because…; what it rests on is kept as it stands, with its digest.

    Refuses whoever is knocked out, another than the first without saying why, and one person's view without a reason.
    """
    evaluations.require(evaluation, EvaluationStatus.CLOSED, "Open the ratings first: nobody chooses before.")
    opened = list(sheets.opened(evaluation))
    found = evaluation_results.from_sheets(evaluation, opened)
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
    said = evaluation_results.Chosen(candidate, reason, why_not_first, by.person_id, at)
    text = evaluation_record.write(evaluation_results.record(evaluation, opened, found, said))
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
