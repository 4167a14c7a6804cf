"""Decisions: recorded, sent up where they are above a limit, approved or rejected, replaced."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, DecisionStatus, Side
from govtracker.mail import decision_messages
from govtracker.models import Decision, Relationship, Review
from govtracker.queries import claims
from govtracker.queries.issues import authority as seats
from govtracker.queries.issues import decisions as asked
from govtracker.rules import money, wall_time
from govtracker.rules.issues import authority
from govtracker.rules.issues.authority import Verdict
from govtracker.services import Refused, events, required
from govtracker.services.issues import raid_fields, watching
from govtracker.services.issues.origins import ALONE, Origin
from govtracker.services.reviews import amending


@dataclass(frozen=True, kw_only=True)
class NewDecision:
    """What a person fills in: by whose seat, an amount with its currency or none, and by when it has to be settled.

    `is_settled`: it has been decided, as far as the seat may decide it alone; else it is proposed to that seat.
    """

    title: str
    reason: str
    seat_id: int
    due_on: date
    is_settled: bool
    amount: Decimal | None = None
    currency: str = ""
    audience: Audience = Audience.SHARED
    area_id: int | None = None


@dataclass(frozen=True)
class Moment:
    """Who does something, when (UTC), and which day that is for them."""

    by: Viewer
    at: datetime
    today: date


def record(
    relationship: Relationship, new: NewDecision, *, by: Viewer, at: datetime, today: date, origin: Origin = ALONE
) -> Decision:
    """A new decision; what is above the seat's limit, or only proposed, waits at the seat that may decide it.

    Settled is only what a seat the person speaks for decides; what another seat has decided in a review counts when
    both chairs have agreed the minutes. An earlier decision it comes from is replaced by it.
    """
    raid_fields.within(new.audience, origin)
    amount, currency = _money(new.amount, new.currency)
    side = _side(relationship, new.seat_id, new.audience)
    decision = Decision(
        relationship_id=relationship.id,
        relationship=relationship,
        audience=new.audience,
        number=0,
        title=required.said(new.title, "Say what is decided.", "title"),
        reason=required.said(new.reason, "Say why: those who read it later were not there."),
        area_id=origin.area_id or new.area_id,
        seat_id=new.seat_id,
        amount=amount,
        currency=currency,
        owner_id=by.person_id,
        owner_side=side,
        due_on=new.due_on,
        status=DecisionStatus.PROPOSED,
        is_open=True,
        waits_at_id=new.seat_id,
        recorded_by_id=by.person_id,
        created_at=at,
        updated_at=at,
        review_id=origin.topic.review_id if origin.topic else None,
        replaces_id=origin.decision.id if origin.decision else None,
        **origin.ids("issue", "topic", "risk", "kpi"),
    )
    moment = Moment(by, at, today)
    verdict = _verdict(decision, new.seat_id, at=at)
    own, in_minutes = _speaks_for(by, new.seat_id), origin.topic is not None and new.audience is Audience.SHARED
    if new.is_settled and not own and not in_minutes:
        raise Refused("You do not hold this seat: propose it, and its holder decides.", "seat_id")
    if origin.topic:
        amending.born(origin.topic.review, new.audience, by=by, at=at)
    decision.number = claims.next_number(relationship.id, f"decision:{new.audience.value}")
    db.session.add(decision)
    told = {"title": [None, decision.title], "reason": [None, decision.reason], **_amount_told(decision)}
    events.record(decision, "decision_recorded", by=by, at=at, changes=told)
    watching.follow(decision, [by.person_id, decision.owner_id], at=at)
    if new.is_settled and own and not verdict.because:
        _settle(decision, "", moment, decided_by=verdict.seat.speaker_id)
    else:
        _wait(decision, verdict, moment, is_minuted=new.is_settled and not own and not verdict.because)
    return decision


def settle_minuted(review: Review, *, by: Viewer, at: datetime) -> None:
    """Both chairs have agreed the minutes: what was decided in them is decided."""
    for decision in asked.minuted(review.id):
        today = wall_time.local(at, review.forum.zone).date()
        _settle(decision, "", Moment(by, at, today), decided_by=decision.owner_id)


def ask_seats(review: Review, *, by: Viewer | None, at: datetime) -> None:
    """No chairs will agree minutes of this review: what was decided in them waits for its seats instead."""
    waiting, on = asked.minuted(review.id), wall_time.utc(at).date()
    sides = {decision.owner_side for decision in waiting}
    speakers = {
        seat.seat_id: seat.speaker_id
        for side in sides
        for seat in seats.of_side(review.relationship_id, side, today=on)
    }
    for decision in waiting:
        speaker_id = speakers.get(decision.waits_at_id or 0)
        events.change(decision, "decision_proposed", by=by, at=at, is_minuted=False, updated_at=at)
        decision_messages.asked(decision, speaker_id, by=by, at=at)


def approve(decision: Decision, words: str, *, by: Viewer, at: datetime, today: date) -> None:
    """The seat it waits at says yes; what is above that seat's limit too goes further up."""
    _require_open(decision)
    assert decision.waits_at_id is not None
    verdict = _verdict(decision, decision.waits_at_id, at=at, at_the_top=True)
    moment = Moment(by, at, today)
    if verdict.seat.seat_id == decision.waits_at_id:
        _settle(decision, words.strip(), moment, decided_by=by.person_id)
        decision_messages.ruled(decision, "Approved.", by=by, at=at)
    else:
        _wait(decision, verdict, moment)


def reject(decision: Decision, reason: str, *, by: Viewer, at: datetime, today: date) -> None:
    """The seat it waits at says no, and why."""
    _require_open(decision)
    ruling = required.said(reason, "Say why it is rejected.")
    events.change(
        decision,
        "decision_rejected",
        by=by,
        at=at,
        reason=ruling,
        status=DecisionStatus.REJECTED,
        is_open=False,
        waits_at_id=None,
        owner_id=by.person_id,
        decided_by_id=by.person_id,
        decided_at=at,
        due_on=today,
        ruling=ruling,
        updated_at=at,
    )
    decision_messages.ruled(decision, f"Rejected: {ruling}", by=by, at=at)


def edit(decision: Decision, values: dict[str, Any], *, by: Viewer, at: datetime, today: date) -> None:
    """Change one that is not decided yet; another seat or amount may send it elsewhere. What is decided stays."""
    _require_open(decision)
    values = dict(values)
    if "due_on" in values:
        raid_fields.to_come(values["due_on"], "due_on", today=today)
    if {"amount", "currency"} & values.keys():
        amount = values.get("amount", Decimal(decision.amount) / 100 if decision.amount is not None else None)
        values["amount"], values["currency"] = _money(amount, values.get("currency", decision.currency))
    for name, sentence in {"title": "Say what is decided.", "reason": "Say why."}.items():
        if name in values:
            values[name] = required.said(values[name], sentence, name)
    if "seat_id" in values:
        values["owner_side"] = _side(decision.relationship, values["seat_id"], decision.audience)
    changed = events.change(decision, "decision_edited", by=by, at=at, **values)
    if not changed:
        return
    if decision.topic and decision.audience is Audience.SHARED:
        amending.amend(decision.topic.review, by=by, at=at)
    decision.updated_at = at
    if {"seat_id", "amount", "currency"} & changed.keys():
        verdict = _verdict(decision, decision.seat_id, at=at)
        _wait(decision, verdict, Moment(by, at, today), is_minuted=decision.is_minuted and not verdict.because)


def _verdict(decision: Decision, seat_id: int, *, at: datetime, at_the_top: bool = False) -> Verdict:
    """Who decides, asked of the side's seats as they are; the highest seat decides what has come up to it."""
    side = seats.of_side(decision.relationship_id, decision.owner_side, today=wall_time.utc(at).date())
    chosen = next((seat for seat in side if seat.seat_id == seat_id), None)
    if chosen is None:
        raise Refused("An observer decides nothing: choose another seat.", "seat_id")
    found = authority.deciding(chosen, side, decision.amount, decision.currency)
    if found is None and not at_the_top:
        raise Refused(f"It is above the limit of {chosen.title}, and no seat of that side stands above.", "amount")
    return found or Verdict(chosen)


def _wait(decision: Decision, verdict: Verdict, moment: Moment, *, is_minuted: bool = False) -> None:
    """It waits at a seat, whose speaker is told; where nobody speaks for that seat it stays with who brought it.

    What `is_minuted` waits for the minutes, not for its seat.
    """
    raid_fields.to_come(decision.due_on, "due_on", today=moment.today)
    seat_id, goes_up = verdict.seat.seat_id, bool(verdict.because)
    events.change(
        decision,
        "decision_went_up" if goes_up else "decision_proposed",
        by=moment.by,
        at=moment.at,
        reason=verdict.because,
        status=DecisionStatus.WAITING if goes_up else DecisionStatus.PROPOSED,
        waits_at_id=seat_id,
        goes_up_because=verdict.because,
        is_minuted=is_minuted,
        owner_id=verdict.seat.speaker_id or decision.recorded_by_id,
        updated_at=moment.at,
    )
    if not is_minuted:
        decision_messages.asked(decision, verdict.seat.speaker_id, by=moment.by, at=moment.at)


def _settle(decision: Decision, ruling: str, moment: Moment, *, decided_by: int | None) -> None:
    """It is decided, and what it replaces holds no longer."""
    events.change(
        decision,
        "decision_made",
        by=moment.by,
        at=moment.at,
        reason=ruling,
        status=DecisionStatus.DECIDED,
        is_open=False,
        waits_at_id=None,
        owner_id=decided_by or moment.by.person_id,
        decided_by_id=decided_by or moment.by.person_id,
        decided_at=moment.at,
        due_on=moment.today,
        ruling=ruling,
        updated_at=moment.at,
    )
    old = decision.replaces
    if old is not None and old.status is DecisionStatus.DECIDED:
        events.change(
            old,
            "decision_superseded",
            by=moment.by,
            at=moment.at,
            reason=f"Replaced by {decision.key}.",
            status=DecisionStatus.SUPERSEDED,
            updated_at=moment.at,
        )


def _side(relationship: Relationship, seat_id: int, audience: Audience) -> Side:
    """The side of the seat by whose authority it is; refuses foreign seats, and across for what is internal."""
    seat = seats.seat_of(relationship.id, seat_id)
    if seat is None:
        raise Refused("Choose a seat of this relationship.", "seat_id")
    if audience is not Audience.SHARED and audience.value != seat.side.value:
        raise Refused("The other company does not see this decision: choose a seat of your own side.", "seat_id")
    return seat.side


def _speaks_for(viewer: Viewer, seat_id: int) -> bool:
    return any(seat_id in (seat.seat_id, seat.acting_for) for seat in viewer.seats)


def _money(amount: Decimal | None, currency: str) -> tuple[int | None, str]:
    code = currency.strip().upper()
    if amount is None:
        return None, ""
    try:
        minor = money.minor_units(amount)
    except ValueError as fault:
        raise Refused(str(fault), "amount") from None
    if not money.is_currency(code):
        raise Refused("Name the currency by its three letters, for example EUR.", "currency")
    return minor, code


def _require_open(decision: Decision) -> None:
    if not decision.is_open:
        raise Refused(f"This decision is {decision.status.value}; record another one that replaces it.")


def _amount_told(decision: Decision) -> dict[str, list[str | None]]:
    return {} if decision.amount is None else {"amount": [None, money.said(decision.amount, decision.currency)]}
