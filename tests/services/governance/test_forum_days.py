"""The days of a forum's reviews on both databases: shifted, moved, skipped, paused, laid anew; one a period always."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import DayShift, ReviewStatus, Running
from govtracker.models import Forum, Relationship, Review
from govtracker.queries.reviews import agenda
from govtracker.rules import wall_time
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.governance.own_days import OwnDay
from govtracker.services import Refused
from govtracker.services.governance import calendars, forum_pauses
from govtracker.services.governance.calendars import CalendarFacts
from govtracker.services.reviews import review_course
from tests.services.governance.test_forums import MONTHLY, WEEKLY, edit, planned, run, set_up
from tests.support.world import World

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LAST_DAY = Cadence("FREQ=MONTHLY;BYMONTHDAY=31", time(10), "Europe/Berlin", date(2026, 12, 1), DayShift.NEXT)
WEEK = dict.fromkeys(range(5), ((540, 1020),))


def rows() -> list[Review]:
    return list(db.session.scalars(select(Review).order_by(Review.scheduled_at, Review.id)))


def days() -> list[tuple[str, str]]:
    return [(row.period_key, row.local_on.isoformat()) for row in rows() if row.status is not ReviewStatus.CANCELLED]


def close(world: World, **days_off: str) -> None:
    """Northgate does not work on these days (d20261231="Name"), by its administrator."""
    own = {date.fromisoformat(day[1:]): OwnDay(name) for day, name in days_off.items()}
    with database.transaction():
        company = db.session.scalars(select(Relationship.client_id).where(Relationship.key == "MER")).one()
        facts = CalendarFacts("Europe/Berlin", WEEK, own_days=own)
        calendars.save(company, facts, by=None, at=AT, today=AT.date(), running=Running.KEEP)


def act(world: World, deed: Any, *told: Any, at: datetime = AT, first: int = 0) -> None:
    viewer = world.viewer("client_spoc")
    with database.transaction():
        deed(rows()[first], *told, by=viewer, at=at)


def of_forum(world: World, deed: Any, *told: Any, at: datetime = AT) -> None:
    viewer = world.viewer("client_spoc")
    with database.transaction():
        deed(db.session.scalars(select(Forum)).one(), *told, by=viewer, at=at)


def test_a_review_shifted_over_the_year_s_end_keeps_its_period_and_says_why(in_app: Flask, world: World) -> None:
    close(world, d20261231="Stocktaking", d20270101="New Year’s Day")
    set_up(world, cadence=LAST_DAY)
    assert days() == [("2026-12", "2027-01-04"), ("2027-01", "2027-02-01"), ("2027-02", "2027-03-01")]
    first = rows()[0]
    assert first.nominal_on == date(2026, 12, 31)
    assert "Stocktaking at Northgate" in first.shifted_because


def test_a_changed_calendar_lays_the_future_anew_but_not_what_is_in_preparation(in_app: Flask, world: World) -> None:
    set_up(world, cadence=replace(MONTHLY, shift=DayShift.NEXT))
    run("reviews-due", datetime(2026, 11, 24, 9, tzinfo=UTC))
    close(world, d20261201="Works outing", d20270105="Works outing")
    assert days() == [("2026-12", "2026-12-01"), ("2027-01", "2027-01-06"), ("2027-02", "2027-02-02")]
    close(world)
    assert days()[1] == ("2027-01", "2027-01-05")


def test_other_time_zone_data_keep_the_wall_time(in_app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(world)
    with database.transaction():
        for row in rows():
            row.scheduled_at += timedelta(hours=1)  # as an older rule of summer time had it
        rows()[0].status = ReviewStatus.IN_PREPARATION
        db.session.scalars(select(Forum)).one().laid_with = "2019a"
    assert run("follow-zones", AT).done == 1
    assert run("follow-zones", AT).done == 0
    assert [when for _, when, _ in planned()] == ["01 Dec 09:00", "05 Jan 09:00", "02 Feb 09:00"]


def test_periods_a_worker_slept_through_have_their_review_all_the_same(in_app: Flask, world: World) -> None:
    set_up(world, cadence=Cadence("FREQ=DAILY", time(10), "Europe/Berlin", date(2026, 11, 1)))
    run("plan-reviews", AT + timedelta(days=20))
    found = [row.local_on for row in rows()]
    assert found == [date(2026, 11, 23) + timedelta(days=number) for number in range(len(found))]
    assert found[-1] == date(2026, 12, 15)


def test_a_cadence_changed_in_the_middle_of_a_period_gives_it_no_second_review(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    run("reviews-due", datetime(2026, 11, 24, 9, tzinfo=UTC))
    edit(
        world,
        forum,
        at=datetime(2026, 12, 2, 9, tzinfo=UTC),
        cadence=replace(MONTHLY, rrule="FREQ=MONTHLY;BYMONTHDAY=15"),
    )
    keys = [key for key, _ in days()]
    assert keys == sorted(set(keys))
    assert days()[:2] == [("2026-12", "2026-12-01"), ("2027-01", "2027-01-15")]


def test_reviews_may_change_periods_with_one_another(in_app: Flask, world: World) -> None:
    forum = set_up(world, cadence=replace(WEEKLY, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"))
    edit(world, forum, cadence=replace(WEEKLY, rrule="FREQ=WEEKLY;BYDAY=TU", starts_on=date(2026, 12, 1)))
    keys = [key for key, _ in days()]
    assert keys == sorted(set(keys))


def test_a_review_moved_by_hand_stays_where_it_was_put(in_app: Flask, world: World) -> None:
    forum = set_up(world)
    act(world, review_course.move, date(2026, 12, 3), time(14, 30), "The auditors are here")
    moved = rows()[0]
    assert (moved.period_key, moved.nominal_on, moved.moved_because) == (
        "2026-12",
        date(2026, 12, 1),
        "The auditors are here",
    )
    assert moved.scheduled_at == datetime(2026, 12, 3, 13, 30, tzinfo=UTC)
    edit(world, forum, cadence=replace(MONTHLY, rrule="FREQ=MONTHLY;BYDAY=2MO"))
    assert days() == [("2026-12", "2026-12-03"), ("2027-01", "2027-01-11"), ("2027-02", "2027-02-08")]


@pytest.mark.parametrize(
    ("to", "reason", "field"),
    [
        (date(2026, 12, 3), " ", "reason"),
        (date(2026, 11, 20), "Sooner", "moved_on"),
        (date(2028, 1, 1), "Later", "moved_on"),
        (date(2026, 12, 1), "The same", "moved_on"),
        (date(9999, 12, 31), "Far", "moved_on"),
    ],
)
def test_a_move_to_nowhere_is_refused(in_app: Flask, world: World, to: date, reason: str, field: str) -> None:
    set_up(world)
    with pytest.raises(Refused) as refused:
        act(world, review_course.move, to, time(10), reason)
    assert refused.value.field == field


def test_a_skipped_review_keeps_its_period_and_can_be_put_back(in_app: Flask, world: World) -> None:
    set_up(world)
    act(world, review_course.skip, "Holidays of both sides")
    run("plan-reviews", AT + timedelta(days=10))
    assert [(row.period_key, row.status) for row in rows()][:2] == [
        ("2026-12", ReviewStatus.SKIPPED),
        ("2027-01", ReviewStatus.SCHEDULED),
    ]
    act(world, review_course.put_back)
    assert rows()[0].status is ReviewStatus.SCHEDULED
    with pytest.raises(Refused):
        act(world, review_course.put_back)


def test_a_paused_forum_skips_what_lies_before_and_meets_again_earlier_when_resumed(
    in_app: Flask, world: World
) -> None:
    set_up(world)
    act(world, review_course.skip, "Christmas", first=1)
    of_forum(world, forum_pauses.pause, date(2027, 2, 10), "A new contract is negotiated")
    assert [(row.period_key, row.status.value) for row in rows()] == [
        ("2026-12", "skipped"),
        ("2027-01", "skipped"),
        ("2027-02", "skipped"),
        ("2027-03", "scheduled"),
        ("2027-04", "scheduled"),
        ("2027-05", "scheduled"),
    ]
    of_forum(world, forum_pauses.resume)
    assert [row.status.value for row in rows()][:4] == ["scheduled", "skipped", "scheduled", "scheduled"]
    with pytest.raises(Refused):
        of_forum(world, forum_pauses.resume)


def test_a_forum_that_has_ended_meets_no_more(in_app: Flask, world: World) -> None:
    set_up(world)
    of_forum(world, forum_pauses.end, "The service was taken back")
    assert {row.status for row in rows()} == {ReviewStatus.CANCELLED}
    assert run("plan-reviews", AT + timedelta(days=400)).done == 0
    with pytest.raises(Refused):
        of_forum(world, forum_pauses.pause, date(2027, 2, 10), "Again")


def test_figures_freeze_so_many_business_days_before(in_app: Flask, world: World) -> None:
    close(world, d20261127="Works outing")
    set_up(world, freeze_days=5)
    first = rows()[0]
    assert first.freeze_at == wall_time.on(date(2026, 11, 23), time(10), "Europe/Berlin")
    run("reviews-due", AT)
    assert rows()[0].status is ReviewStatus.IN_PREPARATION
    run("reviews-due", AT + timedelta(days=1))
    assert rows()[0].frozen_at == AT + timedelta(days=1)
    kept = agenda.frozen(rows()[0])
    assert kept is not None
    assert (kept.at, kept.today) == (AT + timedelta(days=1), date(2026, 11, 23))
    act(world, review_course.move, date(2026, 12, 17), time(10), "The auditors are here", at=AT + timedelta(days=2))
    assert rows()[0].frozen_at is None  # fixed anew, before the new day


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"freeze_days": 21}, "freeze_days"),
        ({"pack_days": 31}, "pack_days"),
        ({"money_limit": -1, "currency": "EUR"}, "money_limit"),
        ({"money_limit": 100, "currency": "EURO"}, "currency"),
        ({"cadence": Cadence("FREQ=DAILY", time(10), "UTC", date(2026, 12, 1), DayShift.NEXT)}, "shift"),
        ({"cadence": replace(MONTHLY, rrule="FREQ=MONTHLY;INTERVAL=10000")}, "rrule"),
        ({"cadence": replace(MONTHLY, rrule="FREQ=SECONDLY")}, "rrule"),
    ],
)
def test_what_a_forum_cannot_be_stands_beside_its_field(
    in_app: Flask, world: World, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        set_up(world, **changes)
    assert refused.value.field == field
