"""A forum meets on the days its rule says, at its wall time, once a period."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import wall_time
from govtracker.rules.governance import cadence, cadence_words
from govtracker.rules.governance.cadence import Cadence
from tests.rules.calendars import at

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Beirut"]


def every(rule: str, starts_on: str = "2026-01-01", local_time: str = "10:00", zone: str = "Europe/Berlin") -> Cadence:
    return Cadence(rule, time.fromisoformat(local_time), zone, date.fromisoformat(starts_on))


@pytest.mark.parametrize(
    ("rule", "starts_on", "days"),
    [
        ("FREQ=DAILY", "2026-02-28", ["2026-02-28", "2026-03-01"]),
        ("FREQ=DAILY;INTERVAL=2", "2028-02-28", ["2028-02-28", "2028-03-01"]),
        ("FREQ=WEEKLY", "2026-11-25", ["2026-11-25", "2026-12-02", "2026-12-09"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-11-25", ["2026-12-08", "2026-12-22"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-25", ["2026-11-26", "2026-11-30", "2026-12-03"]),
        ("FREQ=MONTHLY;BYDAY=1TU", "2026-11-04", ["2026-12-01", "2027-01-05"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-04", ["2026-11-27", "2026-12-25"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "2026-11-04", ["2026-12-01", "2027-01-01", "2027-02-01"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-11-04", ["2026-11-15", "2026-12-01", "2026-12-15"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-04", ["2027-01-31", "2027-02-28"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-04", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=30", "2028-01-04", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("FREQ=MONTHLY", "2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31"]),
        ("FREQ=MONTHLY;BYMONTH=1,7;BYDAY=1MO", "2026-11-04", ["2027-01-04", "2027-07-05"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE", "2026-11-04", ["2026-11-11", "2027-02-10", "2027-05-12"]),
        ("FREQ=YEARLY", "2028-02-29", ["2028-02-29", "2029-02-28", "2030-02-28"]),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "2026-11-04", ["2027-03-28", "2028-03-26"]),
    ],
)
def test_days_of_a_rule(rule: str, starts_on: str, days: list[str]) -> None:
    found = cadence.occurrences(every(rule, starts_on), after=at("2026-01-01T00:00Z"), count=len(days))
    assert [meeting.local_on.isoformat() for meeting in found] == days


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("FREQ=DAILY", ["2026-11-23", "2026-11-24"]),
        ("FREQ=WEEKLY", ["2026-W48", "2026-W49"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", ["2026-W48", "2026-W50"]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", ["2026-11-23", "2026-11-26"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["2026-11", "2026-12"]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", ["2026-12-01", "2026-12-15"]),
        ("FREQ=MONTHLY;INTERVAL=2", ["2026-11", "2027-01"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]),
        ("FREQ=YEARLY", ["2026", "2027"]),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1,15", ["2027-03-01", "2027-03-15"]),
    ],
)
def test_period_keys(rule: str, keys: list[str]) -> None:
    found = cadence.occurrences(every(rule, "2026-11-23"), after=at("2026-11-22T00:00Z"), count=len(keys))
    assert [meeting.period_key for meeting in found] == keys


def test_week_of_the_new_year_belongs_to_its_iso_year() -> None:
    found = cadence.occurrences(every("FREQ=WEEKLY;BYDAY=FR"), after=at("2026-12-26T00:00Z"), count=2)
    assert [meeting.period_key for meeting in found] == ["2026-W53", "2027-W01"]


@pytest.mark.parametrize(
    ("local_time", "day", "instant"),
    [
        ("10:00", "2026-03-28", "2026-03-28T09:00Z"),
        ("10:00", "2026-03-29", "2026-03-29T08:00Z"),  # the wall time stays, the instant moves
        ("02:30", "2026-03-29", "2026-03-29T01:00Z"),  # skipped: the first instant after the gap
        ("02:30", "2026-10-25", "2026-10-25T00:30Z"),  # twice: the first
    ],
)
def test_meeting_keeps_its_wall_time_when_the_clock_changes(local_time: str, day: str, instant: str) -> None:
    found = cadence.occurrences(every("FREQ=DAILY", day, local_time), after=at("2026-01-01T00:00Z"), count=1)
    assert found[0].at == at(instant)


def test_only_meetings_later_than_the_given_instant_come() -> None:
    daily = every("FREQ=DAILY", zone="Pacific/Kiritimati")
    first, second = cadence.occurrences(daily, after=at("2026-11-22T19:59:59Z"), count=2)
    assert first.at == at("2026-11-22T20:00Z")
    assert first.local_on == date(2026, 11, 23)
    assert cadence.occurrences(daily, after=first.at, count=1) == [second]


@pytest.mark.parametrize("end", ["COUNT=3", "UNTIL=20261207"])
def test_meetings_end_with_their_rule(end: str) -> None:
    weekly = every(f"FREQ=WEEKLY;{end}", "2026-11-23")
    found = cadence.occurrences(weekly, after=at("2026-11-24T00:00Z"), count=9)
    assert [meeting.local_on.isoformat() for meeting in found] == ["2026-11-30", "2026-12-07"]


ordinals = st.sampled_from([1, 2, 3, 4, -1, -2, -3, -4])
codes = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
month_days = st.integers(1, 31) | st.integers(-28, -1)
of_the_month = st.one_of(
    st.just(""),
    st.builds("BYDAY={}{};".format, ordinals, codes),
    st.builds("BYMONTHDAY={};".format, month_days),
    st.builds("BYDAY=MO,TU,WE,TH,FR;BYSETPOS={};".format, ordinals),
)
rules_and_steps = st.one_of(
    st.tuples(st.just("FREQ=WEEKLY;"), st.just("") | st.builds("BYDAY={};".format, codes), st.just("week")),
    st.tuples(st.just("FREQ=MONTHLY;"), of_the_month, st.just("month")),
    st.tuples(st.just("FREQ=MONTHLY;INTERVAL=3;"), of_the_month, st.just("quarter")),
    st.tuples(st.just("FREQ=YEARLY;BYMONTH=2;"), of_the_month, st.just("year")),
)
STEPS = {"week": (7, 7), "month": (1, 62), "quarter": (32, 123), "year": (340, 390)}


@given(
    rule=rules_and_steps,
    zone=st.sampled_from(ZONES),
    local_time=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    starts_on=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
)
def test_each_period_has_exactly_one_meeting(
    rule: tuple[str, str, str], zone: str, local_time: time, starts_on: date
) -> None:
    frequency, days, step = rule
    forum = Cadence(frequency + days, local_time, zone, starts_on)
    found = cadence.occurrences(forum, after=at("2019-01-01T00:00Z"), count=16)
    keys = [meeting.period_key for meeting in found]
    assert len(found) == 16
    assert len(set(keys)) == 16
    shortest, longest = STEPS[step]
    gaps = [(later.local_on - earlier.local_on).days for earlier, later in pairwise(found)]
    assert all(shortest <= gap <= longest for gap in gaps)
    assert _periods(keys) == list(range(_periods(keys)[0], _periods(keys)[0] + 16))
    assert all(wall_time.on(meeting.local_on, local_time, zone) == meeting.at for meeting in found)
    assert all(earlier.at < later.at for earlier, later in pairwise(found))


def _periods(keys: list[str]) -> list[int]:
    """Running numbers of periods: consecutive ones where none is left out."""
    if "W" in keys[0]:
        return [(date.fromisocalendar(int(key[:4]), int(key[6:]), 1) - date(2018, 1, 1)).days // 7 for key in keys]
    if "Q" in keys[0]:
        return [int(key[:4]) * 4 + int(key[6:]) for key in keys]
    if "-" in keys[0]:
        return [int(key[:4]) * 12 + int(key[5:]) for key in keys]
    return [int(key) for key in keys]


@given(
    after=st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2029-01-01")), n=st.integers(1, 9)
)
def test_asking_in_two_steps_gives_the_same_meetings(after: datetime, n: int) -> None:
    forum = every("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", "02:30")
    start = at(after.isoformat())
    whole = cadence.occurrences(forum, after=start, count=n + 3)
    assert cadence.occurrences(forum, after=whole[n - 1].at, count=3) == whole[n:]
    assert whole[0].at > start


# --- refusals --------------------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "forum",
    [
        every("FREQ=DAILY"),
        every("FREQ=MONTHLY;BYDAY=1TU"),
        every("FREQ=YEARLY", "2028-02-29"),
        every("FREQ=YEARLY;INTERVAL=9;COUNT=2", "2020-11-01"),
        every("FREQ=WEEKLY;UNTIL=20261122", "2026-11-22"),  # today is not past
    ],
)
def test_cadence_with_a_meeting_to_come_is_accepted(forum: Cadence) -> None:
    cadence.validate(forum, today=TODAY)


@pytest.mark.parametrize(
    ("forum", "sentence"),
    [
        (every("FREQ=DAILY", zone="Mars/Base"), "is not a time zone"),
        (every("FREQ=HOURLY"), "at most once a day"),
        (every("FREQ=WEEKLY;UNTIL=20261121"), "has ended: its last day was 19 November 2026"),
        (every("FREQ=WEEKLY;COUNT=2"), "has ended: its last day was 8 January 2026"),
        (every("FREQ=WEEKLY;UNTIL=20251231"), "has no day at all"),
        (every("FREQ=YEARLY;INTERVAL=20", "2020-11-01"), "does not meet in the next five years"),
        (every("FREQ=DAILY", "2033-01-01"), "does not meet in the next five years"),
        (every("FREQ=DAILY", "0001-01-01"), "more than fifty years from today"),
        (every("FREQ=DAILY", "9999-12-31"), "more than fifty years from today"),
    ],
)
def test_cadence_without_a_meeting_to_come_is_refused(forum: Cadence, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        cadence.validate(forum, today=TODAY)


def test_days_at_the_ends_of_the_calendar_are_asked_for_without_harm() -> None:
    last = wall_time.LAST_ZONED_DAY
    assert cadence.occurrences(every("FREQ=YEARLY"), after=at(f"{last - timedelta(days=5)}T00:00Z"), count=5) == []


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "every 2 days"),
        ("FREQ=WEEKLY", "every week on Monday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "every 2 weeks on Monday, Wednesday and Friday"),
        ("FREQ=MONTHLY", "every month on the 23rd"),
        ("FREQ=MONTHLY;BYDAY=1TU", "every month on the first Tuesday"),
        ("FREQ=MONTHLY;BYDAY=1TU,-1TU", "every month on the first Tuesday and the last Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "every 3 months on the last Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "every month on the 1st, the 15th and the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the second-last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-11", "every month on the 11th-last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "every month on the 31st, or the last day of a shorter month"),
        ("FREQ=MONTHLY;BYMONTH=1,7;BYDAY=2WE", "every January and July on the second Wednesday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "every month on the first weekday (Monday to Friday)"),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1", "every month on the last Saturday or Sunday"),
        ("FREQ=YEARLY", "every year in November on the 23rd"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=4TH", "every 2 years in March on the fourth Thursday"),
    ],
)
def test_cadence_in_words(rule: str, words: str) -> None:
    assert cadence_words.in_words(every(rule, "2026-11-23")) == f"{words} at 10:00, Europe/Berlin"


@pytest.mark.parametrize(
    ("end", "words"), [("COUNT=1", "1 time"), ("COUNT=6", "6 times"), ("UNTIL=20271231", "until 31 December 2027")]
)
def test_words_name_the_end(end: str, words: str) -> None:
    assert cadence_words.in_words(every(f"FREQ=DAILY;{end}")) == f"every day at 10:00, Europe/Berlin, {words}"
