"""Criteria of a sourcing evaluation: proposed as a set, added, changed, taken out while it is a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import CriterionGroup, EvaluationStatus, EvaluationTurnKind
from govtracker.models import EvaluationCriterion, SourcingEvaluation
from govtracker.queries.sourcing import evaluations as asked
from govtracker.rules.sourcing import evaluation_set
from govtracker.rules.sourcing import evaluations as rules
from govtracker.services import Refused, events
from govtracker.services.sourcing import evaluations

LEVEL_LENGTH = 300


@dataclass(frozen=True)
class Terms:
    """A criterion as a person fills it in; `levels` from level 1 up, `area_ids` empty where everybody is asked."""

    group: CriterionGroup
    name: str
    description: str
    weight: Decimal
    minimum: int | None
    is_experience: bool
    levels: Sequence[str]
    area_ids: Sequence[int]


def propose(evaluation: SourcingEvaluation, *, by: Viewer | None, at: datetime) -> None:
    """Begin with the ready-made set; what stands by the same name already stays as it is."""
    evaluations.require_draft(evaluation)
    there = {one.name.casefold() for one in (*evaluation.criteria, *evaluation.withdrawn_criteria)}
    wanted = [one for one in evaluation_set.READY_MADE if one.name.casefold() not in there]
    for position, one in enumerate(wanted, _next_position(evaluation)):
        evaluation.criteria.append(
            EvaluationCriterion(
                position=position,
                group=one.group,
                name=one.name,
                description=one.description,
                weight=one.weight,
                minimum=one.minimum,
                is_experience=one.is_experience,
                levels=list(one.levels),
                area_ids=[],
            )
        )
    if wanted:
        names = [one.name for one in wanted]
        events.record(evaluation, "criteria_proposed", by=by, at=at, changes={"criteria": [None, names]})


def add(evaluation: SourcingEvaluation, terms: Terms, *, by: Viewer, at: datetime) -> EvaluationCriterion:
    """One criterion more."""
    evaluations.require_draft(evaluation)
    values = _checked(evaluation, terms, None)
    criterion = EvaluationCriterion(evaluation_id=evaluation.id, position=_next_position(evaluation), **values)
    evaluation.criteria.append(criterion)
    told = {evaluations.title_of(criterion): [None, terms.weight]}
    events.record(evaluation, "criterion_added", by=by, at=at, changes=told)
    return criterion


def edit(
    evaluation: SourcingEvaluation, criterion: EvaluationCriterion, terms: Terms, *, by: Viewer, at: datetime
) -> None:
    """Change a criterion of a draft."""
    evaluations.require_draft(evaluation)
    events.change(criterion, "criterion_changed", by=by, at=at, **_checked(evaluation, terms, criterion.id))


def change_knock_out(
    evaluation: SourcingEvaluation,
    criterion: EvaluationCriterion,
    minimum: int | None,
    reason: str,
    *,
    by: Viewer,
    at: datetime,
) -> None:
    """Another level below which a candidate is out, or none, though the ratings lie open: never without a reason."""
    evaluations.require(
        evaluation, EvaluationStatus.CLOSED, "A knock-out is changed by itself once the ratings lie open."
    )
    because = evaluations.reasoned(reason, "reason", "Say why: it stays beside the decision.")
    if minimum is not None and minimum not in rules.LEVELS[1:]:
        raise Refused("Choose a level from 2 to 5, or none.", "minimum")
    before = criterion.minimum
    if before == minimum:
        raise Refused("That is the level it has.", "minimum")
    if said := rules.check_weight(criterion.weight, minimum):
        raise Refused(said, "minimum")
    events.change(criterion, "knock_out_changed", by=by, at=at, reason=because, minimum=minimum)
    told = f"{criterion.name}, {_level(before)} → {_level(minimum)}: {because}"
    evaluations.take_turn(evaluation, EvaluationTurnKind.KNOCK_OUT_CHANGED, by=by, at=at, reason=told)


def _checked(evaluation: SourcingEvaluation, terms: Terms, own: int | None) -> dict[str, Any]:
    name = " ".join(terms.name.split())
    if not name or len(name) > 120:
        raise Refused("Enter a name of at most 120 characters.", "name")
    if any(one.name.casefold() == name.casefold() and one.id != own for one in evaluation.criteria):
        raise Refused(f"There is a criterion “{name}” already.", "name")
    if any(one.name.casefold() == name.casefold() for one in evaluation.withdrawn_criteria):
        raise Refused(f"“{name}” was taken out of this evaluation: take it up again instead.", "name")
    if said := rules.check_weight(terms.weight, terms.minimum):
        raise Refused(said, "weight")
    if terms.minimum is not None and terms.minimum not in rules.LEVELS[1:]:
        raise Refused("Choose a level from 2 to 5, or none.", "minimum")
    levels = [
        evaluations.within(text, f"level_{number}", LEVEL_LENGTH)
        for number, text in zip(rules.LEVELS, terms.levels, strict=True)
    ]
    for number, text in zip(rules.LEVELS, levels, strict=True):
        if not text:
            raise Refused(
                f"Say what a candidate of level {number} is like: everybody rates against it.", f"level_{number}"
            )
    if set(terms.area_ids) - {area_id for area_id, _ in asked.areas()}:
        raise Refused("Choose functional areas of the catalogue.", "area_ids")
    return {
        "group": terms.group,
        "name": name,
        "description": evaluations.within(terms.description, "description"),
        "weight": terms.weight,
        "minimum": terms.minimum,
        "is_experience": terms.is_experience,
        "levels": levels,
        "area_ids": sorted(terms.area_ids),
    }


def _next_position(evaluation: SourcingEvaluation) -> int:
    return max((one.position for one in evaluation.criteria), default=0) + 1


def _level(minimum: int | None) -> str:
    return "no knock-out" if minimum is None else f"at least {minimum}"
