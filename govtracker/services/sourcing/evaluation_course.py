"""The course of a sourcing evaluation: rated blind, opened, taken up again, begun anew, given up."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import EvaluationStatus, EvaluationTurnKind
from govtracker.mail import evaluation_messages
from govtracker.models import SourcingEvaluation
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.rules.date_words import listed
from govtracker.rules.sourcing import evaluations as rules
from govtracker.rules.sourcing.evaluations import Gap, Prepared
from govtracker.services import Refused, events
from govtracker.services.sourcing import evaluation_sheets, evaluations

OVER = (EvaluationStatus.DECIDED, EvaluationStatus.CANCELLED)


def gaps(evaluation: SourcingEvaluation, evaluators: Sequence[asked.Asked] | None = None) -> list[Gap]:
    """What has to be mended or reasoned before anybody rates; `evaluators` where they are known already."""
    found = asked.asked(evaluation.id) if evaluators is None else evaluators
    areas = {one.area_id for one in found}
    return rules.gaps(
        Prepared(
            criteria=sheets.criteria(evaluation),
            candidates=sheets.candidates(evaluation),
            evaluators=len(found),
            unasked=[one.name for one in evaluation.criteria if one.area_ids and not areas & set(one.area_ids)],
            why_none_in_house=evaluation.why_none_in_house,
            why_alignment_lighter=evaluation.why_alignment_lighter,
        )
    )


def begin_rating(evaluation: SourcingEvaluation, *, by: Viewer, at: datetime) -> None:
    """Freeze candidates and criteria, and ask every evaluator for their sheet."""
    evaluations.require_draft(evaluation)
    found = gaps(evaluation)
    if found:
        raise Refused(found[0].sentence)
    evaluations.take_turn(evaluation, EvaluationTurnKind.RATING_BEGAN, by=by, at=at)
    _ask_again(evaluation, by=by, at=at)


def open_ratings(evaluation: SourcingEvaluation, reason: str, *, by: Viewer, at: datetime) -> None:
    """Let the ratings lie open for the office and for who handed in; from then on nobody hands in any more.

    While somebody is missing it takes a reason, which names them; with no sheet at all there is nothing to open.
    """
    evaluations.require(evaluation, EvaluationStatus.RATING, "There are no ratings to open.")
    found = asked.asked(evaluation.id)
    missing = [f"{one.name} ({one.area})" for one in found if one.handed_in_at is None]
    if len(missing) == len(found):
        raise Refused("Nobody has handed in yet: there is nothing to open.")
    because = ""
    if missing:
        said = evaluations.reasoned(
            reason, "reason", f"{listed(missing)} did not hand in: say why it goes on without them."
        )
        because = f"Without {listed(missing)}: {said}"
    for sheet in sheets.all_of(evaluation.id):
        sheet.remind_at = None
    events.change(evaluation, "status_changed", by=by, at=at, status=EvaluationStatus.CLOSED)
    evaluations.take_turn(evaluation, EvaluationTurnKind.RATINGS_OPENED, by=by, at=at, reason=because)


def reopen_ratings(evaluation: SourcingEvaluation, reason: str, *, by: Viewer, at: datetime) -> None:
    """Ask everybody to look again, because…; each sheet is a draft again and keeps what stands on it."""
    evaluations.require(evaluation, EvaluationStatus.CLOSED, "Only ratings that lie open are taken up again.")
    because = evaluations.reasoned(reason, "reason", "Say why everybody has to look again.")
    evaluations.take_turn(evaluation, EvaluationTurnKind.RATINGS_REOPENED, by=by, at=at, reason=because)
    _ask_again(evaluation, by=by, at=at)


def start_over(evaluation: SourcingEvaluation, reason: str, *, by: Viewer, at: datetime) -> None:
    """Back to a draft, because…: candidates and criteria can be changed, and everybody hands in anew afterwards."""
    if evaluation.status not in (EvaluationStatus.RATING, EvaluationStatus.CLOSED):
        raise Refused("Only an evaluation that is rated can start over.")
    because = evaluations.reasoned(reason, "reason", "Say why it starts over: the evaluators see it.")
    events.change(evaluation, "status_changed", by=by, at=at, status=EvaluationStatus.DRAFT)
    for sheet in sheets.all_of(evaluation.id):
        sheet.handed_in_at = sheet.remind_at = None
    evaluations.take_turn(evaluation, EvaluationTurnKind.STARTED_OVER, by=by, at=at, reason=because)


def cancel(evaluation: SourcingEvaluation, reason: str, *, by: Viewer, at: datetime) -> None:
    """Give it up without choosing anybody, because…"""
    if evaluation.status in OVER:
        raise Refused("This evaluation is over already.")
    because = evaluations.reasoned(reason, "reason", "Say why nobody is chosen.")
    events.change(evaluation, "status_changed", by=by, at=at, status=EvaluationStatus.CANCELLED)
    for sheet in sheets.all_of(evaluation.id):
        sheet.remind_at = None
    evaluations.take_turn(evaluation, EvaluationTurnKind.CANCELLED, by=by, at=at, reason=because)


def _ask_again(evaluation: SourcingEvaluation, *, by: Viewer, at: datetime) -> None:
    events.change(evaluation, "status_changed", by=by, at=at, status=EvaluationStatus.RATING)
    for sheet in sheets.all_of(evaluation.id):
        sheet.handed_in_at = None
        evaluation_sheets.wake(sheet, at=at)
        evaluation_messages.asked(sheet, by=by, at=at)
