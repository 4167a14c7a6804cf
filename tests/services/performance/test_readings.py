"""Readings: days are taken once, roll up into their months, and what a month said before is kept."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import Aggregation, MeasurementState, ScopeKind, Settlement, Unit
from govtracker.models import Correction, Measurement, Reading, ScorecardScope, ValueDispute
from govtracker.queries import find
from govtracker.queries.performance import measurement_talk, recorded, roll_ups
from govtracker.queries.performance import measurements as months
from govtracker.queries.performance import readings as asked
from govtracker.queries.performance.readings import Figures, Stretch
from govtracker.rules import periods
from govtracker.rules.performance import rolling_up
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.services import Refused
from govtracker.services.performance import readings, value_disputes
from govtracker.services.performance.readings import Daily
from tests.support import measured
from tests.support.statements import counted
from tests.support.world import World

D = Decimal
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
CURVE = Anchors(D(900), D(400), D(300))
AHT = measured.terms("AHT", unit=Unit.SECONDS, aggregation=Aggregation.MEAN, anchors=CURVE)
OF = {Aggregation.RATIO: "SL", Aggregation.SUM: "SELL", Aggregation.LAST: "PRICE", Aggregation.MEAN: "AHT"}


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world, *measured.KPIS, AHT)
    return world


def measures(world: World) -> dict[str, Measure]:
    viewer = world.viewer("client_spoc")
    return {one.code: one for one in months.measures(viewer, world.relationships["MER"])}


def take(
    world: World,
    code: str,
    days: dict[date, Figures],
    *,
    scope: int = 0,
    reason: str = "",
    who: str = "client_spoc",
) -> None:
    """Days of a KPI of MER, taken and rolled up."""
    measure, viewer = measures(world)[code], world.viewer(who)
    given = [Daily(measure, day, figures, scope) for day, figures in days.items()]
    with database.transaction():
        relationship = find.relationship(viewer, "MER")
        taken = readings.take(given, before=asked.stored([one.key for one in given]))
        readings.roll_up(relationship, taken.months, reason=reason, by=viewer, at=NOW, today=TODAY)
    db.session.expire_all()


def october(**figures: tuple[int, int]) -> dict[date, Figures]:
    return {OCTOBER + timedelta(days=int(day[1:]) - 1): ratio(*parts) for day, parts in figures.items()}


def ratio(above: int, below: int) -> Figures:
    return Figures(numerator=D(above), denominator=D(below))


def row(code: str, month: date = OCTOBER) -> Measurement:
    return next(one for one in db.session.query(Measurement).filter_by(period_on=month) if one.kpi.code == code)


def test_a_month_is_the_ratio_of_the_sums_of_its_days(mer):
    take(mer, "SL", october(d1=(95, 100), d2=(420, 1000), d31=(85, 100)))
    found = row("SL")
    assert (found.numerator, found.denominator, found.value) == (D(600), D(1200), None)
    assert (found.state, found.is_rolled_up, found.source) == (MeasurementState.MEASURED, True, "daily values")


def test_the_running_month_is_provisional_until_it_is_over(mer):
    take(mer, "SL", {NOVEMBER: ratio(1, 2)})
    assert row("SL", NOVEMBER).state is MeasurementState.PROVISIONAL
    assert list(roll_ups.to_close(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))) == []
    over = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
    [relationship_id] = roll_ups.to_close(over)
    with database.transaction():
        readings.close_months(relationship_id, over)
    db.session.expire_all()
    assert row("SL", NOVEMBER).state is MeasurementState.MEASURED


def test_the_same_days_again_change_nothing_and_others_keep_what_the_month_said(mer):
    take(mer, "SL", october(d1=(95, 100), d2=(42, 100)))
    take(mer, "SL", october(d2=(42, 100), d1=(95, 100)))
    assert db.session.query(Correction).count() == 0
    take(mer, "SL", october(d2=(50, 100)), reason="The second day was counted twice.")
    [kept] = db.session.query(Correction)
    assert (kept.numerator, kept.denominator, kept.reason) == (D(137), D(200), "The second day was counted twice.")
    assert row("SL").numerator == D(145)
    assert db.session.query(Reading).count() == 2


def test_what_is_rolled_up_is_typed_over_by_nobody(mer):
    take(mer, "SL", october(d1=(95, 100)))
    with pytest.raises(Refused, match="rolled up from daily values"):
        measured.enter(mer, "2026-10", {"SL": "80"}, reason="because")


def test_the_whole_is_what_its_scopes_come_to_unless_it_has_a_value_of_its_own(mer):
    with database.transaction():
        scopes = [
            ScorecardScope(relationship_id=mer.relationships["MER"], kind=ScopeKind.SITE, name=one) for one in "AB"
        ]
        db.session.add_all(scopes)
        db.session.flush()
        ids = [one.id for one in scopes]
    take(mer, "SL", october(d1=(90, 100)), scope=ids[0])
    take(mer, "SL", october(d1=(10, 300)), scope=ids[1])
    kpi_id = measures(mer)["SL"].kpi_id
    said = recorded.said(None, mer.relationships["MER"], OCTOBER, OCTOBER)[OCTOBER]
    assert (said[kpi_id].entry.numerator, said[kpi_id].entry.denominator) == (D(100), D(400))
    of_scope = recorded.said(None, mer.relationships["MER"], OCTOBER, OCTOBER, scope_id=ids[0])[OCTOBER]
    assert of_scope[kpi_id].entry.numerator == D(90)
    measured.enter(mer, "2026-10", {"SL": "70"})
    assert recorded.said(None, mer.relationships["MER"], OCTOBER, OCTOBER)[OCTOBER][kpi_id].entry.value == D(70)


def test_a_site_that_is_silent_is_no_zero_in_the_whole(mer):
    with database.transaction():
        sites = [
            ScorecardScope(relationship_id=mer.relationships["MER"], kind=ScopeKind.SITE, name=one) for one in "ABC"
        ]
        db.session.add_all(sites)
        db.session.flush()
        [one, other, _] = [site.id for site in sites]
    for site in (one, other):
        take(mer, "SELL", {date(2026, 9, 3): Figures(D(100))}, scope=site)
        take(mer, "SL", {date(2026, 9, 3): ratio(1, 2)}, scope=site)
    take(mer, "SELL", {OCTOBER: Figures(D(100))}, scope=one)
    take(mer, "SL", {OCTOBER: ratio(3, 4)}, scope=one)
    known, whose = measures(mer), mer.relationships["MER"]
    months = recorded.said(None, whose, date(2026, 9, 1), OCTOBER)
    september, october = ({code: said[known[code].kpi_id] for code in ("SELL", "SL")} for said in months.values())
    assert september["SELL"].entry == Entry(MeasurementState.MEASURED, D(200))
    assert october["SELL"].entry == Entry(MeasurementState.MISSING)
    assert (october["SL"].entry.state, october["SL"].source) == (
        MeasurementState.PROVISIONAL,
        "rolled up from 1 of its 2 parts",
    )
    assert recorded.of_many([whose], OCTOBER, OCTOBER)[whose][OCTOBER][known["SELL"].kpi_id] == october["SELL"]
    with database.transaction():  # it is measured by itself no more
        db.session.query(ScorecardScope).filter_by(id=other).update({"is_offered": False})
    stands = recorded.said(None, whose, OCTOBER, OCTOBER)[OCTOBER][known["SELL"].kpi_id]
    assert stands.entry == Entry(MeasurementState.MEASURED, D(100))


def test_work_that_is_cut_by_site_and_by_segment_is_counted_once(mer):
    with database.transaction():
        cuts = (ScopeKind.SITE, ScopeKind.SITE, ScopeKind.SEGMENT, ScopeKind.SEGMENT, ScopeKind.SEGMENT)
        parts = [
            ScorecardScope(relationship_id=mer.relationships["MER"], kind=kind, name=f"Part {number}")
            for number, kind in enumerate(cuts)
        ]
        db.session.add_all(parts)
        db.session.flush()
        ids = [part.id for part in parts]
    for part, calls in zip(ids, (60, 40, 20, 30, 49), strict=True):
        take(mer, "SELL", {OCTOBER: Figures(D(calls))}, scope=part)
    kpi_id, whose = measures(mer)["SELL"].kpi_id, mer.relationships["MER"]
    said = recorded.said(None, whose, OCTOBER, OCTOBER)[OCTOBER][kpi_id]
    assert (said.entry, said.source) == (Entry(MeasurementState.MEASURED, D(99)), "rolled up from 3 of its parts")
    assert recorded.of_many([whose], OCTOBER, OCTOBER)[whose][OCTOBER][kpi_id] == said


def test_a_months_run_over_relationships_says_what_was_rolled_up_by_hand_in_a_fixed_number_of_statements(mer):
    rng = Random(7)
    days = [OCTOBER + timedelta(days=offset) for offset in range(31)]
    parts = {day: (rng.randint(0, 50), rng.randint(50, 400)) for day in days}
    take(mer, "SL", {day: ratio(*both) for day, both in parts.items()})
    take(mer, "SELL", {day: Figures(D(above) / 4, n=below) for day, (above, below) in parts.items()})
    take(mer, "PRICE", {day: Figures(D(above) / 4) for day, (above, _) in parts.items()})
    take(mer, "AHT", {day: Figures(D(above) / 8, n=below) for day, (above, below) in parts.items()})
    before = figures_of_october()
    with database.transaction():
        db.session.query(Measurement).delete()
        with counted() as made:
            roll_ups.roll_up([mer.relationships["MER"]], periods.parse("2026-10"), at=NOW)
    assert len(made) == 4
    assert figures_of_october() == before


def test_a_months_run_keeps_what_changes_and_leaves_what_was_entered_by_hand_or_agreed_to(mer):
    take(mer, "SL", october(d1=(95, 100)))
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    csat = measures(mer)["CSAT"].kpi_id
    with database.transaction():
        db.session.add(Reading(kpi_id=csat, day=OCTOBER, numerator=D(1), denominator=D(2)))
        db.session.query(Reading).filter_by(kpi_id=measures(mer)["SL"].kpi_id).update({"numerator": D(90)})
        roll_ups.roll_up([mer.relationships["MER"]], periods.parse("2026-10"), at=NOW)
    db.session.expire_all()
    assert row("CSAT").value == D(76)
    [kept] = db.session.query(Correction)
    assert (kept.numerator, row("SL").numerator) == (D(95), D(90))


def figures_of_october() -> dict[str, tuple[object, ...]]:
    db.session.expire_all()
    names = ("value", "numerator", "denominator", "n", "state", "is_rolled_up", "relationship_id", "scope_id")
    return {one.kpi.code: tuple(getattr(one, name) for name in names) for one in db.session.query(Measurement)}


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_the_database_sums_as_the_rule_does(mer, aggregation):
    rng, kpi_id = Random(11), measures(mer)[OF[aggregation]].kpi_id
    days = {OCTOBER + timedelta(days=offset): figures(rng, aggregation) for offset in range(20)}
    take(mer, OF[aggregation], days)
    mondays = [OCTOBER + timedelta(days=after) for after in (0, 7, 14)]
    weeks = [Stretch(kpi_id, 0, first, first + timedelta(days=6)) for first in mondays]
    found = asked.together(weeks)
    for week in weeks:
        inside = [one for day, one in days.items() if week.first <= day <= week.last]
        parts = [Entry(MeasurementState.MEASURED, one.value, one.numerator, one.denominator, one.n) for one in inside]
        assert found[week] == rolling_up.over_time(aggregation, parts)


def figures(rng: Random, aggregation: Aggregation) -> Figures:
    if aggregation is Aggregation.RATIO:
        return ratio(rng.randint(0, 10), rng.randint(10, 90))
    return Figures(D(rng.randint(-(10**9), 10**9)) / 10**4, n=rng.randint(1, 10**6))


def disputed(world: World, code: str, claimed: Figures) -> int:
    """The supplier says a month that the client's days made is another one; the measurement's id."""
    found, viewer = row(code), world.viewer("supplier_spoc")
    with database.transaction():
        said = Entry(MeasurementState.MEASURED, claimed.value, claimed.numerator, claimed.denominator)
        measurement = measurement_talk.measurement(found.id)
        value_disputes.dispute(measurement, said, "Two sites are missing.", by=viewer, at=NOW)
    return found.id


def gave_way(world: World, who: str, measurement_id: int) -> None:
    with database.transaction():
        viewer = world.viewer(who)
        value_disputes.give_way(measurement_talk.measurement(measurement_id), "", by=viewer, at=NOW)
    db.session.expire_all()


def rolled_up(world: World) -> None:
    """The monthly run over October."""
    with database.transaction():
        roll_ups.roll_up([world.relationships["MER"]], periods.parse("2026-10"), at=NOW)
    db.session.expire_all()


def test_no_run_and_no_import_writes_over_a_month_that_is_disputed(mer):
    take(mer, "SL", october(d1=(10, 20)))
    measurement_id = disputed(mer, "SL", ratio(18, 20))
    take(mer, "SL", october(d1=(12, 20)), who="supplier_spoc")
    rolled_up(mer)
    assert (row("SL").state, row("SL").numerator) == (MeasurementState.DISPUTED, D(10))
    gave_way(mer, "supplier_spoc", measurement_id)  # withdrawn: what the days say by now stands
    assert (row("SL").state, row("SL").numerator, row("SL").is_rolled_up) == (MeasurementState.MEASURED, D(12), True)


def test_the_side_whose_days_made_a_disputed_month_corrects_it_by_its_days(mer):
    take(mer, "SL", october(d1=(10, 20)))
    disputed(mer, "SL", ratio(18, 20))
    take(mer, "SL", october(d1=(10, 20)))  # nothing else: it stays disputed
    assert row("SL").state is MeasurementState.DISPUTED
    take(mer, "SL", october(d2=(6, 10)), reason="Two sites were missing.")
    assert (row("SL").state, row("SL").numerator, row("SL").is_rolled_up) == (MeasurementState.MEASURED, D(16), True)
    assert [one.settlement for one in db.session.query(ValueDispute)] == [Settlement.CORRECTED]


def test_what_was_settled_is_no_roll_up_any_more_and_no_day_takes_it_back(mer):
    take(mer, "SL", october(d1=(10, 20)))
    gave_way(mer, "client_spoc", disputed(mer, "SL", ratio(18, 20)))
    take(mer, "SL", october(d2=(0, 10)))
    rolled_up(mer)
    assert (row("SL").numerator, row("SL").denominator, row("SL").is_rolled_up) == (D(18), D(20), False)
    assert row("SL").source == "settled by both sides"
