"""Measurements on both databases: entered once, corrected with their past, locked by a shared scorecard."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from govtracker.database import db
from govtracker.enums import EnteredBy, MeasurementState, ScorecardStatus, Side
from govtracker.models import AuditEvent, Correction, Measurement, Scorecard
from govtracker.rules.performance.measuring import Entry
from govtracker.services import Refused
from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.world import World

D = Decimal


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def row(code: str = "CSAT", period_on: date = date(2026, 10, 1)) -> Measurement:
    db.session.expire_all()
    found: Measurement = next(
        one for one in db.session.query(Measurement).filter_by(period_on=period_on) if one.kpi.code == code
    )
    return found


def events() -> list[tuple[str, object]]:
    query = db.session.query(AuditEvent).filter_by(subject_type="measurement").order_by(AuditEvent.seq)
    return [(one.action, one.changes.get("entry")) for one in query]


def test_a_value_is_kept_with_who_entered_it_and_for_which_side(mer):
    measured.enter(mer, "2026-10", {"CSAT": "76", "FCR": "38512/66400"}, who="supplier_lead")
    csat, fcr = row("CSAT"), row("FCR")
    assert (csat.value, csat.state, csat.source) == (D(76), MeasurementState.MEASURED, "telephone system")
    assert (csat.entered_by_id, csat.entered_side) == (mer.people["supplier_lead"], Side.SUPPLIER)
    assert (fcr.value, fcr.numerator, fcr.denominator) == (None, D(38512), D(66400))
    assert sorted(events()) == [("measurement_entered", ["", "38512/66400"]), ("measurement_entered", ["", "76"])]


def test_the_same_value_again_changes_nothing(mer):
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    entered_at = row().entered_at
    measured.enter(mer, "2026-10", {"CSAT": "76.0"}, who="supplier_lead")
    assert row().entered_at == entered_at
    assert len(events()) == 1
    assert db.session.query(Measurement).count() == 1


def test_a_correction_needs_a_reason_and_keeps_the_old_value(mer):
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    with pytest.raises(Refused, match="say why") as refused:
        measured.enter(mer, "2026-10", {"CSAT": "78"})
    assert refused.value.field == "reason"
    assert row().value == D(76)
    measured.enter(mer, "2026-10", {"CSAT": "780/1000"}, who="supplier_lead", reason="Late answers counted")
    assert (row().value, row().numerator) == (None, D(780))
    kept = db.session.query(Correction).one()
    assert (kept.value, kept.state, kept.reason) == (D(76), MeasurementState.MEASURED, "Late answers counted")
    assert kept.corrected_by_id == mer.people["supplier_lead"]
    assert events()[-1] == ("measurement_corrected", ["76", "780/1000"])


def test_a_provisional_value_becomes_final_without_a_reason_and_is_kept_too(mer):
    measured.enter(mer, "2026-10", {"CSAT": "70?"})
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    assert db.session.query(Correction.state).scalar() is MeasurementState.PROVISIONAL


def test_emptying_a_value_makes_it_missing_and_keeps_it(mer):
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    measured.enter(mer, "2026-10", {"CSAT": ""}, reason="Wrong month")
    assert (row().state, row().value) == (MeasurementState.MISSING, None)
    assert db.session.query(Correction.value).scalar() == D(76)


def test_all_values_of_a_form_are_entered_or_none(mer):
    with pytest.raises(Refused, match="has not begun") as refused:
        measured.enter_all(mer, {"2026-09": {"FCR": "70"}, "2026-12": {"FCR": "70"}})
    assert refused.value.field == "FCR:2026-12"
    assert not db.session.query(Measurement).count()


@pytest.mark.parametrize("value", ["101", "-1"])
def test_a_value_outside_its_unit_never_reaches_the_database(mer, value):
    with pytest.raises(Refused, match="A percentage cannot be") as refused:
        measured.enter(mer, "2026-10", {"CSAT": Entry(MeasurementState.MEASURED, D(value))})
    assert refused.value.field == "CSAT:2026-10"


def test_what_a_shared_scorecard_holds_is_corrected_only_after_a_dispute(mer):
    measured.enter(mer, "2026-10", OCTOBER)
    digest = measured.share(mer)
    with pytest.raises(Refused, match="Dispute the scorecard first"):
        measured.enter(mer, "2026-10", {"CSAT": "80"}, reason="because")
    measured.dispute(mer)
    measured.enter(mer, "2026-10", {"CSAT": "80"}, reason="because")
    again = measured.share(mer, who="supplier_spoc")
    assert again != digest
    measured.sign(mer, again, who="client_spoc")


def test_a_correction_under_an_agreed_scorecard_is_marked_and_leaves_it_as_it_was_signed(mer):
    measured.enter(mer, "2026-10", OCTOBER)
    digest = measured.share(mer)
    measured.sign(mer, digest)
    with pytest.raises(Refused, match="say why"):
        measured.enter(mer, "2026-10", {"CSAT": "81"})
    measured.enter(mer, "2026-10", {"CSAT": "81"}, reason="A site was missing.")
    card = db.session.query(Scorecard).one()
    assert (card.digest, card.status) == (digest, ScorecardStatus.AGREED)
    assert row("CSAT").value == D(81)
    [kept] = db.session.query(Correction)
    assert (kept.value, kept.scorecard_id) == (D(76), card.id)


def test_other_months_and_kpis_that_the_scorecard_does_not_hold_stay_open(mer):
    measured.enter(mer, "2026-10", OCTOBER)
    measured.share(mer)
    measured.enter(mer, "2026-09", {"CSAT": "80"})
    measured.agree(mer, measured.terms("NEW"))
    measured.enter(mer, "2026-10", {"NEW": "80"})
    assert row("NEW").value == D(80)


def test_a_value_is_entered_by_the_side_the_criteria_name(in_app: Flask, world: World) -> None:
    measured.agree(world, measured.terms(entered_by=EnteredBy.SUPPLIER), *measured.KPIS[3:])
    with pytest.raises(Refused, match="The supplier enters it, as both sides have agreed") as refused:
        measured.enter(world, "2026-10", {"CSAT": "76"}, who="client_spoc")
    assert refused.value.field == "CSAT:2026-10"
    measured.enter(world, "2026-10", {"CSAT": "76"}, who="supplier_lead")
