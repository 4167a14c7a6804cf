"""KPIs computed from issues: only shared ones, counted in the client's months."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, IssueStatus, MeasurementState, Severity, Side
from govtracker.models import AuditEvent, Correction, Issue, Measurement
from govtracker.queries import claims, find
from govtracker.queries.performance import computed_figures
from govtracker.queries.performance.computed_figures import Asked
from govtracker.rules import periods
from govtracker.services import Refused
from govtracker.services.performance import computation
from tests.support import measured
from tests.support.statements import counted
from tests.support.world import World

D = Decimal
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
NUMBERS = count(1)


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world, *measured.COMPUTED)
    return world


def resolve(world: World, *resolved: datetime, minutes: int | None = 60, within: bool | None = True, **more) -> None:
    """Issues of MER that were resolved at these instants."""
    rows = [
        {
            "relationship_id": world.relationships["MER"],
            "number": next(NUMBERS),
            "audience": Audience.SHARED,
            "title": "An issue",
            "area_id": world.areas["Quality"],
            "severity": Severity.LOW,
            "severity_rank": 3,
            "raised_side": Side.CLIENT,
            "waiting_on": Side.SUPPLIER,
            "status": IssueStatus.CLOSED,
            "is_open": False,
            "due_on": at.date(),
            "opened_at": at - timedelta(days=1),
            "updated_at": at,
            "resolved_at": at,
            "resolution_minutes": minutes,
            "resolved_within_target": within,
            **more,
        }
        for at in resolved
    ]
    with database.transaction():
        claims.insert_rows(Issue, rows)


def computed(code: str, month: date = OCTOBER) -> Measurement | None:
    db.session.expire_all()
    rows = db.session.query(Measurement).filter_by(period_on=month)
    return next((one for one in rows if one.kpi.code == code), None)


def tick(at: datetime = NOW) -> jobs.Ran:
    return jobs.run(jobs.job_named("compute-kpis"), at=at)


def test_both_kpis_come_from_the_shared_issues_resolved_in_the_month(mer):
    resolve(mer, datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 10, 6, tzinfo=UTC), minutes=90)
    resolve(mer, datetime(2026, 10, 7, tzinfo=UTC), minutes=120, within=False)
    resolve(mer, datetime(2026, 10, 8, tzinfo=UTC), minutes=600, audience=Audience.CLIENT)
    resolve(mer, datetime(2026, 10, 9, tzinfo=UTC), minutes=None, within=None)
    resolve(mer, datetime(2026, 9, 9, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC), minutes=6000, within=False)
    assert tick().done == 1
    within, hours = computed("RWT"), computed("MTTR")
    assert within is not None
    assert hours is not None
    assert (within.numerator, within.denominator, within.n, within.state) == (D(2), D(3), 3, MeasurementState.MEASURED)
    assert (hours.numerator, hours.denominator, hours.n) == (D(5), D(3), 3)
    assert (within.source, within.entered_by_id, within.entered_side) == ("computed from issues", None, None)


def test_the_running_month_is_provisional_and_becomes_final_when_it_is_over(mer):
    resolve(mer, datetime(2026, 11, 5, tzinfo=UTC))
    tick()
    november = computed("RWT", NOVEMBER)
    assert november is not None
    assert november.state is MeasurementState.PROVISIONAL
    tick(datetime(2026, 11, 30, 23, 0, tzinfo=UTC))  # midnight in Berlin
    november = computed("RWT", NOVEMBER)
    assert november is not None
    assert november.state is MeasurementState.MEASURED


def test_months_begin_at_midnight_where_the_client_is(mer):
    resolve(mer, datetime(2026, 9, 30, 22, 0, tzinfo=UTC), datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC))
    resolve(mer, datetime(2026, 9, 30, 21, 59, 59, tzinfo=UTC), datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    tick()
    october = computed("RWT")
    assert october is not None
    assert october.denominator == 2


def test_without_a_resolved_issue_there_is_no_value(mer):
    tick()
    assert not db.session.query(Measurement).count()
    resolve(mer, datetime(2026, 11, 5, tzinfo=UTC), within=None)
    tick()
    assert [one.kpi.code for one in db.session.query(Measurement)] == ["MTTR"]


def test_computing_again_changes_nothing_and_a_changed_figure_keeps_the_old_one(mer):
    resolve(mer, datetime(2026, 10, 5, tzinfo=UTC))
    tick()
    events = db.session.query(AuditEvent).count()
    tick()
    assert db.session.query(AuditEvent).count() == events
    resolve(mer, datetime(2026, 10, 6, tzinfo=UTC), within=False)
    tick()
    kept = db.session.query(Correction).order_by(Correction.id).first()
    assert kept is not None
    assert (kept.numerator, kept.denominator, kept.reason) == (D(1), D(1), "Computed anew from the issues.")


def test_a_running_month_keeps_no_trail_of_hourly_figures(mer):
    for day in (3, 4, 5):
        resolve(mer, datetime(2026, 11, day, tzinfo=UTC))
        tick()
    assert not db.session.query(Correction).count()
    november = computed("RWT", NOVEMBER)
    assert november is not None
    assert november.denominator == 3


def test_what_a_shared_scorecard_holds_is_not_computed_anew(mer):
    resolve(mer, datetime(2026, 10, 5, tzinfo=UTC))
    tick()
    measured.share(mer)
    resolve(mer, datetime(2026, 10, 6, tzinfo=UTC), within=False)
    tick()
    october = computed("RWT")
    assert october is not None
    assert october.denominator == 1
    measured.dispute(mer)
    tick()
    october = computed("RWT")
    assert october is not None
    assert october.denominator == 2


def test_nobody_types_over_a_computed_value(mer):
    with pytest.raises(Refused, match="computed from what stands here"):
        measured.enter(mer, "2026-10", {"RWT": "90"})


def test_any_month_can_be_computed_on_demand(mer):
    resolve(mer, datetime(2026, 3, 5, tzinfo=UTC))
    spoc = mer.viewer("client_spoc")
    with database.transaction():
        relationship = find.relationship(spoc, "MER")
        computation.compute(relationship, [periods.parse("2026-03")], by=spoc, at=NOW)
    march = computed("MTTR", date(2026, 3, 1))
    assert march is not None
    assert march.entered_by_id == spoc.person_id


def test_several_months_are_asked_of_the_issues_in_one_statement(mer):
    spoc = mer.viewer("client_spoc")
    relationship = find.relationship(spoc, "MER")
    months = [computation.instants(relationship, periods.parse(f"2026-{month:02}")) for month in range(1, 11)]
    with counted() as made:
        computed_figures.resolved(Asked(relationship.id, months, ZoneInfo("Europe/Berlin"), NOW))
    assert len(made) == 1
