"""Northgate's sourcing evaluations: one its own unit won, though Finance saw it otherwise, and one rated just now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from govtracker.database import db
from govtracker.demonstration.names import CASCADE, IN_HOUSE, MERIDIAN
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import OFFICE
from govtracker.enums import EvaluationTurnKind
from govtracker.models import SourcingEvaluation, SupportType
from govtracker.queries.performance import client_catalogues
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.services.sourcing import (
    evaluation_course,
    evaluation_criteria,
    evaluation_decisions,
    evaluation_sheets,
    evaluations,
)
from govtracker.services.sourcing.evaluation_decisions import Choice
from govtracker.services.sourcing.evaluations import Offer, Sought


@dataclass(frozen=True)
class Told:
    """One evaluation: when it began, who is compared, and the levels by evaluator, candidate after candidate."""

    title: str
    support_type: str
    sought: str
    days_ago: int
    due_in: int
    offers: tuple[Offer, ...]
    rated: dict[str, tuple[str, ...]]


AREAS = {
    "Rafael Ortega": "Customer care",
    "Tobi Okafor": "Information technology",
    "Nadia Haddad": "Security",
    "Claire Moreau": "Finance",
    "Lena Weber": "Quality",
}
COMPLEX = Told(
    title="Complex technical support after the new network",
    support_type="Complex technical support",
    sought="Faults that need somebody who knows the new network: about 900 cases a month, in German and English.",
    days_ago=45,
    due_in=10,
    offers=(
        Offer(MERIDIAN, False, "Manila", Decimal(620_000), "EUR", "Serves our first level; would build a new team."),
        Offer(IN_HOUSE, True, "Leipzig", Decimal(790_000), "EUR", "Our own engineers, who built the network."),
        Offer("Quillon Care", False, "Kraków", Decimal(540_000), "EUR", "Young, cheap, well spoken of."),
    ),
    rated={  # values, culture, strategic emphasis, experience, skill, technology, price, location
        "Rafael Ortega": ("44433343", "55455424", "33344453"),
        "Tobi Okafor": ("43433343", "55455524", "23233253"),
        "Nadia Haddad": ("44333343", "54455524", "33332153"),
        "Claire Moreau": ("44433342", "54244414", "43444454"),
    },
)
MOVES = Told(
    title="Moves and contracts, evenings and weekends",
    support_type="Moves and contracts",
    sought="Questions about moving house and contracts outside office hours: about 3,000 contacts a month.",
    days_ago=8,
    due_in=6,
    offers=(
        Offer(MERIDIAN, False, "Manila", Decimal(310_000), "EUR", ""),
        Offer(CASCADE, False, "Oslo", Decimal(420_000), "EUR", "Knows our field service, not our contracts."),
        Offer(
            "Northgate evening team", True, "Berlin", Decimal(450_000), "EUR", "Colleagues who asked for such hours."
        ),
    ),
    rated={
        "Rafael Ortega": ("44444443", "43334434", "55354325"),
        "Lena Weber": ("22343443", "44334434", "55454325"),
        "Claire Moreau": (),
        "Tobi Okafor": (),
    },
)


def write(stage: Stage) -> None:
    """Put both on the timeline: the first as far as its decision, the second as far as two sheets of four."""
    for told in (COMPLEX, MOVES):
        begun = stage.story.at_nine(stage.story.today - timedelta(days=told.days_ago))
        stage.timeline.at(begun, lambda at, told=told: _rate(stage, told, at))  # type: ignore[misc]
    decided = stage.story.at_nine(stage.story.today - timedelta(days=COMPLEX.days_ago - COMPLEX.due_in - 2))
    stage.timeline.at(decided, lambda at: _decide(stage, at))


def _rate(stage: Stage, told: Told, at: datetime) -> None:
    """Begun, and rated by whoever has levels; the others' sheets are still missing."""
    office = stage.cast.viewer(OFFICE)
    support = client_catalogues.named(SupportType, office.organisation_id, told.support_type)
    assert support is not None  # demonstration/support.py names it
    sought = Sought(told.title, support.id, None, told.sought, None, at.date() + timedelta(days=told.due_in))
    evaluation = evaluations.begin(sought, by=office, at=at, today=at.date())
    db.session.flush()
    evaluation_criteria.propose(evaluation, by=office, at=at)
    for offer in told.offers:
        evaluations.add_candidate(evaluation, offer, by=office, at=at)
    areas = {name: area_id for area_id, name in asked.areas()}
    for name in told.rated:
        evaluation_sheets.ask(evaluation, stage.cast.people[name].id, areas[AREAS[name]], by=office, at=at)
    db.session.flush()
    db.session.expire(evaluation)
    evaluation_course.begin_rating(evaluation, by=office, at=at)
    for number, (name, levels) in enumerate(told.rated.items(), 1):
        if levels:
            _hand_in(stage, evaluation, name, levels, at + timedelta(days=number))


def _hand_in(stage: Stage, evaluation: SourcingEvaluation, name: str, levels: tuple[str, ...], at: datetime) -> None:
    viewer = stage.cast.viewer(name)
    sheet = sheets.own(viewer, evaluation.id)
    said = {
        (criterion.id, candidate.id): (int(level), "")
        for candidate, given in zip(evaluation.candidates, levels, strict=True)
        for criterion, level in zip(evaluation.criteria, given, strict=True)
    }
    evaluation_sheets.hand_in(sheet, said, by=viewer, at=at)


def _decide(stage: Stage, at: datetime) -> None:
    """The own unit is chosen; it works for Northgate already, and goes on."""
    office = stage.cast.viewer(OFFICE)
    evaluation = asked.titled(office, COMPLEX.title)
    evaluation_course.open_ratings(evaluation, "", by=office, at=at)
    chosen = next(one for one in evaluation.candidates if one.name == IN_HOUSE)
    reason = (
        "What matters here is knowing the network; the difference in price is less than one lost business customer."
    )
    decision = evaluation_decisions.decide(evaluation, Choice(chosen.id, reason), by=office, at=at)
    place = next(place for place in stage.places.values() if place.row.supplier.name == IN_HOUSE)
    decision.relationship = place.row
    evaluations.take_turn(evaluation, EvaluationTurnKind.LED_TO_RELATIONSHIP, by=office, at=at, reason=place.row.key)
