"""Business calendars: public holidays, days of one's own, and the years to come, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.models import AuditEvent, BusinessCalendar, CalendarDay
from govtracker.queries.governance import calendars as asked
from govtracker.rules.governance import business_time
from govtracker.rules.governance.business_calendar import BusinessCalendar as Works
from govtracker.rules.governance.own_days import OwnDay
from govtracker.services import Refused
from govtracker.services.governance import calendars, public_holidays
from govtracker.services.governance.calendars import CalendarFacts
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
HOURS = dict.fromkeys(range(5), ((540, 1020),))
FACTS = CalendarFacts("Europe/Berlin", HOURS, "DE")


def save(world: World, facts: CalendarFacts, *, company: str = "Northgate", today: date = TODAY) -> Works:
    with database.transaction():
        calendars.save(world.organisations[company], facts, by=world.viewer("client_spoc"), at=AT, today=today)
    return asked.of_organisation(world.organisations[company])


def stored(world: World) -> BusinessCalendar:
    row = asked.stored(world.organisations["Northgate"])
    assert row is not None
    return row


def test_part_of_a_country_adds_its_holidays(in_app: Flask, world: World) -> None:
    assert date(2027, 1, 6) not in save(world, FACTS).closed_days
    works = save(world, replace(FACTS, subdivision="BY"))
    assert works.closed_days[date(2027, 1, 6)] == "Epiphany"
    assert works.closed_days[date(2026, 12, 25)] == "Christmas Day"
    assert calendars.own_days(stored(world), today=TODAY) == {}


@pytest.mark.parametrize(("country", "part"), [("DE", "Loire"), ("FR", "BY"), ("US", "BY")])
def test_part_of_another_country_is_refused(in_app: Flask, world: World, country: str, part: str) -> None:
    with pytest.raises(Refused, match="part of this country") as refusal:
        save(world, replace(FACTS, country=country, subdivision=part))
    assert refusal.value.field == "subdivision"


def test_every_known_country_and_part_can_be_chosen_and_kept(in_app: Flask, world: World) -> None:
    for country in public_holidays.countries():
        for part in public_holidays.subdivisions(country):
            assert len(part) <= BusinessCalendar.subdivision.type.length
    assert public_holidays.subdivisions("DE")["BY"] == "Bayern"
    assert public_holidays.subdivisions("") == {}


def test_half_day_counts_its_hours_and_own_word_goes_before_the_holiday(in_app: Flask, world: World) -> None:
    own = {
        date(2026, 12, 24): OwnDay("Christmas Eve", ((540, 780),)),
        date(2026, 12, 25): OwnDay("We open all the same", ((600, 660),)),
        date(2026, 12, 28): OwnDay("Stocktaking"),
    }
    works = save(world, replace(FACTS, own_days=own))
    assert works.open_on(date(2026, 12, 24)) == ((540, 780),)
    assert works.open_on(date(2026, 12, 25)) == ((600, 660),)
    assert works.open_on(date(2026, 12, 28)) == ()
    assert calendars.own_days(stored(world), today=TODAY) == own
    # From Thu 24 Dec 12:00 in Berlin: 1 h that day, 1 h on the 25th, then Tue 29 Dec from 09:00.
    assert business_time.add(datetime(2026, 12, 24, 11, tzinfo=UTC), 180, works) == datetime(
        2026, 12, 29, 9, tzinfo=UTC
    )


def test_holiday_is_a_day_of_the_calendars_zone(in_app: Flask, world: World) -> None:
    """Christmas in Manila begins seven hours before Berlin's: 24 December, 16:00 UTC."""
    round_the_clock = dict.fromkeys(range(7), ((0, 1440),))
    works = save(world, CalendarFacts("Asia/Manila", round_the_clock, "PH"), company="Meridian")
    eve = datetime(2026, 12, 24, 15, 30, tzinfo=UTC)  # closed there: Christmas Eve is a special holiday in 2026
    manila_26th = datetime(2026, 12, 25, 16, tzinfo=UTC)
    assert date(2026, 12, 25) in works.closed_days
    assert business_time.add(eve, 30, works) == manila_26th + timedelta(minutes=30)
    # Berlin's holidays are nothing to a calendar in Manila: 26 December counts there, and not in Berlin.
    assert works.open_on(date(2026, 12, 26))
    assert not save(world, replace(FACTS, hours=round_the_clock)).open_on(date(2026, 12, 26))


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2037, 1, 1), date(1, 1, 1), date(9999, 12, 31)])
def test_day_that_is_past_or_far_away_is_refused(in_app: Flask, world: World, day: date) -> None:
    with pytest.raises(Refused, match="days lie between 2026 and 2036") as refusal:
        save(world, replace(FACTS, own_days={day: OwnDay("closed")}))
    assert refusal.value.field == "own_days"


def test_calendar_without_an_open_hour_within_a_year_is_refused_and_nothing_changes(
    in_app: Flask, world: World
) -> None:
    mondays = {TODAY + timedelta(days=3, weeks=week): OwnDay("closed") for week in range(60)}
    save(world, FACTS)
    with pytest.raises(Refused, match="Nothing is open for more than"):
        save(world, CalendarFacts("Europe/Berlin", {0: ((540, 1020),)}, "", mondays))
    with pytest.raises(Refused, match="at least one day"):
        save(world, CalendarFacts("Europe/Berlin", {}, "DE"))
    assert asked.of_organisation(world.organisations["Northgate"]).hours == HOURS


def test_days_of_past_years_stay_and_saving_again_records_nothing(in_app: Flask, world: World) -> None:
    save(world, FACTS, today=date(2024, 5, 1))
    save(world, replace(FACTS, country=""), today=TODAY)
    kept = {day.day.year for day in stored(world).days}
    assert kept == {2024, 2025}
    before = db.session.scalar(select(func.count()).select_from(AuditEvent))
    save(world, replace(FACTS, country=""), today=TODAY)
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before


def test_changed_days_are_named_in_the_history(in_app: Flask, world: World) -> None:
    save(world, FACTS)
    save(world, replace(FACTS, own_days={date(2026, 12, 24): OwnDay("Christmas Eve", ((540, 780),))}))
    newest = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert newest.action == "calendar_days_set"
    assert newest.changes == {"2026-12-24": [None, "Christmas Eve, hours of its own"]}


def test_years_that_come_within_reach_get_their_holidays_once(in_app: Flask, world: World) -> None:
    save(world, replace(FACTS, own_days={date(2029, 12, 25): OwnDay("Ours")}))
    job = jobs.job_named("renew-holidays")
    assert jobs.run(job, at=AT).done == 0
    assert jobs.run(job, at=AT.replace(year=2027)).done == 1
    assert jobs.run(job, at=AT.replace(year=2027)).done == 0
    works = asked.of_organisation(world.organisations["Northgate"])
    assert works.closed_days[date(2029, 10, 3)] == "German Unity Day"
    assert works.closed_days[date(2029, 12, 25)] == "Ours"
    days = select(CalendarDay.day, func.count()).group_by(CalendarDay.day, CalendarDay.calendar_id)
    assert {count for _, count in db.session.execute(days)} == {1}


def test_calendar_from_before_years_were_noted_is_completed(in_app: Flask, world: World) -> None:
    save(world, FACTS)
    with database.transaction():
        stored(world).public_until = 0
    assert jobs.run(jobs.job_named("renew-holidays"), at=AT).done == 1
    assert stored(world).public_until == 2028
