"""Files of candidates: put there and taken away while the evaluation is a draft, so that all rate by the same."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import EvaluationCandidate, EvaluationFile, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_files as asked
from govtracker.services import Refused, events
from govtracker.services.issues import attachments
from govtracker.services.issues.attachments import Sent
from govtracker.services.sourcing import evaluations

MOST = 200  # files of one evaluation


def attach(
    evaluation: SourcingEvaluation,
    candidate: EvaluationCandidate,
    sent: Sequence[Sent],
    *,
    by: Viewer,
    at: datetime,
) -> None:
    """Put files under a candidate; refuses none at all, and more than an evaluation holds."""
    evaluations.require_draft(evaluation)
    if not sent:
        raise Refused("Choose a file first.", "files")
    if asked.how_many(evaluation.id) + len(sent) > MOST:
        raise Refused(f"An evaluation holds at most {MOST:,} files.", "files")
    for one in sorted(sent, key=lambda file: file.file_id):  # rows are locked in one order
        stored = attachments.pointed_at(one)
        db.session.add(
            EvaluationFile(
                evaluation_id=evaluation.id,
                candidate_id=candidate.id,
                file_id=stored.id,
                name=one.name,
                media_type=one.media_type,
                size=one.size,
                uploaded_by_id=by.person_id,
                uploaded_at=at,
            )
        )
        events.record(candidate, "file_attached", by=by, at=at, changes={"file": [None, one.name]})


def remove(evaluation: SourcingEvaluation, found: EvaluationFile, *, by: Viewer, at: datetime) -> None:
    """Take a file away, with its name; that there was one stays."""
    evaluations.require_draft(evaluation)
    attachments.let_go(found, at=at)
    events.record(found.candidate, "file_removed", by=by, at=at)


def drop_all(candidate: EvaluationCandidate, *, at: datetime) -> None:
    """The candidate goes as if it had never been: its files go, too."""
    for one in asked.rows_of(candidate.id):
        if one.file_id is not None:
            attachments.let_go(one, at=at)
        db.session.delete(one)
