"""Collecting values: the data owner is asked once for what is missing after its grace; it ends when the value comes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionStatus, EnteredBy, Frequency, Side
from govtracker.models import Action, Collection, Kpi, Measurement, Reading
from govtracker.queries import find
from govtracker.queries.performance import collections, measurements
from govtracker.rules import periods
from govtracker.services.performance import ratings
from tests.support import measured
from tests.support.world import World

GRACE_OVER = datetime(2026, 11, 11, 0, 30, tzinfo=UTC)  # ten days after October


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def tick(at: datetime = GRACE_OVER) -> int:
    return jobs.run(jobs.job_named("collect-values"), at=at).done


def asked() -> list[str]:
    db.session.expire_all()
    return [one.title for one in db.session.query(Action).order_by(Action.id)]


def change(code: str, **values: Any) -> None:
    with database.transaction():
        kpi = db.session.query(Kpi).filter_by(code=code).one()
        for name, value in values.items():
            setattr(kpi, name, value)


def test_the_owner_of_the_data_is_asked_once_and_not_while_the_grace_runs(mer: World) -> None:
    measured.enter(mer, "2026-10", {code: text for code, text in measured.OCTOBER.items() if code != "CSAT"})
    change("CSAT", owner_seat_id=mer.seats["client_lead"])
    assert tick(GRACE_OVER - timedelta(days=1)) == 0
    assert (tick(), tick(), tick(GRACE_OVER + timedelta(days=9))) == (1, 0, 0)
    [action] = db.session.query(Action)
    assert action.title == "Enter Customer satisfaction for October 2026"
    assert (action.owner_id, action.owner_side) == (mer.people["client_lead"], Side.CLIENT)
    assert (action.due_on, action.added_by_id) == (date(2026, 11, 16), None)
    assert action.kpi_id is not None


def test_without_an_owner_it_is_asked_of_who_speaks_for_the_side_that_enters_it(mer: World) -> None:
    measured.enter(mer, "2026-10", {code: text for code, text in measured.OCTOBER.items() if code not in ("FCR", "SL")})
    change("SL", entered_by=EnteredBy.CLIENT)
    tick()
    owners = {one.title.removeprefix("Enter "): one.owner_id for one in db.session.query(Action)}
    assert owners == {
        "First contact resolution for October 2026": mer.people["supplier_spoc"],
        "Service level in 20 s for October 2026": mer.people["client_spoc"],
    }


def test_it_ends_by_itself_when_the_value_comes(mer: World) -> None:
    measured.enter(mer, "2026-10", {code: text for code, text in measured.OCTOBER.items() if code != "CSAT"})
    tick()
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    tick(GRACE_OVER + timedelta(hours=1))
    db.session.expire_all()
    [action] = db.session.query(Action)
    assert (action.status, action.is_open, action.evidence) == (
        ActionStatus.DONE,
        False,
        "The value stands in the measurements.",
    )
    assert db.session.query(Collection).one().closed_at == GRACE_OVER + timedelta(hours=1)


def test_nobody_is_asked_for_months_before_the_criteria_or_for_what_comes_by_quarters(mer: World) -> None:
    measured.enter(mer, "2026-10", {code: text for code, text in measured.OCTOBER.items() if code != "CSAT"})
    change("CSAT", frequency=Frequency.QUARTERLY)
    assert tick() == 0  # September and August were over before anything was agreed, the quarter is not
    assert tick(datetime(2027, 1, 12, tzinfo=UTC)) == 1
    months = {one.rpartition(" for ")[2] for one in asked() if "Customer satisfaction" in one}
    assert months == {"December 2026"}


def test_what_has_not_come_for_long_is_stale(mer: World) -> None:
    measured.enter(mer, "2026-09", {"CSAT": "76"})
    viewer = mer.viewer("client_spoc")
    relationship = find.relationship(viewer, "MER")
    ids = {one.code: one.id for one in db.session.query(Kpi)}
    for today, stale in ((date(2026, 11, 10), {}), (date(2026, 11, 11), {ids["CSAT"]: date(2026, 9, 30)})):
        assert collections.stale(viewer, relationship, list(ids.values()), today=today) == stale


def test_every_month_is_asked_for_however_long_its_grace(mer: World) -> None:
    change("CSAT", grace_days=90)
    for day in (date(2027, 1, 30), date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 2)):  # 91 days after each
        tick(datetime.combine(day, GRACE_OVER.timetz()))
    months = [one.rpartition(" for ")[2] for one in asked() if "Customer satisfaction" in one]
    assert months == ["October 2026", "November 2026", "December 2026", "January 2027"]


def test_the_newest_value_is_the_later_of_a_month_and_of_a_day(mer: World) -> None:
    viewer, day = mer.viewer("client_spoc"), date(2026, 5, 3)
    kpi_id = db.session.query(Kpi.id).filter_by(code="CSAT").scalar()
    with database.transaction():
        db.session.add(Reading(kpi_id=kpi_id, day=day, numerator=1, denominator=2))
    relationship = find.relationship(viewer, "MER")
    today = date(2026, 11, 20)
    assert collections.stale(viewer, relationship, [kpi_id], today=today) == {kpi_id: day}
    measured.enter(mer, "2026-10", {"CSAT": "76"})
    assert collections.stale(viewer, relationship, [kpi_id], today=today) == {}


def test_a_month_made_of_its_days_is_as_new_as_the_last_of_them(mer: World) -> None:
    change("CSAT", frequency=Frequency.DAILY, grace_days=2)
    viewer, day = mer.viewer("client_spoc"), date(2026, 11, 3)
    kpi_id = db.session.query(Kpi.id).filter_by(code="CSAT").scalar()
    with database.transaction():
        db.session.add(Reading(kpi_id=kpi_id, day=day, numerator=1, denominator=2))
        measured.put(mer, "2026-11", {"CSAT": "50?"})
        db.session.query(Measurement).update({"is_rolled_up": True})
    relationship = find.relationship(viewer, "MER")
    assert collections.stale(viewer, relationship, [kpi_id], today=date(2026, 11, 20)) == {kpi_id: day}


def rate(world: World, who: str, level: int, at: datetime) -> None:
    viewer = world.viewer(who)
    with world.context(), database.transaction():
        kpi = measurements.measure(viewer, "MER", "TRUST")
        month = periods.parse("2026-10")
        ratings.rate(kpi, month, level, "as agreed", by=viewer, at=at, today=at.date())


def test_each_side_is_asked_once_for_its_rating_and_it_ends_when_that_side_has_rated(
    in_app: Flask, world: World
) -> None:
    measured.agree(world, measured.TRUST)
    rate(world, "client_spoc", 4, GRACE_OVER - timedelta(days=2))
    ticked = [jobs.run(jobs.job_named("collect-ratings"), at=GRACE_OVER + timedelta(hours=one)).done for one in (0, 1)]
    assert ticked == [1, 0]
    [action] = db.session.query(Action)
    assert (action.title, action.owner_id) == ("Rate Trust for October 2026", world.people["supplier_spoc"])
    rate(world, "supplier_spoc", 3, GRACE_OVER + timedelta(hours=2))
    jobs.run(jobs.job_named("collect-ratings"), at=GRACE_OVER + timedelta(hours=3))
    assert (asked(), tick(GRACE_OVER + timedelta(hours=3))) == (["Rate Trust for October 2026"], 0)
    [action] = db.session.query(Action)
    assert (action.status, action.evidence) == (ActionStatus.DONE, "The rating stands.")
