"""A review's day shifts off weekends and holidays of either side, and stays in its own period."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import DayShift
from govtracker.rules import wall_time
from govtracker.rules.governance import cadence, day_shift
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.rules.governance.cadence import Cadence
from tests.rules.calendars import at
from tests.rules.governance.test_cadence import ZONES, every, rules_and_steps

WEEK = dict.fromkeys(range(5), ((540, 1020),))
NEW_YEAR = {date(2027, 1, 1): "New Year’s Day"}
NORTHGATE = BusinessCalendar("Europe/Berlin", WEEK, NEW_YEAR)
MERIDIAN = BusinessCalendar("Asia/Manila", WEEK, {**NEW_YEAR, date(2026, 12, 31): "Last day of the year"})
CLOSED = day_shift.closed_by({"Northgate": NORTHGATE, "Meridian": MERIDIAN})


@pytest.mark.parametrize(
    ("day", "because"),
    [
        ("2026-12-30", ""),
        ("2026-12-31", "it is Last day of the year at Meridian"),
        ("2027-01-01", "it is New Year’s Day"),
        ("2027-01-02", "it is a Saturday"),
    ],
)
def test_why_nobody_meets_on_a_day(day: str, because: str) -> None:
    assert CLOSED(date.fromisoformat(day)) == because


@pytest.mark.parametrize(
    ("shift", "rule", "period", "local_on"),
    [
        (DayShift.NONE, "FREQ=MONTHLY;BYMONTHDAY=31", "2026-12", "2026-12-31"),
        (DayShift.NEXT, "FREQ=MONTHLY;BYMONTHDAY=31", "2026-12", "2027-01-04"),  # over the year's end
        (DayShift.PREVIOUS, "FREQ=MONTHLY;BYMONTHDAY=31", "2026-12", "2026-12-30"),
        (DayShift.PREVIOUS, "FREQ=MONTHLY;BYMONTHDAY=1", "2027-01", "2026-12-30"),  # into the month before
        (DayShift.NEXT, "FREQ=WEEKLY;BYDAY=TH", "2026-W53", "2027-01-04"),  # into the week after
        (DayShift.NEXT, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31", "2026-Q4", "2027-01-04"),
    ],
)
def test_a_shifted_meeting_belongs_to_its_own_period(shift: DayShift, rule: str, period: str, local_on: str) -> None:
    forum = Cadence(rule, time(10), "Europe/Berlin", date(2026, 12, 1 if "=1" in rule[-2:] else 31), shift)
    found = cadence.occurrences(forum, after=at("2026-12-25T00:00Z"), count=1, closed=CLOSED)[0]
    assert (found.period_key, found.local_on.isoformat()) == (period, local_on)
    assert bool(found.because) is (shift is not DayShift.NONE)


def test_shifted_meetings_that_meet_on_one_day_are_all_asked_for() -> None:
    shut = {date(2026, 12, 21) + timedelta(days=day): "Closure" for day in range(14)}
    closed = day_shift.closed_by({"Northgate": BusinessCalendar("Europe/Berlin", WEEK, shut)})
    weekly = Cadence("FREQ=WEEKLY;BYDAY=MO", time(10), "Europe/Berlin", date(2026, 11, 2), DayShift.NEXT)
    start = at("2026-12-15T00:00Z")
    found = cadence.ahead(weekly, since=start, at=start, count=1, closed=closed)
    assert [meeting.period_key for meeting in found] == ["2026-W52", "2026-W53", "2027-W01"]
    assert {meeting.local_on for meeting in found} == {date(2027, 1, 4)}


@pytest.mark.parametrize(
    ("forum", "closed", "sentence"),
    [
        (every("FREQ=DAILY"), CLOSED, "would fall together"),
        (every("FREQ=MONTHLY"), lambda day: "closed", "no day on which both companies work"),
    ],
)
def test_a_shift_that_leads_nowhere_is_refused(forum: Cadence, closed: day_shift.Closed, sentence: str) -> None:
    shifting = Cadence(forum.rrule, forum.local_time, forum.zone, forum.starts_on, DayShift.NEXT)
    with pytest.raises(ValueError, match=sentence):
        cadence.validate_shift(shifting, today=date(2026, 11, 22), closed=closed)


days_off = st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=120)


@given(
    rule=rules_and_steps,
    zone=st.sampled_from(ZONES),
    local_time=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    starts_on=st.dates(date(2026, 1, 1), date(2027, 3, 31)),
    off=days_off,
    weekend=st.sampled_from([(5, 6), (4, 5), (6,)]),
    shift=st.sampled_from(DayShift),
)
def test_shifting_keeps_one_meeting_a_period_at_its_wall_time(
    rule: tuple[str, str, str],
    zone: str,
    local_time: time,
    starts_on: date,
    off: set[date],
    weekend: tuple[int, ...],
    shift: DayShift,
) -> None:
    hours = {weekday: ((540, 1020),) for weekday in range(7) if weekday not in weekend}
    closed = day_shift.closed_by({"Northgate": BusinessCalendar(zone, hours, dict.fromkeys(off, "a holiday"))})
    plain = Cadence(rule[0] + rule[1], local_time, zone, starts_on)
    shifting = Cadence(plain.rrule, local_time, zone, starts_on, shift)
    start = at("2025-01-01T00:00Z")
    by_rule = cadence.occurrences(plain, after=start, count=14)
    found = cadence.occurrences(shifting, after=start, count=14, closed=closed)
    assert [meeting.period_key for meeting in found] == [meeting.period_key for meeting in by_rule]
    assert [meeting.nominal_on or meeting.local_on for meeting in found] == [one.local_on for one in by_rule]
    assert all(earlier.at <= later.at for earlier, later in pairwise(found))
    for meeting in found:
        assert meeting.at == wall_time.on(meeting.local_on, local_time, zone)
        assert bool(meeting.because) is (meeting.nominal_on is not None)
        if shift is not DayShift.NONE and meeting.nominal_on is None:
            assert not closed(meeting.local_on) or _none_near(meeting.local_on, shift, closed)
        if meeting.nominal_on is not None:
            assert not closed(meeting.local_on)
            assert (meeting.local_on > meeting.nominal_on) is (shift is DayShift.NEXT)


def _none_near(day: date, shift: DayShift, closed: day_shift.Closed) -> bool:
    step = 1 if shift is DayShift.NEXT else -1
    return all(closed(day + timedelta(days=step * number)) for number in range(1, day_shift.FURTHEST_DAYS + 1))


@given(hours=st.integers(0, 20_000), off=days_off)
def test_asking_later_gives_the_same_meetings(hours: int, off: set[date]) -> None:
    closed = day_shift.closed_by({"Northgate": BusinessCalendar("Europe/Berlin", WEEK, dict.fromkeys(off, "off"))})
    weekly = Cadence("FREQ=WEEKLY;BYDAY=FR", time(2, 30), "Europe/Berlin", date(2026, 1, 1), DayShift.NEXT)
    moment = at("2026-01-01T00:00Z") + timedelta(hours=hours)
    whole = cadence.occurrences(weekly, after=at("2025-12-01T00:00Z"), count=140, closed=closed)
    later = [meeting for meeting in whole if meeting.at > moment][:6]
    assert cadence.occurrences(weekly, after=moment, count=6, closed=closed)[: len(later)] == later


@pytest.mark.parametrize(
    ("day", "working_days", "expected"),
    [("2027-01-07", 3, "2027-01-04"), ("2027-01-05", 2, "2026-12-30"), ("2027-01-05", 0, "2027-01-05")],
)
def test_counting_working_days_back(day: str, working_days: int, expected: str) -> None:
    assert day_shift.before(date.fromisoformat(day), working_days, CLOSED) == date.fromisoformat(expected)


def test_counting_back_where_nobody_ever_works_counts_plain_days() -> None:
    assert day_shift.before(date(2027, 1, 7), 5, lambda day: "closed") == date(2027, 1, 2)
