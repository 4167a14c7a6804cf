"""Files of the candidates of sourcing evaluations: for who reads the strategy, and for who is asked to rate."""

from collections.abc import Sequence

from sqlalchemy import func, select

from govtracker.access import Permission, Viewer, allowed
from govtracker.database import db
from govtracker.models import EvaluationFile, EvaluationSheet, SourcingEvaluation
from govtracker.queries import find
from govtracker.queries.sourcing.evaluation_sheets import ASKED


def one(viewer: Viewer, evaluation_id: int, file_id: int) -> EvaluationFile:
    """A file of an evaluation of the viewer's own company that they read, or are asked to rate; raises NotFound."""
    sheet = select(EvaluationSheet.id).where(
        EvaluationSheet.evaluation_id == SourcingEvaluation.id, EvaluationSheet.person_id == viewer.person_id
    )
    rates = sheet.exists() & SourcingEvaluation.status.in_(ASKED)
    return find.one(
        select(EvaluationFile)
        .join(SourcingEvaluation, SourcingEvaluation.id == EvaluationFile.evaluation_id)
        .where(
            EvaluationFile.id == file_id,
            EvaluationFile.evaluation_id == evaluation_id,
            EvaluationFile.file_id.is_not(None),
            SourcingEvaluation.organisation_id == viewer.organisation_id,
            *(() if allowed(viewer, Permission.READ_SOURCING) else (rates,)),
        )
    )


def of_evaluation(evaluation: SourcingEvaluation) -> dict[int, list[EvaluationFile]]:
    """Candidate → its files that were not removed, the oldest first."""
    query = select(EvaluationFile).where(
        EvaluationFile.evaluation_id == evaluation.id, EvaluationFile.file_id.is_not(None)
    )
    found: dict[int, list[EvaluationFile]] = {}
    for row in db.session.scalars(query.order_by(EvaluationFile.id)):
        found.setdefault(row.candidate_id, []).append(row)
    return found


def rows_of(candidate_id: int) -> Sequence[EvaluationFile]:
    """Every file a candidate ever had, with the removed ones."""
    return find.several(select(EvaluationFile).where(EvaluationFile.candidate_id == candidate_id))


def how_many(evaluation_id: int) -> int:
    """How many files an evaluation has."""
    there = EvaluationFile.evaluation_id == evaluation_id, EvaluationFile.file_id.is_not(None)
    return db.session.scalar(select(func.count()).where(*there)) or 0
