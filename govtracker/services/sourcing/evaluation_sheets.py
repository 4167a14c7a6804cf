"""Evaluators and their sheets: asked, saved as a draft, handed in, reminded, and what becomes of one who leaves."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import EvaluationStatus
from govtracker.mail import evaluation_messages
from govtracker.models import EvaluationRating, EvaluationSheet, Person, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.queries.structure import people
from govtracker.rules.sourcing import evaluations as rules
from govtracker.rules.sourcing.evaluation_scores import Pair
from govtracker.services import Refused, events
from govtracker.services.sourcing import evaluations

LEAD = timedelta(days=2)
AGAIN = timedelta(days=3)
MORNING = time(8)
COMMENT = 1000
Said = Mapping[Pair, tuple[int | None, str]]  # level (None: cannot judge) and comment


def ask(evaluation: SourcingEvaluation, person_id: int, area_id: int, *, by: Viewer, at: datetime) -> EvaluationSheet:
    """Name a colleague who rates, speaking for a functional area; they are told once rating has begun.

    Nobody of another company can be one, and nobody twice. While it is rated one more may be asked.
    """
    if evaluation.status not in (EvaluationStatus.DRAFT, EvaluationStatus.RATING):
        raise Refused("The ratings lie open: reopen them to ask somebody else.")
    person = people.active_of(evaluation.organisation_id, person_id)
    if person is None:
        raise Refused("Choose somebody of your own company.", "person_id")
    there = asked.asked(evaluation.id)
    if any(one.person_id == person.id for one in there):
        raise Refused(f"{person.name} is asked already.", "person_id")
    if area_id not in dict(asked.areas()):
        raise Refused("Choose the function they speak for.", "area_id")
    sheet = EvaluationSheet(evaluation=evaluation, person=person, area_id=area_id)
    db.session.add(sheet)
    db.session.flush()
    events.record(evaluation, "evaluator_asked", by=by, at=at, changes={"evaluator": [None, person]})
    if evaluation.status is EvaluationStatus.RATING:
        wake(sheet, at=at)
        evaluation_messages.asked(sheet, by=by, at=at)
    return sheet


def withdraw(sheet: EvaluationSheet, *, by: Viewer | None, at: datetime) -> None:
    """Ask somebody no more; what was handed in once stays, it is somebody's view."""
    _require_never_given(sheet)
    evaluation, person = sheet.evaluation, sheet.person
    db.session.delete(sheet)
    events.record(evaluation, "evaluator_withdrawn", by=by, at=at, changes={"evaluator": [person, None]})


def pass_on(sheet: EvaluationSheet, successor: Person, *, reason: str, by: Viewer | None, at: datetime) -> None:
    """Let a colleague rate instead, on an empty sheet: a view is nobody else's."""
    _require_never_given(sheet)
    if any(one.person_id == successor.id for one in asked.asked(sheet.evaluation_id)):
        raise Refused(f"{successor.name} has a sheet of their own there.")
    before = sheet.person
    sheet.ratings.clear()
    sheet.person, sheet.saved_at = successor, None
    db.session.flush()
    told = {"evaluator": [before, successor]}
    events.record(sheet.evaluation, "sheet_passed_on", by=by, at=at, changes=told, reason=reason)
    if sheet.evaluation.status is EvaluationStatus.RATING:
        evaluation_messages.asked(sheet, by=by, at=at)


def withdraw_all(person: Person, *, by: Viewer | None, at: datetime) -> None:
    """Whoever may not sign in any more rates nothing: what they never handed in is asked of nobody."""
    for sheet in sheets.of_person(person.id):
        withdraw(sheet, by=by, at=at)


def save(sheet: EvaluationSheet, said: Said, *, by: Viewer, at: datetime) -> None:
    """Keep a draft, which nobody else sees: what is not in `said` is not answered yet."""
    _require_open(sheet)
    _put(sheet, said)
    sheet.saved_at = at
    events.record(sheet.evaluation, "sheet_saved", by=by, at=at)


def hand_in(sheet: EvaluationSheet, said: Said, *, by: Viewer, at: datetime) -> None:
    """Give it for good; refuses a sheet on which anything one is competent for has no answer."""
    _require_open(sheet)
    left = wanted(sheet) - said.keys()
    if left:
        raise Refused(
            f"{len(left)} of {len(wanted(sheet))} have no answer yet: choose a level, or “cannot judge”.",
            field(*min(left)),
        )
    _put(sheet, said)
    events.record(sheet.evaluation, "sheet_handed_in", by=by, at=at)
    sheet.saved_at = sheet.handed_in_at = at
    sheet.first_handed_in_at = sheet.first_handed_in_at or at
    sheet.remind_at = None
    db.session.flush()
    if all(one.handed_in_at for one in asked.asked(sheet.evaluation_id)):
        evaluation_messages.all_in(sheet.evaluation, by=by, at=at)


def wanted(sheet: EvaluationSheet) -> set[Pair]:
    """Every (criterion, candidate) its evaluator is competent for."""
    competent = rules.asked({one.id: one.area_ids for one in sheet.evaluation.criteria}, sheet.area_id)
    return {(criterion, one.id) for criterion in competent for one in sheet.evaluation.candidates}


def field(criterion_id: int, candidate_id: int) -> str:
    """The name of the field in which a level is chosen."""
    return f"level_{criterion_id}_{candidate_id}"


def wake(sheet: EvaluationSheet, *, at: datetime) -> None:
    """Let the evaluator of a running evaluation be reminded, first two days before the day."""
    if sheet.handed_in_at is None:
        zone = ZoneInfo(sheet.person.zone)
        sheet.remind_at = max(_morning(sheet.evaluation.due_on, zone) - LEAD, at + timedelta(days=1))


def remind(sheet_id: int, at: datetime) -> None:
    """Remind who has not handed in: before the day, once it has passed, and every three days for a fortnight."""
    sheet = sheets.by_id(sheet_id)
    evaluation = sheet.evaluation
    is_over = sheet.handed_in_at is not None or evaluation.status is not EvaluationStatus.RATING
    if is_over or not sheet.person.is_active:
        sheet.remind_at = None
        return
    due_at = _morning(evaluation.due_on + timedelta(days=1), ZoneInfo(sheet.person.zone))
    evaluation_messages.reminded(sheet, late=at >= due_at, at=at)
    following = max(due_at, at + AGAIN) if at >= due_at else due_at
    sheet.remind_at = following if following <= due_at + timedelta(days=14) else None


def _require_never_given(sheet: EvaluationSheet) -> None:
    if sheet.handed_in_at is not None:
        raise Refused(f"{sheet.person.name} has handed in: their view stays.")
    if sheet.first_handed_in_at is not None:
        raise Refused(
            f"{sheet.person.name} has handed in before: their view stays theirs. "
            "If they do not look again, open the ratings without them and say why."
        )


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def _require_open(sheet: EvaluationSheet) -> None:
    evaluation = asked.latest(sheet.evaluation_id)
    evaluations.require(
        evaluation, EvaluationStatus.RATING, "The ratings of this evaluation are not open for you any more."
    )
    if sheet.handed_in_at is not None:
        raise Refused("You have handed in: your view stands as it is.")


def _put(sheet: EvaluationSheet, said: Said) -> None:
    _check(sheet, said)
    there = {(one.criterion_id, one.candidate_id): one for one in sheet.ratings}
    for pair, (level, comment) in said.items():
        values: dict[str, Any] = {"level": level, "comment": comment.strip()}
        if pair in there:
            for name, value in values.items():
                setattr(there[pair], name, value)
        else:
            sheet.ratings.append(EvaluationRating(criterion_id=pair[0], candidate_id=pair[1], **values))
    out = (
        {one.id for one in sheet.evaluation.withdrawn_criteria},
        {one.id for one in sheet.evaluation.withdrawn_candidates},
    )
    for pair, one in there.items():
        if pair not in said and pair[0] not in out[0] and pair[1] not in out[1]:
            sheet.ratings.remove(one)


def _check(sheet: EvaluationSheet, said: Said) -> None:
    foreign = said.keys() - wanted(sheet)
    if foreign:
        raise Refused("This sheet does not ask you for that.")
    for pair, (level, comment) in said.items():
        if level is not None and level not in rules.LEVELS:
            raise Refused("Choose a level from 1 to 5.", field(*pair))
        evaluations.within(comment, field(*pair), COMMENT)
