"""Benefits: noted as drafts, committed when both SPOCs agree, measured month by month; losses stand beside them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import BenefitKind, BenefitState, Side, Unit
from govtracker.mail import value_messages
from govtracker.models import Benefit, BenefitMonth, Programme
from govtracker.queries import find
from govtracker.queries.partnership import benefits as asked
from govtracker.queries.partnership import capabilities as checks
from govtracker.queries.performance import contracts
from govtracker.rules import wall_time
from govtracker.rules.periods import Period
from govtracker.services import Refused, events, sides
from govtracker.services.partnership import commitments, typed

NEEDED = {
    "baseline": "A benefit without a baseline cannot be committed: say what it is today, so that both sides can see "
    "what was gained. Until then it stays a draft.",
    "baseline_on": "Say of which day the baseline is.",
    "target": "Say what it is to become.",
    "due_on": "Say by when.",
}


@dataclass(frozen=True)
class BenefitFacts:
    """What a person fills in; figures as typed, of money in major units."""

    title: str
    side: Side
    unit: Unit
    owner_seat_id: int
    starts_on: date
    due_on: date | None = None
    measured_by: str = ""
    unit_label: str = ""
    currency: str = ""
    kpi_id: int | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    offsets_id: int | None = None
    check_id: int | None = None
    check_reason: str = ""


def note(programme: Programme, kind: BenefitKind, facts: BenefitFacts, *, by: Viewer, at: datetime) -> Benefit:
    """Note a benefit: a committed one as a draft that may still lack figures; others count from now on."""
    if programme.ended_at is not None:
        raise Refused("This programme has ended.")
    made = Benefit(
        relationship_id=programme.relationship_id,
        relationship=programme.relationship,
        programme_id=programme.id,
        kind=kind,
        proposed_side=None,
        made_by_id=by.person_id,
        created_at=at,
        ended_because="",
        **_checked(programme, kind, facts, by=by, at=at),
    )
    db.session.add(made)
    events.record(made, "benefit_noted", by=by, at=at, changes={"title": [None, made.title], "kind": [None, kind]})
    return made


def edit(benefit: Benefit, facts: BenefitFacts, *, by: Viewer, at: datetime) -> None:
    """Change one that is not put before the other side."""
    if benefit.kind is BenefitKind.COMMITTED and benefit.state is not BenefitState.DRAFT:
        raise Refused("It stands before both sides: take it back first.")
    if benefit.ended_at is not None:
        raise Refused("It has ended: it does not change any more.")
    values = _checked(benefit.programme, benefit.kind, facts, by=by, at=at)
    if (values["currency"] != benefit.currency or values["unit"] is not benefit.unit) and asked.notes(benefit.id):
        raise Refused("It has figures already: its unit stays.", "unit")
    if (values["unit"], values["currency"]) != (benefit.unit, benefit.currency) and asked.offset_by(by, benefit.id):
        raise Refused("A loss in its unit is taken from it: its unit and currency stay.", "unit")
    events.change(benefit, "benefit_edited", by=by, at=at, **values)


def propose(benefit: Benefit, seen: int, *, by: Viewer, at: datetime) -> None:
    """Put a draft before the other side's SPOC; refuses one that lacks what a commitment needs, field by field.

    `seen` is the version the person read, here and below: what has changed since is read again first.
    """
    _require(benefit, BenefitState.DRAFT)
    _require_seen(benefit, seen)
    for field, sentence in NEEDED.items():
        if getattr(benefit, field) is None:
            raise Refused(sentence, field)
    commitments.require(benefit.check, benefit.check_reason, "check_reason")
    side = sides.own(by, benefit.relationship)
    events.change(benefit, "benefit_proposed", by=by, at=at, proposed_side=side)
    value_messages.proposed(benefit, by=by, at=at)


def take_back(benefit: Benefit, seen: int, *, by: Viewer, at: datetime) -> None:
    """A draft again: either side may."""
    _require(benefit, BenefitState.PROPOSED)
    _require_seen(benefit, seen)
    events.change(benefit, "benefit_taken_back", by=by, at=at, proposed_side=None)


def agree(benefit: Benefit, seen: int, *, by: Viewer, at: datetime) -> None:
    """Agree for the side it was put before: from now on it binds both."""
    _require(benefit, BenefitState.PROPOSED)
    _require_seen(benefit, seen)
    commitments.require(benefit.check, benefit.check_reason, "check_reason")
    events.change(benefit, "benefit_agreed", by=by, at=at, agreed_at=at, agreed_by_id=by.person_id)
    value_messages.agreed(benefit, by=by, at=at)


def end(benefit: Benefit, seen: int, reason: str, *, by: Viewer, at: datetime) -> None:
    """It is committed no more, because…; of an agreed one the side that gains by it says so."""
    if benefit.ended_at is not None:
        raise Refused("It has ended already.")
    _require_seen(benefit, seen)
    if benefit.state is BenefitState.AGREED and by.side_in(benefit.relationship.place()) is not benefit.side:
        gains = benefit.relationship.company(benefit.side).name
        raise Refused(f"{gains} counts on it: its SPOC ends it when it is not wanted any more.", "reason")
    text = typed.because(reason, "reason", "Say why it ends: both sides see it.")
    events.change(benefit, "benefit_ended", by=by, at=at, reason=text, ended_at=at, ended_because=text)


def enter(benefit: Benefit, month: Period, value: Decimal, note: str, *, by: Viewer, at: datetime) -> None:
    """What it was in a month, as typed; another figure for the same month says why."""
    if benefit.kpi_id is not None:
        raise Refused("Its months are what is measured of its KPI.", "value")
    if benefit.ended_at is not None:
        raise Refused("It has ended: what was entered stays, and no month is added.", "value")
    if benefit.kind is BenefitKind.COMMITTED and benefit.state is not BenefitState.AGREED:
        raise Refused("It has months once both sides have agreed to it.", "value")
    today = wall_time.local(at, benefit.relationship.client.zone).date()
    if month.first_day > today:
        raise Refused(f"{month.name} has not begun.", "period")
    if month.last_day < benefit.starts_on:
        raise Refused(f"It begins later: on {benefit.starts_on:%Y-%m-%d}.", "period")
    figure = typed.figure(value, benefit.unit, benefit.currency, "value")
    text = typed.long(note, "note")
    there = asked.month(benefit.id, month.first_day)
    if there is None:
        row = BenefitMonth(
            benefit_id=benefit.id,
            relationship_id=benefit.relationship_id,
            period_on=month.first_day,
            value=figure,
            note=text,
            entered_by_id=by.person_id,
            entered_at=at,
        )
        row.benefit = benefit
        db.session.add(row)
        events.record(row, "benefit_measured", by=by, at=at, changes={"value": [None, figure]}, reason=text)
        return
    if there.value != figure and not text:
        raise Refused("Another figure stands there: say why it changes.", "note")
    said: dict[str, Any] = {"value": figure, "note": text or there.note}
    events.change(there, "benefit_corrected", by=by, at=at, reason=text, **said)
    there.entered_by_id, there.entered_at = by.person_id, at


def _checked(
    programme: Programme, kind: BenefitKind, facts: BenefitFacts, *, by: Viewer, at: datetime
) -> dict[str, Any]:
    """The values of a benefit's row; a KPI brings its own unit, and what was not promised has neither baseline."""
    promised = kind is BenefitKind.COMMITTED
    for field in ("starts_on", "due_on", "baseline_on"):
        typed.day(getattr(facts, field), field)
    kpi = find.kpi(by, programme.relationship.key, facts.kpi_id) if promised and facts.kpi_id else None
    if kpi is not None and kpi.id not in {kpi_id for kpi_id, *_ in contracts.kpis(programme.relationship_id)}:
        raise Refused("Choose a KPI of this relationship.", "kpi_id")
    unit = kpi.unit if kpi else facts.unit
    currency = typed.currency(facts.currency, unit, linked=kpi is not None)
    figures = {name: getattr(facts, name) if promised else None for name in ("baseline", "target")}
    kept = {name: None if one is None else typed.figure(one, unit, currency, name) for name, one in figures.items()}
    if kept["target"] is not None and kept["target"] == kept["baseline"]:
        raise Refused("The target is the baseline: nothing would be gained.", "target")
    if facts.due_on is not None and facts.due_on < facts.starts_on:
        raise Refused("It is due before it begins.", "due_on")
    if facts.baseline_on is not None and facts.baseline_on > wall_time.utc(at).date():
        raise Refused("A baseline is of a day gone by.", "baseline_on")
    offsets = _offset(programme, facts, unit, currency) if kind is BenefitKind.DIS_BENEFIT else None
    check = checks.one(by, programme.relationship.key, facts.check_id) if promised and facts.check_id else None
    return {
        **kept,
        "title": typed.line(facts.title, "title", "Say what it is."),
        "side": facts.side,
        "measured_by": typed.long(facts.measured_by, "measured_by"),
        "unit": unit,
        "unit_label": kpi.unit_label if kpi else typed.long(facts.unit_label, "unit_label", most=16),
        "currency": currency,
        "kpi_id": kpi.id if kpi else None,
        "baseline_on": facts.baseline_on if promised else None,
        "starts_on": facts.starts_on,
        "due_on": facts.due_on if promised else None,
        "owner_seat_id": typed.seat(programme.relationship, facts.owner_seat_id, today=wall_time.utc(at).date()),
        "offsets_id": offsets,
        "check_id": check.id if check else None,
        "check_reason": typed.long(facts.check_reason, "check_reason") if promised else "",
    }


def _offset(programme: Programme, facts: BenefitFacts, unit: Unit, currency: str) -> int | None:
    """The benefit a loss is taken from: one of the same programme, in the same unit."""
    if facts.offsets_id is None:
        return None
    if facts.offsets_id not in dict(asked.may_offset(programme.id)):
        raise Refused("Choose a benefit of this programme.", "offsets_id")
    offset = asked.by_id(facts.offsets_id)
    if (offset.unit, offset.currency) != (unit, currency):
        raise Refused("It can only be taken from a benefit in the same unit.", "offsets_id")
    return offset.id


def _require_seen(benefit: Benefit, seen: int) -> None:
    if benefit.version != seen:
        raise Refused("The benefit has changed since you opened the page. Read it again first.")


def _require(benefit: Benefit, state: BenefitState) -> None:
    if benefit.kind is not BenefitKind.COMMITTED:
        raise Refused("Only a committed benefit is put before the other side.")
    if benefit.state is not state:
        raise Refused(f"It is {benefit.state.value} already.")
