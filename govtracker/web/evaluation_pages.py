"""What the pages of sourcing evaluations show: choices of their forms, the result in words, price beside score."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.charts import pictures, price_score
from govtracker.charts.pictures import Look, Size
from govtracker.enums import EvaluationStatus
from govtracker.models import (
    CustomerSegment,
    EvaluationCandidate,
    EvaluationSheet,
    SourcingEvaluation,
    SupportType,
)
from govtracker.queries import NotFound
from govtracker.queries.performance import client_catalogues
from govtracker.queries.sourcing import evaluation_files, profiles
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.queries.sourcing.profiles import Profile
from govtracker.queries.structure import people
from govtracker.rules import money
from govtracker.rules.sourcing import evaluation_scores, evaluation_turning
from govtracker.rules.sourcing import evaluations as rules
from govtracker.rules.sourcing.evaluation_scores import Cell, Result
from govtracker.services.sourcing import evaluation_course
from govtracker.web.answers import Page, page
from govtracker.web.forms import evaluations as forms
from govtracker.web.forms.choices import options

ASKING = (EvaluationStatus.DRAFT, EvaluationStatus.RATING)


@dataclass(frozen=True)
class Dispute:
    """A candidate by a criterion on which evaluators differ by two levels or more."""

    criterion: str
    candidate: str
    cell: Cell


def sought_form(form: Any, viewer: Viewer, evaluation: SourcingEvaluation | None = None) -> Any:
    """The form with the company's catalogues; what stands already is offered though it was retired since."""
    types = client_catalogues.offered(SupportType, viewer.organisation_id)
    segments = client_catalogues.offered(CustomerSegment, viewer.organisation_id)
    if evaluation is not None:
        types = _with(types, evaluation.support_type)
        segments = _with(segments, evaluation.segment) if evaluation.segment else segments
    form.support_type_id.choices = options([("", "choose"), *types])
    form.segment_id.choices = options([("", "every segment"), *segments])
    return form


def criterion_form(form: Any) -> Any:
    """The form with the functional areas of the catalogue."""
    form.area_ids.choices = options(asked.areas())
    return form


def evaluator_form(form: Any, viewer: Viewer) -> Any:
    """The form with the own company's people and the functions they may speak for."""
    return _evaluator_form(form, viewer, asked.areas())


def show(evaluation: SourcingEvaluation, viewer: Viewer, *, status: int = 200, **given: Any) -> Page:
    """An evaluation with its parts, what it still lacks and its turns; `given` are forms that were refused."""
    criteria = sheets.in_order(asked.whole(evaluation).criteria)
    evaluators = asked.asked(evaluation.id)
    offered, areas = asked.areas_and_names({area for one in criteria for area in one.area_ids})
    is_draft = evaluation.status is EvaluationStatus.DRAFT
    plain = sheets.criteria(evaluation)
    asks = evaluation.status in ASKING and allowed(viewer, Permission.EDIT_SOURCING)
    blank = _evaluator_form(forms.NewEvaluator(formdata=None), viewer, offered) if asks else None
    return page(
        "evaluations/show.html",
        status=status,
        evaluation=evaluation,
        criteria=criteria,
        shares=rules.effective(plain),
        group_shares=rules.group_shares(plain),
        leads=rules.alignment_leads(plain),
        alignment=rules.alignment_words(plain),
        evaluators=evaluators,
        late=[one for one in evaluators if _is_late(evaluation, one, viewer)],
        areas=areas,
        prices={one.id: priced(one) for one in evaluation.candidates},
        gaps=evaluation_course.gaps(evaluation, evaluators) if is_draft else [],
        turns=asked.turns(evaluation.id),
        decision=asked.decision(evaluation.id) if evaluation.status is EvaluationStatus.DECIDED else None,
        own_sheet=any(one.person_id == viewer.person_id for one in evaluators),
        evaluator=given.get("evaluator") or blank,
        profile=profile_of(evaluation, viewer),
        files=evaluation_files.of_evaluation(evaluation),
        rated=sheets.given(evaluation.id) if is_draft else None,
        reason=given.get("reason") or forms.Reason(formdata=None),
        refused=given.get("refused", ""),
    )


def refused(evaluation: SourcingEvaluation, viewer: Viewer, form: forms.Reason) -> Page:
    """The evaluation with what stands in the way of what was asked, and the reason as it was typed."""
    said = [*form.general, *form.reason.errors]
    return show(evaluation, viewer, status=422, reason=form, refused=" ".join(map(str, said)))


def shown_result(evaluation: SourcingEvaluation, opened: Sequence[EvaluationSheet], result: Result) -> dict[str, Any]:
    """The result as its template takes it."""
    candidates = {one.id: one for one in evaluation.candidates}
    names = {one.id: one.name for one in evaluation.criteria}
    turning = evaluation_turning.turning(result)
    return {
        "evaluation": evaluation,
        "result": result,
        "sheets": opened,
        "names": {one.id: one.person.name for one in opened},
        "prices": {one.id: priced(one) for one in evaluation.candidates},
        "candidates": candidates,
        "disputes": disputes(result),
        "turning": turning,
        "easiest": evaluation_turning.easiest(turning.turns) if turning else None,
        "drawing": _drawn(result, candidates),
        "evaluators": asked.asked(evaluation.id),
        "comments": [
            (sheet, rating)
            for sheet in opened
            for rating in sheet.ratings
            if rating.comment and rating.candidate_id in candidates and rating.criterion_id in names
        ],
        "criterion_names": names,
    }


def profile_of(evaluation: SourcingEvaluation, viewer: Viewer) -> Profile | None:
    """Who should give it by the company's supplier profiles; None where there is none for it any more."""
    try:
        return profiles.one(viewer, evaluation.support_type_id, evaluation.segment_id)
    except NotFound:
        return None


def disputes(result: Result) -> list[Dispute]:
    """Where people mean different things, the widest first."""
    found = [
        Dispute(part.criterion.name, standing.candidate.name, part.cell)
        for standing in result.standings
        for part in standing.parts
        if part.cell.is_disputed
    ]
    return sorted(found, key=lambda one: (-one.cell.spread, one.criterion, one.candidate))


def priced(candidate: EvaluationCandidate) -> str:
    """What a year costs, in words; "" where nobody knows."""
    return "" if candidate.price is None else money.shown(candidate.price, candidate.currency)


def explained(standing: evaluation_scores.Standing) -> list[tuple[str, str, str, str, str]]:
    """A score line by line: criterion, levels given, points, its share, what it adds."""
    rows = []
    for part in standing.parts:
        levels = ", ".join(f"{one.area} {one.level}" for one in part.cell.given) or "nobody rated it"
        rows.append(
            (
                part.criterion.name,
                levels,
                _number(part.cell.points),
                _number(part.share, "%"),
                _number(part.added),
            )
        )
    return rows


def _drawn(result: Result, candidates: dict[int, EvaluationCandidate]) -> dict[str, Any] | None:
    """Price beside score, where at least one candidate has both."""
    places = [
        price_score.Place(
            one.candidate.name, one.score, money.amount(own.price, own.currency), own.currency, one.is_out
        )
        for one in result.standings
        if (own := candidates[one.candidate.id]).price is not None and one.score is not None
    ]
    if not places:
        return None
    wide, narrow = (price_score.picture(places, look=Look.PAGE, size=size) for size in (Size.WIDE, Size.NARROW))
    drawn = [Markup(pictures.svg(one)) for one in (wide, narrow)]  # noqa: S704  # escaped as it is drawn
    return {"wide": drawn[0], "narrow": drawn[1], "table": wide.table, "title": wide.title}


def _evaluator_form(form: Any, viewer: Viewer, areas: list[tuple[int, str]]) -> Any:
    form.person_id.choices = options(people.to_seat(viewer))
    form.area_id.choices = options(areas)
    return form


def _is_late(evaluation: SourcingEvaluation, one: asked.Asked, viewer: Viewer) -> bool:
    is_over = evaluation.due_on < clock.today(viewer.zone)
    return evaluation.status is EvaluationStatus.RATING and is_over and one.handed_in_at is None


def _with(offered: list[tuple[int, str]], own: Any) -> list[tuple[int, str]]:
    return offered if any(one_id == own.id for one_id, _ in offered) else [*offered, (own.id, own.name)]


def _number(value: Decimal | None, unit: str = "") -> str:
    if value is None:
        return "–"
    return f"{value:.1f}{f' {unit}' if unit else ''}"
