"""An evaluator's own sheet: every candidate by every criterion they are competent for, seen by nobody else."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import EvaluationSheet
from govtracker.queries.sourcing import evaluation_files
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing.evaluations import OPENED
from govtracker.services.sourcing import evaluation_results, evaluation_sheets
from govtracker.web import evaluation_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import evaluations as forms

bp = Blueprint("evaluation_sheets", __name__)
SHEET = "/sourcing/evaluations/<int:evaluation_id>/sheet"


@bp.get(SHEET)
@requires(Permission.OWN)
def show(viewer: Viewer, evaluation_id: int) -> Page:
    """One's own sheet; once the ratings lie open and one has handed in, what the others said beside it."""
    sheet = sheets.own(viewer, evaluation_id)
    form = _form(sheet, formdata=None)
    form.open(_stored(sheet))
    return _page(sheet, form)


@bp.post(SHEET)
@requires(Permission.OWN)
def save(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Keep a draft."""
    return _written(viewer, evaluation_id, evaluation_sheets.save, "Your draft is kept. Nobody else sees it.")


@bp.post(f"{SHEET}/handing-in")
@requires(Permission.OWN)
def hand_in(viewer: Viewer, evaluation_id: int) -> Page | Response:
    """Give it for good."""
    return _written(viewer, evaluation_id, evaluation_sheets.hand_in, "You have handed in. Thank you.")


def _written(viewer: Viewer, evaluation_id: int, deed: Callable[..., None], done: str) -> Page | Response:
    sheet = sheets.own(viewer, evaluation_id)
    form = _form(sheet)
    values = form.merged(_stored(sheet)) if form.validate() else None
    if values is not None:
        said = _said(sheet, {**_stored(sheet), **values})
        if _comments_stand_alone(form, said) and form.did(lambda: deed(sheet, said, by=viewer, at=clock.now())):
            flash(done, "good")
            return see_other(url_for("evaluation_sheets.show", evaluation_id=evaluation_id))
    return _page(sheet, form, status=422)


def _comments_stand_alone(form: forms.Sheet, said: dict[tuple[int, int], tuple[int | None, str]]) -> bool:
    """Whether every comment has its level: a comment alone would say nothing."""
    lone = [
        name
        for name, value in form.typed.items()
        if name.startswith("comment_") and (value or "").strip() and _pair(name) not in said
    ]
    for name in lone:
        form.refuse("Choose a level for your comment, or “cannot judge”.", name.replace("comment", "level", 1))
    return not lone


def _page(sheet: EvaluationSheet, form: forms.Sheet, *, status: int = 200) -> Page:
    evaluation = sheet.evaluation
    wanted = evaluation_sheets.wanted(sheet)
    is_open = evaluation.status in OPENED and sheet.handed_in_at is not None
    result = evaluation_results.result(evaluation) if is_open else None
    return page(
        "evaluations/sheet.html",
        status=status,
        sheet=sheet,
        evaluation=evaluation,
        form=form,
        criteria=[
            (
                one,
                [(other, form[f"level_{one.id}_{other.id}"], form[f"comment_{one.id}_{other.id}"]) for other in rated],
            )
            for one in sheets.in_order(evaluation.criteria)
            if (rated := [other for other in evaluation.candidates if (one.id, other.id) in wanted])
        ],
        prices={one.id: evaluation_pages.priced(one) for one in evaluation.candidates},
        files=evaluation_files.of_evaluation(evaluation),
        result=result,
        disputes=evaluation_pages.disputes(result) if result else [],
    )


def _fields(form: forms.Sheet, criterion_id: int, candidate_id: int) -> tuple[Any, Any]:
    """The level and the comment of one candidate by one criterion."""
    return form[f"level_{criterion_id}_{candidate_id}"], form[f"comment_{criterion_id}_{candidate_id}"]


def _form(sheet: EvaluationSheet, **given: Any) -> forms.Sheet:
    names = {one.id: one.name for one in sheet.evaluation.candidates}
    wanted = sorted(evaluation_sheets.wanted(sheet))
    return forms.sheet_over([(criterion, other, names[other]) for criterion, other in wanted])(**given)


def _stored(sheet: EvaluationSheet) -> dict[str, str]:
    """What stands on the sheet by field; what was not answered is empty."""
    rated = {(one.criterion_id, one.candidate_id): one for one in sheet.ratings}
    found = {}
    for criterion, candidate in sorted(evaluation_sheets.wanted(sheet)):
        one = rated.get((criterion, candidate))
        level = "" if one is None else forms.CANNOT if one.level is None else str(one.level)
        found[f"level_{criterion}_{candidate}"] = level
        found[f"comment_{criterion}_{candidate}"] = one.comment if one else ""
    return found


def _said(sheet: EvaluationSheet, values: dict[str, Any]) -> dict[tuple[int, int], tuple[int | None, str]]:
    """Answers by (criterion, candidate); what has no level yet is left out."""
    found = {}
    for criterion, candidate in evaluation_sheets.wanted(sheet):
        level = values.get(f"level_{criterion}_{candidate}") or ""
        if level:
            comment = values.get(f"comment_{criterion}_{candidate}") or ""
            found[criterion, candidate] = (None if level == forms.CANNOT else int(level), comment)
    return found


def _pair(name: str) -> tuple[int, int]:
    _, criterion, candidate = name.split("_")
    return int(criterion), int(candidate)
