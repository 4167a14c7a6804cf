"""That a measurement does not apply: asked by one side, consented to or refused by the other."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MeasurementState, Side
from govtracker.mail import measurement_messages
from govtracker.models import Consent, Measurement, Relationship
from govtracker.queries import claims
from govtracker.queries.performance import measurement_talk
from govtracker.services import Refused, events, sides
from govtracker.services.performance import value_changes


def ask(
    relationship: Relationship, measurement_ids: Sequence[tuple[int, str]], side: Side, *, by: Viewer, at: datetime
) -> None:
    """Ask of measurements, each with its reason, that they do not apply; what is asked of already stays so."""
    rows = [
        {
            "measurement_id": measurement_id,
            "relationship_id": relationship.id,
            "reason": reason,
            "asked_side": side,
            "asked_by_id": by.person_id,
            "asked_at": at,
            "is_given": None,
            "answer": "",
            "answered_by_id": None,
            "answered_at": None,
        }
        for measurement_id, reason in measurement_ids
    ]
    made = claims.insert_missing(Consent, rows, unique=["measurement_id"], where="answered_at IS NULL")
    if made:
        measurement_messages.not_applicable_asked(relationship, len(made), side, by=by, at=at)


def answer(measurement: Measurement, words: str, *, given: bool, by: Viewer, at: datetime) -> None:
    """The other side consents, and it does not apply; or refuses with its reason, and it stays as it was."""
    consent = measurement_talk.open_consent(measurement.id)
    if consent is None:
        raise Refused("There is nothing to answer any more.")
    side = sides.own(by, measurement.kpi.relationship)
    if side is consent.asked_side:
        raise Refused("The other side has to consent: your own has asked.")
    if not given and not words.strip():
        raise Refused("Say why it does apply.", "words")
    value_changes.require_open(measurement)
    if given and measurement.state is MeasurementState.DISPUTED:
        raise Refused("The value is disputed: settle that first.")
    consent.is_given, consent.answer = given, words.strip()
    consent.answered_by_id, consent.answered_at = by.person_id, at
    told = {"not applicable": ["asked", "consented" if given else "refused"]}
    events.record(measurement, "not_applicable_answered", by=by, at=at, changes=told, reason=words.strip())
    measurement_messages.not_applicable_answered(measurement, consent.asked_by_id, given=given, by=by, at=at)
    if given:
        value_changes.say(measurement, MeasurementState.NOT_APPLICABLE, None, consent.reason, by=by, at=at)
