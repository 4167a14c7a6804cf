"""Mail waits while its reader wants to be left alone, and no longer."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govtracker.rules import wall_time
from govtracker.rules.reviews import mail_times, quiet_hours
from govtracker.rules.reviews.quiet_hours import Quiet
from tests.rules.calendars import at, instants

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"]
NIGHT = Quiet("Europe/Berlin", time(20), time(7))
WEEKEND = Quiet("Europe/Berlin", time(20), time(7), frozenset({5, 6}))
NOON = Quiet("Europe/Berlin", time(12), time(13, 30))
EARLY = Quiet("Europe/Berlin", time(22), time(2, 30))
times = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
quiets = st.builds(
    Quiet,
    zone=st.sampled_from(ZONES),
    begins=st.none() | times,
    ends=st.none() | times,
    days=st.frozensets(st.integers(0, 6), max_size=6),
).filter(quiet_hours.leaves_room)


@pytest.mark.parametrize(
    ("quiet", "now", "goes"),
    [
        (NIGHT, "2026-11-23T12:00Z", "2026-11-23T12:00Z"),
        (NIGHT, "2026-11-23T19:00Z", "2026-11-24T06:00Z"),  # eight in the evening
        (NIGHT, "2026-11-24T05:59Z", "2026-11-24T06:00Z"),
        (NIGHT, "2026-11-24T06:00Z", "2026-11-24T06:00Z"),
        (NIGHT, "2026-03-28T23:00Z", "2026-03-29T05:00Z"),  # the clock goes forward that night
        (NIGHT, "2026-10-24T22:00Z", "2026-10-25T06:00Z"),  # and back
        (WEEKEND, "2026-11-20T18:59Z", "2026-11-20T18:59Z"),
        (WEEKEND, "2026-11-20T19:00Z", "2026-11-23T06:00Z"),  # Friday evening to Monday morning
        (WEEKEND, "2026-11-22T12:00Z", "2026-11-23T06:00Z"),
        (NOON, "2026-11-23T11:00Z", "2026-11-23T12:30Z"),
        (EARLY, "2026-03-28T23:00Z", "2026-03-29T01:00Z"),  # half past two is skipped: at three
        (EARLY, "2026-10-25T00:15Z", "2026-10-25T00:30Z"),  # half past two comes twice
        (EARLY, "2026-10-25T01:15Z", "2026-10-25T01:30Z"),
        (Quiet("UTC"), "2026-11-22T03:00Z", "2026-11-22T03:00Z"),
    ],
)
def test_mail_goes_when_quiet_is_over(quiet: Quiet, now: str, goes: str) -> None:
    assert quiet_hours.over_at(quiet, at(now)) == at(goes)


@pytest.mark.parametrize("quiet", [Quiet("UTC", time(9), time(9)), Quiet("UTC", days=frozenset(range(7)))])
def test_quiet_leaves_room(quiet: Quiet) -> None:
    assert not quiet_hours.leaves_room(quiet)


@given(quiet=quiets, now=instants)
def test_mail_is_never_lost_and_never_disturbs(quiet: Quiet, now: datetime) -> None:
    goes = quiet_hours.over_at(quiet, now)
    assert now <= goes < now + timedelta(days=8)
    assert not quiet.holds(wall_time.local(goes, quiet.zone))
    assert quiet_hours.over_at(quiet, goes) == goes


@given(quiet=quiets, now=instants, share=st.floats(0, 1, exclude_max=True))
def test_mail_waits_no_longer_than_quiet_lasts(quiet: Quiet, now: datetime, share: float) -> None:
    goes = quiet_hours.over_at(quiet, now)
    between = now + (goes - now) * share
    changes = {wall_time.local(moment, quiet.zone).utcoffset() for moment in (now, goes, goes + timedelta(hours=1))}
    assume(len(changes) == 1)  # where a quiet hour comes twice, the minutes between may be quiet or not
    assert between == goes or quiet.holds(wall_time.local(between, quiet.zone))


@given(
    quiet=quiets,
    local_time=times,
    first=st.dates(date(2025, 1, 1), date(2027, 1, 1)),
)
def test_digests_of_working_days_stay_at_one_a_day(quiet: Quiet, local_time: time, first: date) -> None:
    working_days = set(range(7)) - quiet.days
    due, days = wall_time.on(first, time(), quiet.zone), []
    for _ in range(16):
        due = mail_times.next_digest(local_time, quiet.zone, working_days, after=due)
        days.append(wall_time.local(quiet_hours.over_at(quiet, due), quiet.zone).date())
    assert len(set(days)) == len(days)
