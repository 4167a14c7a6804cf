"""What both sides settle about values: that one does not apply, which of two is right; the words of both are kept."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MeasurementState, Settlement
from govtracker.models import AuditEvent, Consent, Correction, Kpi, Measurement, Notification, OutboxMail, ValueDispute
from govtracker.queries.performance import measurement_talk as asked
from govtracker.queries.performance import measurements as asked_measures
from govtracker.rules import periods
from govtracker.rules.performance.measuring import Entry
from govtracker.services import Refused
from govtracker.services.performance import consents, measurements, ratings, value_disputes
from govtracker.services.performance.measurements import Given
from tests.support import measured
from tests.support.world import World

D = Decimal
NOW = datetime(2026, 11, 6, 9, tzinfo=UTC)
MISSING, ABSENT, DISPUTED = MeasurementState.MISSING, MeasurementState.NOT_APPLICABLE, MeasurementState.DISPUTED
pytestmark = pytest.mark.usefixtures("mer")


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def row(code: str = "CSAT") -> Measurement:
    db.session.expire_all()
    return next(one for one in db.session.query(Measurement) if one.kpi.code == code)


def answered(world: World, who: str, *, given: bool, words: str = "") -> None:
    with database.transaction():
        consents.answer(asked.measurement(row().id), words, given=given, by=world.viewer(who), at=NOW)


def disputed(
    world: World, who: str, value: str = "70", reason: str = "A site is missing.", *, code: str = "CSAT"
) -> None:
    claimed = Entry(MeasurementState.MEASURED, D(value))
    with database.transaction():
        value_disputes.dispute(asked.measurement(row(code).id), claimed, reason, by=world.viewer(who), at=NOW)


def gave_way(world: World, who: str, words: str = "") -> None:
    with database.transaction():
        value_disputes.give_way(asked.measurement(row().id), words, by=world.viewer(who), at=NOW)


def own_data(world: World, seat: str) -> None:
    with database.transaction():
        db.session.query(Kpi).filter_by(code="CSAT").one().owner_seat_id = world.seats[seat]


def test_what_does_not_apply_is_missing_until_the_other_side_consents(mer: World) -> None:
    with pytest.raises(Refused, match="Say why it does not apply"):
        measured.enter(mer, "2026-10", {"CSAT": "n/a"})
    measured.enter(mer, "2026-10", {"CSAT": "n/a"}, reason="No survey in October.")
    assert row().state is MISSING
    with pytest.raises(Refused, match="your own has asked"):
        answered(mer, "client_spoc", given=True)
    answered(mer, "supplier_spoc", given=True)
    assert row().state is ABSENT
    consent = db.session.query(Consent).one()
    assert (consent.reason, consent.asked_by_id, consent.answered_by_id, consent.is_given) == (
        "No survey in October.",
        mer.people["client_spoc"],
        mer.people["supplier_spoc"],
        True,
    )
    events = db.session.query(AuditEvent).filter_by(subject_type="measurement").order_by(AuditEvent.id)
    assert [one.action for one in events] == ["measurement_entered", "not_applicable_asked", "not_applicable_answered"]


def test_refusing_needs_its_reason_and_leaves_everything_as_it_was(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    measured.enter(mer, "2026-10", {"CSAT": "n/a"}, reason="It was a holiday.")
    assert (row().state, row().value) == (MeasurementState.MEASURED, D(76))
    with pytest.raises(Refused, match="Say why it does apply"):
        answered(mer, "supplier_spoc", given=False)
    answered(mer, "supplier_spoc", given=False, words="One day is no month.")
    assert (row().state, row().value) == (MeasurementState.MEASURED, D(76))
    measured.enter(mer, "2026-10", {"CSAT": "n/a"}, reason="Still.")  # and may be asked again
    answered(mer, "supplier_spoc", given=True)
    assert (row().state, row().value) == (ABSENT, None)
    assert [kept.value for kept in db.session.query(Correction)] == [D(76)]


def test_both_values_of_a_dispute_are_kept_and_the_recorded_one_counts(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "76"}, who="supplier_spoc")
    with pytest.raises(Refused, match="Your own side has entered it"):
        disputed(mer, "supplier_lead")
    with pytest.raises(Refused, match="the value that stands"):
        disputed(mer, "client_spoc", "76")
    disputed(mer, "client_spoc")
    assert (row().state, row().value) == (DISPUTED, D(76))
    kept = db.session.query(ValueDispute).one()
    assert (kept.recorded_value, kept.claimed_value, kept.claim_counts) == (D(76), D(70), False)
    with pytest.raises(Refused, match="disputed already"):
        disputed(mer, "client_spoc", "71")
    gave_way(mer, "client_spoc", "We found the site.")
    assert (row().state, row().value) == (MeasurementState.MEASURED, D(76))
    assert db.session.query(ValueDispute).one().settlement is Settlement.RECORDED


def test_the_claimed_value_counts_where_its_side_owns_the_data(mer: World) -> None:
    own_data(mer, "client_lead")
    measured.enter(mer, "2026-10", {"CSAT": "76"}, who="supplier_spoc")
    disputed(mer, "client_spoc")
    assert (row().state, row().value) == (DISPUTED, D(70))
    gave_way(mer, "supplier_spoc")
    assert (row().state, row().value) == (MeasurementState.MEASURED, D(70))
    assert [kept.value for kept in db.session.query(Correction)] == [D(76)]


def test_a_disputed_value_is_corrected_by_its_own_side_alone(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "76"}, who="supplier_spoc")
    disputed(mer, "client_spoc")
    with pytest.raises(Refused, match="the other side corrects its own"):
        measured.enter(mer, "2026-10", {"CSAT": "70"}, reason="As we said.")
    measured.enter(mer, "2026-10", {"CSAT": "72"}, who="supplier_spoc", reason="The site is in.")
    assert (row().state, row().value) == (MeasurementState.MEASURED, D(72))
    assert db.session.query(ValueDispute).one().settlement is Settlement.CORRECTED


def test_what_a_shared_scorecard_holds_is_neither_disputed_nor_taken_away(mer: World) -> None:
    measured.enter(mer, "2026-10", {**measured.OCTOBER, "INV": "99"}, who="supplier_spoc")
    measured.enter(mer, "2026-10", {"CSAT": "n/a"}, reason="It was a holiday.")
    measured.share(mer)
    with pytest.raises(Refused, match="Dispute the scorecard first"):
        disputed(mer, "client_spoc")
    with pytest.raises(Refused, match="Dispute the scorecard first"):
        answered(mer, "supplier_spoc", given=True)


@pytest.mark.parametrize(("code", "why"), [("TRUST", "Both sides rate it"), ("RWT", "It is computed")])
def test_no_typed_value_is_set_against_what_is_rated_or_computed(in_app: Flask, world: World, code, why):
    measured.agree(world, measured.TRUST, *measured.COMPUTED)
    with database.transaction():
        trust, spoc = db.session.query(Kpi).filter_by(code="TRUST").one(), world.viewer("client_spoc")
        ratings.rate(trust, periods.parse("2026-11"), 1, "Seen.", by=spoc, at=NOW, today=NOW.date())
        computed = db.session.query(Kpi).filter_by(code="RWT").one()
        said = Entry(MeasurementState.MEASURED, None, D(1), D(2), 2)
        given = [Given(asked_measures.read_measure(computed), periods.parse("2026-10"), said)]
        measurements.take(computed.relationship, given, before={}, reason="", by=None, at=NOW)
    before = row(code).state
    with pytest.raises(Refused, match=why):
        disputed(world, "supplier_lead", "100", code=code)
    assert row(code).state is before


@pytest.mark.parametrize("who", ["client_spoc", "supplier_spoc"])
def test_what_was_provisional_stays_so_whoever_gives_way(mer: World, who: str) -> None:
    measured.enter(mer, "2026-11", {"CSAT": "76?"}, who="supplier_spoc")
    disputed(mer, "client_spoc")
    gave_way(mer, who)
    assert row().state is MeasurementState.PROVISIONAL


def told(world: World, who: str) -> list[str]:
    rows = db.session.query(Notification).filter_by(recipient_id=world.people[who], kind=MailKind.ASSIGNMENT)
    return [one.facts["words"] for one in rows.order_by(Notification.id) if "path" in one.facts]


def test_whose_word_is_needed_hears_of_it_and_whoever_asked_of_the_answer(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "n/a"}, reason="No survey in October.")
    asking = "Northgate asks that a value does not apply. Until your side consents nothing changes."
    assert told(mer, "supplier_spoc")[-1] == asking
    answered(mer, "supplier_spoc", given=False, words="There was one.")
    answer = "Customer satisfaction in October 2026 does apply: the other side refuses."
    assert told(mer, "client_spoc")[-1] == answer
    measured.enter(mer, "2026-10", {"CSAT": "75"}, reason="It was found.")
    disputed(mer, "supplier_spoc")
    assert told(mer, "supplier_spoc")[-1] == asking
    assert told(mer, "client_spoc")[-1] == (
        "Meridian disputes Customer satisfaction in October 2026: A site is missing."
    )
    gave_way(mer, "client_spoc")
    assert told(mer, "supplier_spoc")[-1] == "The dispute about Customer satisfaction in October 2026 is settled."
    jobs.run(jobs.job_named("render-notices"), at=NOW + timedelta(hours=1))
    mails = db.session.query(OutboxMail).filter_by(recipient_id=mer.people["supplier_spoc"])
    assert "The dispute about Customer satisfaction in October 2026 is settled" in "".join(
        one.raw.decode().replace("=\r\n", "") for one in mails
    )


def test_whether_a_disputed_value_applies_is_answered_once_the_dispute_is_settled(mer: World) -> None:
    measured.enter(mer, "2026-10", {"CSAT": "76"}, who="supplier_spoc")
    measured.enter(mer, "2026-10", {"CSAT": "n/a"}, who="supplier_spoc", reason="It was a holiday.")
    disputed(mer, "client_spoc")
    with pytest.raises(Refused, match="disputed: settle that first"):
        answered(mer, "client_spoc", given=True)
    gave_way(mer, "client_spoc")
    answered(mer, "client_spoc", given=True)
    assert row().state is ABSENT
