"""The sheets of a sourcing evaluation: one's own always, those of all once the ratings were opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import CriterionGroup, EvaluationStatus
from govtracker.models import (
    EvaluationCriterion,
    EvaluationRating,
    EvaluationSheet,
    FunctionalArea,
    SourcingEvaluation,
)
from govtracker.queries import NotFound, find
from govtracker.queries.sourcing.evaluations import OPENED
from govtracker.rules.sourcing.evaluation_scores import View
from govtracker.rules.sourcing.evaluations import Candidate, Criterion

ASKED = (EvaluationStatus.RATING, *OPENED)


def own(viewer: Viewer, evaluation_id: int) -> EvaluationSheet:
    """The viewer's own sheet of an evaluation of their company, once they were asked to rate; raises NotFound."""
    return find.one(
        select(EvaluationSheet)
        .join(SourcingEvaluation, SourcingEvaluation.id == EvaluationSheet.evaluation_id)
        .where(
            EvaluationSheet.evaluation_id == evaluation_id,
            EvaluationSheet.person_id == viewer.person_id,
            SourcingEvaluation.organisation_id == viewer.organisation_id,
            SourcingEvaluation.status.in_(ASKED),
        )
    )


def of_evaluation(evaluation: SourcingEvaluation, sheet_id: int) -> EvaluationSheet:
    """One sheet of an evaluation, whoever fills it in; raises NotFound."""
    which = EvaluationSheet.id == sheet_id, EvaluationSheet.evaluation_id == evaluation.id
    return find.one(select(EvaluationSheet).where(*which))


def by_id(sheet_id: int) -> EvaluationSheet:
    """The sheet of that id, held while writing; raises NotFound."""
    return find.one(select(EvaluationSheet).where(EvaluationSheet.id == sheet_id))


def all_of(evaluation_id: int) -> Sequence[EvaluationSheet]:
    """Every sheet of an evaluation, by id: for what happens to all of them, not to be read."""
    return find.several(select(EvaluationSheet).where(EvaluationSheet.evaluation_id == evaluation_id))


def of_person(person_id: int) -> Sequence[EvaluationSheet]:
    """What a person has still to hand in for the first time, or would be asked for."""
    waiting = EvaluationStatus.DRAFT, EvaluationStatus.RATING
    return find.several(
        select(EvaluationSheet)
        .join(SourcingEvaluation, SourcingEvaluation.id == EvaluationSheet.evaluation_id)
        .where(
            EvaluationSheet.person_id == person_id,
            EvaluationSheet.first_handed_in_at.is_(None),
            SourcingEvaluation.status.in_(waiting),
        )
    )


def opened(evaluation: SourcingEvaluation) -> Sequence[EvaluationSheet]:
    """The sheets that were handed in, with their ratings, once they lie open; NotFound before."""
    if evaluation.status not in OPENED:
        raise NotFound
    return db.session.scalars(
        select(EvaluationSheet)
        .where(EvaluationSheet.evaluation_id == evaluation.id, EvaluationSheet.handed_in_at.is_not(None))
        .options(selectinload(EvaluationSheet.ratings))
        .join(FunctionalArea, FunctionalArea.id == EvaluationSheet.area_id)
        .order_by(FunctionalArea.name, EvaluationSheet.id)
    ).all()


def views(sheets: Sequence[EvaluationSheet]) -> list[View]:
    """Sheets as plain values."""
    return [
        View(
            one.id, one.area.name, {(rating.criterion_id, rating.candidate_id): rating.level for rating in one.ratings}
        )
        for one in sheets
    ]


def ratings_of(*, candidate_id: int | None = None, criterion_id: int | None = None) -> Sequence[EvaluationRating]:
    """Every rating of a candidate, or by a criterion."""
    which = (
        EvaluationRating.candidate_id == candidate_id
        if candidate_id is not None
        else EvaluationRating.criterion_id == criterion_id
    )
    return db.session.scalars(select(EvaluationRating).where(which).order_by(EvaluationRating.id)).all()


@dataclass(frozen=True)
class Given:
    """The candidates and criteria (ids) on which somebody handed in a view at least once."""

    candidates: frozenset[int]
    criteria: frozenset[int]


def given(evaluation_id: int) -> Given:
    """What of an evaluation was rated on a sheet that was handed in, now or before everybody had to look again."""
    rows = db.session.execute(
        select(EvaluationRating.candidate_id, EvaluationRating.criterion_id)
        .join(EvaluationSheet, EvaluationSheet.id == EvaluationRating.sheet_id)
        .where(EvaluationSheet.evaluation_id == evaluation_id, EvaluationSheet.first_handed_in_at.is_not(None))
    ).all()
    return Given(frozenset(row.candidate_id for row in rows), frozenset(row.criterion_id for row in rows))


def to_remind(at: datetime) -> Sequence[int]:
    """The sheets whose evaluators have to be reminded at that instant."""
    return db.session.scalars(
        select(EvaluationSheet.id)
        .where(EvaluationSheet.remind_at.is_not(None), EvaluationSheet.remind_at <= at)
        .order_by(EvaluationSheet.remind_at, EvaluationSheet.id)
        .limit(200)
    ).all()


def criteria(evaluation: SourcingEvaluation) -> list[Criterion]:
    """Its criteria as plain values, group by group."""
    return [terms(one) for one in in_order(evaluation.criteria)]


def terms(one: EvaluationCriterion) -> Criterion:
    """A criterion as plain values."""
    return Criterion(one.id, one.group, one.name, one.weight, one.minimum, one.is_experience)


def in_order(found: Sequence[EvaluationCriterion]) -> list[EvaluationCriterion]:
    """Group by group, alignment first."""
    groups = list(CriterionGroup)
    return sorted(found, key=lambda one: (groups.index(one.group), one.position, one.id))


def candidates(evaluation: SourcingEvaluation) -> list[Candidate]:
    """Its candidates as plain values."""
    return [Candidate(one.id, one.name, one.is_in_house) for one in evaluation.candidates]
