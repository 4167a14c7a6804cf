"""Sourcing evaluations while they are prepared: what is sought, the candidates, and the turns they take."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import EvaluationStatus, EvaluationTurnKind, FloorMeasure
from govtracker.models import (
    CustomerSegment,
    EvaluationCandidate,
    EvaluationCriterion,
    EvaluationTurn,
    SourcingEvaluation,
    SupportType,
)
from govtracker.queries import NotFound
from govtracker.queries.performance import client_catalogues
from govtracker.queries.sourcing import evaluations, profiles
from govtracker.queries.structure import organisations
from govtracker.rules import money
from govtracker.services import Refused, events

LONGEST = 4000
FROZEN = "The evaluators rate by this: start over, with a reason, to change it."


@dataclass(frozen=True)
class Sought:
    """What a person fills in to begin: the support type, and what is looked for by when."""

    title: str
    support_type_id: int
    segment_id: int | None
    sought: str
    experience_floor: Decimal | None
    due_on: date


@dataclass(frozen=True)
class Offer:
    """A candidate as a person fills it in; `price` is a year in the units of `currency`, None where unknown."""

    name: str
    is_in_house: bool
    location: str
    price: Decimal | None
    currency: str
    notes: str


def begin(sought: Sought, *, by: Viewer, at: datetime, today: date) -> SourcingEvaluation:
    """A new evaluation of the own company, still a draft."""
    values = _checked(vars(sought), by.organisation_id, today=today)
    if values["experience_floor"] is None:
        values["experience_floor"] = _floor(by, sought)
    evaluation = SourcingEvaluation(
        organisation_id=by.organisation_id,
        status=EvaluationStatus.DRAFT,
        created_at=at,
        created_by_id=by.person_id,
        **values,
    )
    db.session.add(evaluation)
    events.record(evaluation, "evaluation_begun", by=by, at=at, changes={"title": [None, evaluation.title]})
    return evaluation


def edit(evaluation: SourcingEvaluation, values: dict[str, Any], *, by: Viewer, at: datetime, today: date) -> None:
    """Change what is sought of a draft, or the reasons for what it lacks."""
    require_draft(evaluation)
    events.change(
        evaluation,
        "evaluation_changed",
        by=by,
        at=at,
        **_checked(values, evaluation.organisation_id, today=today, due_on=evaluation.due_on),
    )


def add_candidate(evaluation: SourcingEvaluation, offer: Offer, *, by: Viewer, at: datetime) -> EvaluationCandidate:
    """One who could give it; a company or unit that stands here already is recognised by its name."""
    require_draft(evaluation)
    candidate = EvaluationCandidate(evaluation_id=evaluation.id, **_offered(evaluation, offer, None, by))
    db.session.add(candidate)
    events.record(evaluation, "candidate_added", by=by, at=at, changes={"candidate": [None, candidate.name]})
    return candidate


def edit_candidate(
    evaluation: SourcingEvaluation, candidate: EvaluationCandidate, offer: Offer, *, by: Viewer, at: datetime
) -> None:
    """Change what is known of a candidate."""
    require_draft(evaluation)
    events.change(candidate, "candidate_changed", by=by, at=at, **_offered(evaluation, offer, candidate.id, by))


def take_turn(
    evaluation: SourcingEvaluation, kind: EvaluationTurnKind, *, by: Viewer, at: datetime, reason: str = ""
) -> None:
    """Write down a turn beside the evaluation, for those who read it later."""
    db.session.add(EvaluationTurn(evaluation_id=evaluation.id, kind=kind, reason=reason, at=at, by_id=by.person_id))
    events.record(evaluation, kind.value, by=by, at=at, reason=reason)


def require_draft(evaluation: SourcingEvaluation) -> None:
    """Refuse to change what evaluators rate by."""
    require(evaluation, EvaluationStatus.DRAFT, FROZEN)


def require(evaluation: SourcingEvaluation, status: EvaluationStatus, otherwise: str) -> None:
    """Refuse what an evaluation in another status does not allow."""
    if evaluation.status is not status:
        raise Refused(otherwise)


def reasoned(text: str, field: str, otherwise: str) -> str:
    """A reason without its blanks; refuses none, and one that is too long."""
    reason = text.strip()
    if not reason:
        raise Refused(otherwise, field)
    return within(reason, field)


def within(text: str, field: str, most: int = LONGEST) -> str:
    """A text without its blanks; refuses one that is too long."""
    text = text.strip()
    if len(text) > most:
        raise Refused(f"Use at most {most:,} characters; these are {len(text):,}.", field)
    return text


def _checked(
    values: dict[str, Any], organisation_id: int, *, today: date, due_on: date | None = None
) -> dict[str, Any]:
    values = dict(values)
    if "title" in values:
        values["title"] = within(values["title"], "title", 200)
        if not values["title"]:
            raise Refused("Give it a title.", "title")
    for name in ("sought", "why_none_in_house", "why_alignment_lighter"):
        if name in values:
            values[name] = within(values[name] or "", name)
    if values.get("support_type_id", 0) is None:
        raise Refused("Choose one of your support types.", "support_type_id")
    _check_named(values, organisation_id)
    floor = values.get("experience_floor")
    if floor is not None and not (floor.is_finite() and 0 <= floor <= 100):
        raise Refused("The floor lies between 0 and 100 points.", "experience_floor")
    if values.get("due_on", due_on) != due_on and values["due_on"] < today:
        raise Refused("Choose a day that is still to come.", "due_on")
    return values


def _floor(by: Viewer, sought: Sought) -> Decimal | None:
    """The floor of the supplier profile, where it is measured in the points that ratings come to."""
    try:
        floor = profiles.one(by, sought.support_type_id, sought.segment_id).floor
    except NotFound:
        return None
    return floor.value if floor.measure is FloorMeasure.EXPERIENCE_SCORE else None


def _check_named(values: dict[str, Any], organisation_id: int) -> None:
    """The support type and the segment are of the own company's catalogues."""
    catalogues: tuple[tuple[str, Any, str], ...] = (
        ("support_type_id", SupportType, "Choose one of your support types."),
        ("segment_id", CustomerSegment, "Choose one of your customer segments."),
    )
    for field, model, otherwise in catalogues:
        if values.get(field) is not None:
            try:
                client_catalogues.entry(model, organisation_id, values[field])
            except NotFound:
                raise Refused(otherwise, field) from None


def _offered(evaluation: SourcingEvaluation, offer: Offer, own: int | None, by: Viewer) -> dict[str, Any]:
    """A candidate's columns; refuses a name that is taken, an amount without currency, and a foreign unit."""
    name = " ".join(offer.name.split())
    if not name:
        raise Refused("Enter the candidate’s name.", "name")
    if len(name) > 120:
        raise Refused("Use at most 120 characters.", "name")
    if any(one.name.casefold() == name.casefold() and one.id != own for one in evaluation.candidates):
        raise Refused(f"{name} is a candidate already.", "name")
    if any(one.name.casefold() == name.casefold() for one in evaluation.withdrawn_candidates):
        raise Refused(f"{name} was taken out of this evaluation: take it up again instead.", "name")
    price, currency = _priced(offer)
    return {
        "organisation_id": _known(name, offer.is_in_house, by),
        "name": name,
        "is_in_house": offer.is_in_house,
        "location": within(offer.location, "location", 120),
        "price": price,
        "currency": currency,
        "notes": within(offer.notes, "notes"),
    }


def _known(name: str, is_in_house: bool, by: Viewer) -> int | None:  # noqa: FBT001  # as its column says it
    """The organisation of that name, where the own company knows it; in-house is a unit of it."""
    found = organisations.by_name(name)
    if found is not None and found.id == by.organisation_id:
        raise Refused(f"{found.name} is your own company: name the unit of it that would do the work.", "name")
    if found is None or found.id not in {known_id for known_id, _ in evaluations.known_companies(by)}:
        return None
    if is_in_house and found.parent_id != by.organisation_id:
        raise Refused(f"{found.name} is no unit of your company.", "is_in_house")
    if not is_in_house and found.parent_id == by.organisation_id:
        raise Refused(f"{found.name} is a unit of your company: say that it is in-house.", "is_in_house")
    return found.id


def _priced(offer: Offer) -> tuple[int | None, str]:
    if offer.price is None:
        return None, ""
    currency = offer.currency.strip().upper()
    if not money.is_known(currency):
        raise Refused("Say in which currency, such as EUR.", "currency")
    if not offer.price.is_finite() or offer.price < 0:
        raise Refused("A price is an amount of 0 or more.", "price")
    try:
        return money.in_minor(offer.price, currency), currency
    except ValueError as refusal:
        raise Refused(str(refusal), "price") from None


def title_of(criterion: EvaluationCriterion) -> str:
    """What an event calls a criterion."""
    return f"{criterion.group.value}: {criterion.name}"
