"""What people are told of a sourcing evaluation: its evaluators that they are asked, its office that all is in."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, PortfolioRole
from govtracker.mail import notices
from govtracker.models import EvaluationSheet, SourcingEvaluation
from govtracker.queries.structure import roles


def asked(sheet: EvaluationSheet, *, by: Viewer | None, at: datetime) -> None:
    """They are to rate the candidates."""
    evaluation = sheet.evaluation
    words = (
        f"You are asked to rate the candidates of “{evaluation.title}” for {sheet.area.name}, by "
        f"{evaluation.due_on:%d %B %Y}. Nobody sees what you say before the ratings are opened."
    )
    _leave(evaluation, sheet.person_id, "asked", words, by=by, at=at)


def reminded(sheet: EvaluationSheet, *, late: bool, at: datetime) -> None:
    """Their sheet is missing, soon or already."""
    evaluation = sheet.evaluation
    when = f"was due on {evaluation.due_on:%d %B %Y}" if late else f"is due on {evaluation.due_on:%d %B %Y}"
    words = f"Your sheet for “{evaluation.title}” {when}: hand it in, or say “cannot judge” where you cannot."
    _leave(evaluation, sheet.person_id, "reminded", words, by=None, at=at)


def all_in(evaluation: SourcingEvaluation, *, by: Viewer, at: datetime) -> None:
    """Every sheet has come: the governance office may open the ratings."""
    words = f"Everybody has handed in for “{evaluation.title}”: the ratings can be opened."
    for person_id in roles.holders(evaluation.organisation_id, PortfolioRole.GOVERNANCE_OFFICE):
        _leave(evaluation, person_id, "all_in", words, by=by, at=at)


def _leave(
    evaluation: SourcingEvaluation, person_id: int, what: str, words: str, *, by: Viewer | None, at: datetime
) -> None:
    page = "" if what == "all_in" else "/sheet"
    notices.leave(
        MailKind.ASSIGNMENT,
        [person_id],
        subject=evaluation,
        dedupe=f"sourcing_evaluation:{evaluation.id}:{what}:{at.isoformat()}",
        facts={
            "what": what,
            "words": words,
            "path": f"/sourcing/evaluations/{evaluation.id}{page}",
            "by": by.person_id if by else None,
            "by_name": by.name if by else "",
        },
        at=at,
    )
