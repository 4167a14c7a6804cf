"""What the opened sheets of a sourcing evaluation come to, and all of it as the record of a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from govtracker.models import EvaluationCandidate, EvaluationFile, EvaluationSheet, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_files
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.rules.sourcing import evaluation_scores
from govtracker.rules.sourcing import evaluations as rules
from govtracker.rules.sourcing.evaluation_record import (
    Record,
    RecordedCandidate,
    RecordedCriterion,
    RecordedFile,
    RecordedRating,
    RecordedWithdrawal,
)
from govtracker.rules.sourcing.evaluation_scores import Result


@dataclass(frozen=True)
class Chosen:
    """Who was chosen, why, by whom (a person id) and when."""

    candidate: EvaluationCandidate
    reason: str
    why_not_first: str
    by_id: int
    at: datetime


def result(evaluation: SourcingEvaluation) -> Result:
    """How the candidates come out; NotFound before the ratings were opened."""
    return from_sheets(evaluation, sheets.opened(evaluation))


def from_sheets(evaluation: SourcingEvaluation, opened: Sequence[EvaluationSheet]) -> Result:
    """How the candidates come out by these sheets."""
    return evaluation_scores.result(
        sheets.criteria(evaluation), sheets.candidates(evaluation), sheets.views(opened), evaluation.experience_floor
    )


def record(evaluation: SourcingEvaluation, opened: Sequence[EvaluationSheet], found: Result, chosen: Chosen) -> Record:
    """All a decision rests on: people are numbers, and what was taken out stands in it with what was said of it."""
    criteria_ = sheets.criteria(evaluation)
    shares, kept = rules.effective(criteria_), evaluation_files.of_evaluation(evaluation)
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
        candidates=tuple(_recorded(one, found, kept.get(one.id, ())) for one in evaluation.candidates),
        ratings=_ratings(evaluation, opened),
        evaluators=tuple(one.person_id for one in opened),
        not_handed_in=tuple(one.person_id for one in asked.asked(evaluation.id) if one.handed_in_at is None),
        chosen=chosen.candidate.name,
        reason=chosen.reason,
        why_not_first=chosen.why_not_first,
        why_one_evaluator=evaluation.why_one_evaluator,
        why_none_in_house=evaluation.why_none_in_house,
        why_alignment_lighter=evaluation.why_alignment_lighter,
        decided_by=chosen.by_id,
        decided_at=chosen.at.astimezone(UTC).isoformat(),
        withdrawn=_withdrawn(evaluation),
    )


def _recorded(candidate: EvaluationCandidate, found: Result, files: Sequence[EvaluationFile]) -> RecordedCandidate:
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
        tuple(RecordedFile(one.name, one.file.digest) for one in files if one.file is not None),
    )


def _ratings(evaluation: SourcingEvaluation, opened: Sequence[EvaluationSheet]) -> tuple[RecordedRating, ...]:
    criteria_ = {one.id: one.name for one in (*evaluation.criteria, *evaluation.withdrawn_criteria)}
    candidates = {one.id: one.name for one in (*evaluation.candidates, *evaluation.withdrawn_candidates)}
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


def _withdrawn(evaluation: SourcingEvaluation) -> tuple[RecordedWithdrawal, ...]:
    parts = [("candidate", one) for one in evaluation.withdrawn_candidates]
    parts += [("criterion", one) for one in evaluation.withdrawn_criteria]  # type: ignore[misc]
    return tuple(
        RecordedWithdrawal(kind, one.name, one.withdrawn_because, one.withdrawn_at.astimezone(UTC).isoformat())
        for kind, one in parts
        if one.withdrawn_at is not None
    )
