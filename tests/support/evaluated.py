"""A sourcing evaluation of Northgate to test with: Meridian and its own centre, rated by three functions."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from govtracker import database
from govtracker.enums import CriterionGroup, SupplierCategory
from govtracker.models import EvaluationDecision, EvaluationSheet, SourcingEvaluation, SupportType
from govtracker.queries.performance import client_catalogues
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.rules.structure.work_templates import CUSTOMER_SUPPORT
from govtracker.services.issues import uploads
from govtracker.services.performance import client_catalogues as naming
from govtracker.services.sourcing import (
    evaluation_course,
    evaluation_criteria,
    evaluation_decisions,
    evaluation_files,
    evaluation_sheets,
    evaluation_withdrawals,
    evaluations,
)
from govtracker.services.sourcing.evaluation_criteria import Terms
from govtracker.services.sourcing.evaluation_decisions import Choice
from govtracker.services.sourcing.evaluation_winners import Start
from govtracker.services.sourcing.evaluations import Offer, Sought
from tests.support.world import World

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = AT.date()
DUE = date(2026, 11, 20)
OFFICE = "governance_office"
EVALUATORS = {"client_lead": "Customer care", "client_member": "Quality", "client_observer": "Finance"}
OFFERS = (
    Offer("Meridian", False, "Manila", Decimal(480_000), "EUR", "Stands here already"),
    Offer("Northgate Leipzig", True, "Leipzig", Decimal(610_000), "EUR", "Our own centre"),
)
LEVELS = ("1", "2", "3", "4", "5")
VALUES = Terms(CriterionGroup.ALIGNMENT, "Values", "Shared values", Decimal(50), None, False, LEVELS, ())
SERVICE = Terms(CriterionGroup.CAPABILITY, "Service", "What customers get", Decimal(30), None, True, LEVELS, ())
PRICE = Terms(CriterionGroup.PRICE, "Price", "A year", Decimal(20), None, False, LEVELS, ())
# levels by evaluator: values, service, price of Meridian, then of the own centre
GOOD = {"client_lead": (4, 4, 5, 3, 3, 2), "client_member": (4, 3, 5, 4, 3, 2), "client_observer": (2, 4, 5, 4, 3, 2)}


def prepared(
    world: World, *, title: str = "Chat support", terms: tuple[Terms, ...] = (VALUES, SERVICE, PRICE)
) -> SourcingEvaluation:
    """A draft with two candidates, three criteria and three evaluators; the world's context is pushed."""
    office = world.viewer(OFFICE)
    with database.transaction():
        support = client_catalogues.named(SupportType, office.organisation_id, "Chat") or naming.add(
            SupportType, office.organisation_id, "Chat", by=office, at=AT
        )
        database.db.session.flush()
        sought = Sought(title, support.id, None, "A partner for chat", Decimal(0), DUE)
        evaluation = evaluations.begin(sought, by=office, at=AT, today=TODAY)
        database.db.session.flush()
        for one in terms:
            evaluation_criteria.add(evaluation, one, by=office, at=AT)
        for offer in OFFERS:
            evaluations.add_candidate(evaluation, offer, by=office, at=AT)
        database.db.session.flush()
        for who, area in EVALUATORS.items():
            evaluation_sheets.ask(evaluation, world.people[who], world.areas[area], by=office, at=AT)
    return evaluation


def with_file(world: World) -> SourcingEvaluation:
    """A draft in which Meridian has an offer as a file."""
    kept = uploads.keep(io.BytesIO(b"What a year costs"), "offer.txt", at=AT)
    evaluation = prepared(world)
    with database.transaction():
        own = found(world, evaluation.id)
        evaluation_files.attach(own, own.candidates[0], [kept], by=world.viewer(OFFICE), at=AT)
    return evaluation


def rating(world: World, **changed: object) -> SourcingEvaluation:
    """The same while it is rated."""
    evaluation = prepared(world, **changed)  # type: ignore[arg-type]
    with database.transaction():
        evaluation_course.begin_rating(found(world, evaluation.id), by=world.viewer(OFFICE), at=AT)
    return evaluation


def hand_in(world: World, evaluation_id: int, who: str, levels: tuple[int | None, ...]) -> None:
    """An evaluator hands in: a level for each candidate by each criterion, in the order of GOOD; None cannot judge."""
    viewer = world.viewer(who)
    with database.transaction():
        sheet = sheets.own(viewer, evaluation_id)
        evaluation_sheets.hand_in(sheet, said(sheet, levels), by=viewer, at=AT)


def said(sheet: EvaluationSheet, levels: tuple[int | None, ...]) -> dict[tuple[int, int], tuple[int | None, str]]:
    """Answers by (criterion, candidate), the first candidate first."""
    pairs = [(one.id, other.id) for other in sheet.evaluation.candidates for one in sheet.evaluation.criteria]
    return {pair: (level, "") for pair, level in zip(pairs, levels, strict=True)}


def opened(
    world: World, rated: Mapping[str, tuple[int | None, ...]] | None = None, **changed: object
) -> SourcingEvaluation:
    """Rated by everybody whom `rated` names (GOOD by default), and the ratings lie open."""
    evaluation = rating(world, **changed)
    for who, levels in (GOOD if rated is None else rated).items():
        hand_in(world, evaluation.id, who, levels)
    with database.transaction():
        own = found(world, evaluation.id)
        evaluation_course.open_ratings(own, "They are away", by=world.viewer(OFFICE), at=AT)
    return evaluation


def taken_out(world: World) -> SourcingEvaluation:
    """Rated by one, begun anew, and the own centre and its price taken out with a reason."""
    evaluation, office = rating(world), world.viewer(OFFICE)
    hand_in(world, evaluation.id, "client_lead", GOOD["client_lead"])
    with database.transaction():
        evaluation_course.start_over(found(world, evaluation.id), "Another offer came", by=office, at=AT)
    with database.transaction():
        own = found(world, evaluation.id)
        why = "It closes next year"
        evaluation_withdrawals.remove_candidate(own, own.candidates[1], why, by=office, at=AT)
        why = "All cost the same now"
        evaluation_withdrawals.remove_criterion(own, own.criteria[2], why, by=office, at=AT)
    return evaluation


def decided(world: World, **changed: object) -> EvaluationDecision:
    """Meridian is chosen."""
    evaluation = opened(world, **changed)  # type: ignore[arg-type]
    with database.transaction():
        own = found(world, evaluation.id)
        choice = Choice(own.candidates[0].id, "Best of both")
        return evaluation_decisions.decide(own, choice, by=world.viewer(OFFICE), at=AT)


def start(**changed: object) -> Start:
    """How it becomes a relationship."""
    return replace(
        Start("CHT", CUSTOMER_SUPPORT, SupplierCategory.TACTICAL, (), carries_floor=True),
        **changed,  # type: ignore[arg-type]
    )


def found(world: World, evaluation_id: int) -> SourcingEvaluation:
    """The evaluation as the office sees it."""
    return asked.one(world.viewer(OFFICE), evaluation_id)
