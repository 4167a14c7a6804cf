"""Scheduled mail is due at the person's wall time, on the days they chose."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import wall_time
from govtracker.rules.reviews import mail_times
from govtracker.rules.reviews.mail_times import MailTimes
from tests.rules.calendars import at, instants

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati"]


@pytest.mark.parametrize(
    ("frequency", "weekday", "day", "after", "due"),
    [
        ("daily", 0, 1, "2026-11-22T06:29Z", "2026-11-22T06:30Z"),
        ("daily", 0, 1, "2026-11-22T06:30Z", "2026-11-23T06:30Z"),
        ("weekly", 0, 1, "2026-11-22T12:00Z", "2026-11-23T06:30Z"),
        ("weekly", 6, 1, "2026-11-22T06:30Z", "2026-11-29T06:30Z"),
        ("weekly", 6, 1, "2026-03-22T06:30Z", "2026-03-29T05:30Z"),  # the wall time stays over the change of the clock
        ("monthly", 0, 1, "2026-11-22T12:00Z", "2026-12-01T06:30Z"),
        ("monthly", 0, 31, "2026-11-22T12:00Z", "2026-11-30T06:30Z"),
        ("monthly", 0, 31, "2026-11-30T06:30Z", "2026-12-31T06:30Z"),
        ("monthly", 0, 30, "2028-01-30T12:00Z", "2028-02-29T06:30Z"),
    ],
)
def test_next_mail(frequency: str, weekday: int, day: int, after: str, due: str) -> None:
    times = MailTimes(frequency, weekday, day, time(7, 30), "Europe/Berlin")
    assert mail_times.next_mail(times, after=at(after)) == at(due)


def test_weekday_is_that_of_the_persons_zone() -> None:
    times = MailTimes("weekly", 0, 1, time(7, 30), "Pacific/Kiritimati")  # fourteen hours ahead
    assert mail_times.next_mail(times, after=at("2026-11-22T12:00Z")) == at("2026-11-22T17:30Z")


@pytest.mark.parametrize(
    ("working_days", "after", "due"),
    [
        ({0, 1, 2, 3, 4}, "2026-11-20T05:00Z", "2026-11-20T06:30Z"),
        ({0, 1, 2, 3, 4}, "2026-11-20T06:30Z", "2026-11-23T06:30Z"),
        ({6}, "2026-11-23T06:30Z", "2026-11-29T06:30Z"),
    ],
)
def test_next_digest_comes_on_working_days_alone(working_days: set[int], after: str, due: str) -> None:
    found = mail_times.next_digest(time(7, 30), "Europe/Berlin", working_days, after=at(after))
    assert found == at(due)


@given(
    frequency=st.sampled_from(["daily", "weekly", "monthly"]),
    weekday=st.integers(0, 6),
    day=st.integers(1, 31),
    local_time=st.times(),
    zone=st.sampled_from(ZONES),
    after=instants,
)
def test_next_mail_is_the_earliest_one_later_than_the_last(
    frequency: str, weekday: int, day: int, local_time: time, zone: str, after: datetime
) -> None:
    times = MailTimes(frequency, weekday, day, local_time, zone)
    due = mail_times.next_mail(times, after=after)
    assert due > after
    assert mail_times.next_mail(times, after=due - timedelta(microseconds=1)) == due
    local = wall_time.local(due, zone)
    expected = {"daily": True, "weekly": local.weekday() == weekday, "monthly": local.day == day}[frequency]
    shorter = frequency == "monthly" and (local + timedelta(days=1)).day == 1 and local.day < day
    skipped = zone == "Pacific/Apia" and local.date().isoformat() == "2011-12-31"
    assert expected or shorter or skipped


@given(
    working_days=st.sets(st.integers(0, 6), min_size=1),
    local_time=st.times(),
    zone=st.sampled_from(ZONES[:4]),
    after=instants,
)
def test_digest_comes_once_a_working_day(working_days: set[int], local_time: time, zone: str, after: datetime) -> None:
    days = []
    for _ in range(10):
        after = mail_times.next_digest(local_time, zone, working_days, after=after)
        days.append(wall_time.local(after, zone).date())
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} <= working_days


@pytest.mark.parametrize(
    "times",
    [
        MailTimes("hourly", 0, 1, time(7), "UTC"),
        MailTimes("weekly", 7, 1, time(7), "UTC"),
        MailTimes("monthly", 0, 0, time(7), "UTC"),
        MailTimes("monthly", 0, 32, time(7), "UTC"),
    ],
)
def test_impossible_schedule_is_refused(times: MailTimes) -> None:
    with pytest.raises(ValueError, match="Choose daily, weekly with a day of the week, or monthly"):
        mail_times.next_mail(times, after=at("2026-11-22T12:00Z"))


def test_digest_without_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        mail_times.next_digest(time(7), "UTC", set(), after=at("2026-11-22T12:00Z"))


@pytest.mark.parametrize(
    ("times", "key", "words"),
    [
        (MailTimes("weekly", 0, 1, time(7, 30), "Asia/Manila"), "2026-W01", "every Monday at 07:30, Asia/Manila"),
        (MailTimes("monthly", 0, 2, time(7), "UTC"), "2025-12", "every month on the 2nd at 07:00, UTC"),
        (
            MailTimes("monthly", 0, 31, time(7), "UTC"),
            "2025-12",
            "every month on the 31st, or the last day of a shorter month, at 07:00, UTC",
        ),
        (MailTimes("daily", 0, 1, time(7), "Asia/Manila"), "2025-12-29", "every day at 07:00, Asia/Manila"),
    ],
)
def test_a_schedule_has_periods_and_words_by_its_own_zone(times: MailTimes, key: str, words: str) -> None:
    assert mail_times.period_key(times, at("2025-12-28T20:00Z")) == key
    assert mail_times.in_words(times) == words
