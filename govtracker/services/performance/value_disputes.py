"""Values one side disputes: both are kept, one counts, and they are settled by one side giving way."""

from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MeasurementState, Settlement
from govtracker.mail import measurement_messages
from govtracker.models import Measurement, ValueDispute
from govtracker.queries.performance import measurement_talk, measurements, roll_ups
from govtracker.rules import periods
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import BadEntry, Entry
from govtracker.services import Refused, events, sides
from govtracker.services.performance import value_changes

PARTS = ("value", "numerator", "denominator", "n")
SETTLED = "settled by both sides"


def dispute(measurement: Measurement, claimed: Entry, reason: str, *, by: Viewer, at: datetime) -> ValueDispute:
    """Say that a value of the other side is another one.

    The recorded one counts meanwhile, unless the side that owns the data says otherwise: then the claimed one does.
    """
    side = sides.own(by, measurement.kpi.relationship)
    made = measuring.made_of_records(measurements.read_measure(measurement.kpi))
    if made:
        raise Refused(made)
    if measurement.state not in (MeasurementState.MEASURED, MeasurementState.PROVISIONAL):
        raise Refused("There is no value to dispute, or it is disputed already.")
    if measurement.entered_side is side:
        raise Refused("Your own side has entered it: correct it.")
    if not reason.strip():
        raise Refused("Say why: both sides see it beside the two values.", "reason")
    recorded = measurements.entry(measurement)
    _check(claimed, recorded, measurement)
    value_changes.require_open(measurement)
    counts = measurement_talk.owning_side(measurement.kpi_id) is side
    opened = ValueDispute(
        measurement_id=measurement.id,
        relationship_id=measurement.relationship_id,
        reason=reason.strip(),
        claim_counts=counts,
        was_provisional=recorded.state is MeasurementState.PROVISIONAL,
        disputed_side=side,
        disputed_by_id=by.person_id,
        disputed_at=at,
        **_named("recorded_", recorded),
        **_named("claimed_", claimed),
    )
    db.session.add(opened)
    told = {"entry": [measuring.cell(recorded), measuring.cell(claimed)], "counts": [None, _which(counts=counts)]}
    events.record(measurement, "measurement_disputed", by=by, at=at, changes=told, reason=opened.reason)
    measurement_messages.disputed(measurement, side, opened.reason, by=by, at=at)
    standing = claimed if counts else recorded
    value_changes.say(measurement, MeasurementState.DISPUTED, standing, opened.reason, by=by, at=at)
    return opened


def give_way(measurement: Measurement, words: str, *, by: Viewer, at: datetime) -> None:
    """The viewer's side lets the other side's value stand: a dispute is withdrawn, or a recorded value given up.

    What was provisional is so again. A claimed value that stands is no roll-up of days any more: both sides said so.
    """
    open_one = measurement_talk.open_dispute(measurement.id)
    if open_one is None:
        raise Refused("This is settled already.")
    value_changes.require_open(measurement)
    withdrawn = sides.own(by, measurement.kpi.relationship) is open_one.disputed_side
    settlement = Settlement.RECORDED if withdrawn else Settlement.CLAIMED
    _settle(open_one, settlement, words, by=by, at=at)
    stands = _entry(open_one, "recorded_" if withdrawn else "claimed_")
    told = {"stands": [None, measuring.cell(stands)]}
    events.record(measurement, "measurement_settled", by=by, at=at, changes=told, reason=words.strip())
    measurement_messages.settled(measurement, sides.own(by, measurement.kpi.relationship), by=by, at=at)
    because = words.strip() or open_one.reason
    value_changes.say(measurement, stands.state, stands, because, by=by, at=at)
    if measurement.is_rolled_up and not withdrawn:
        measurement.is_rolled_up, measurement.source = False, SETTLED
    elif measurement.is_rolled_up and stands.state is MeasurementState.MEASURED:
        db.session.flush()
        month = periods.containing(measurement.period_on)
        roll_ups.roll_up([measurement.relationship_id], month, at=at)  # its days may have changed meanwhile
        db.session.refresh(measurement)


def settle_by_correction(measurement_id: int, reason: str, *, by: Viewer, at: datetime) -> None:
    """The side that recorded a disputed value enters another one; refuses the side that disputes it."""
    open_one = measurement_talk.open_dispute(measurement_id)
    if open_one is None:
        return
    measurement = measurement_talk.measurement(measurement_id)
    if sides.own(by, measurement.kpi.relationship) is open_one.disputed_side:
        raise Refused("Both values stand until this is settled: the other side corrects its own, or you give way.")
    _settle(open_one, Settlement.CORRECTED, reason, by=by, at=at)
    measurement.state = _state(open_one)
    db.session.flush()


def is_recorded(open_one: ValueDispute, figures: Entry) -> bool:
    """Whether these are the figures that were recorded when it was disputed."""
    return all(getattr(figures, name) == getattr(open_one, f"recorded_{name}") for name in PARTS[:3])


def _check(claimed: Entry, recorded: Entry, measurement: Measurement) -> None:
    try:
        measuring.check(claimed, measurements.read_measure(measurement.kpi))
    except BadEntry as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    if all(getattr(claimed, name) == getattr(recorded, name) for name in PARTS[:3]):
        raise Refused("This is the value that stands.", "value")


def _settle(open_one: ValueDispute, settlement: Settlement, words: str, *, by: Viewer, at: datetime) -> None:
    open_one.settlement, open_one.settled_because = settlement, words.strip()
    open_one.settled_side = by.side_in(open_one.measurement.kpi.relationship.place())
    open_one.settled_by_id, open_one.settled_at = by.person_id, at


def _named(prefix: str, entry: Entry) -> dict[str, Any]:
    return {f"{prefix}{name}": getattr(entry, name) for name in PARTS}


def _entry(open_one: ValueDispute, prefix: str) -> Entry:
    return Entry(_state(open_one), *(getattr(open_one, f"{prefix}{name}") for name in PARTS))


def _state(open_one: ValueDispute) -> MeasurementState:
    """What it is once it is settled: what it was before."""
    return MeasurementState.PROVISIONAL if open_one.was_provisional else MeasurementState.MEASURED


def _which(*, counts: bool) -> str:
    return "the claimed value" if counts else "the recorded value"
