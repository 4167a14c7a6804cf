"""Wall times become instants, also where the clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules import wall_time

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "America/St_Johns",
    "Pacific/Apia",
]


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2026-07-01T10:00", "Europe/Berlin", "2026-07-01T08:00"),
        ("2026-12-01T10:00", "Europe/Berlin", "2026-12-01T09:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00"),  # skipped: the first instant after the gap
        ("2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00"),
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30"),  # twice: the first
        ("2026-10-04T02:10", "Australia/Lord_Howe", "2026-10-03T15:30"),  # a gap of half an hour
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00"),  # a whole day that never was
        ("2026-03-29T00:00", "Asia/Beirut", "2026-03-28T22:00"),  # no midnight that day
    ],
)
def test_wall_time_is_an_instant(wall: str, zone: str, expected: str) -> None:
    found = wall_time.instant(datetime.fromisoformat(wall), zone)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@given(
    zone=st.sampled_from(ZONES),
    walls=st.lists(
        st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2037-01-01")), min_size=2, max_size=2
    ).map(sorted),
)
def test_later_wall_time_is_never_an_earlier_instant(zone: str, walls: list[datetime]) -> None:
    assert wall_time.instant(walls[0], zone) <= wall_time.instant(walls[1], zone)


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_hour_of_the_years_with_changes_keeps_its_order(zone: str) -> None:
    walls = [datetime.fromisoformat("2011-01-01") + timedelta(minutes=15 * n) for n in range(35040)]
    found = [wall_time.instant(wall, zone) for wall in walls]
    assert found == sorted(found)


def test_day_and_time_of_a_zone_is_an_instant() -> None:
    assert wall_time.on(date(2026, 11, 23), time(9, 0), "Asia/Tokyo") == datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "Europe", "../etc/passwd", "x" * 5000, "\0", "europe\n"])
def test_unknown_zone_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(ValueError, match="is not a time zone; write one like Europe/Berlin"):
        wall_time.zone(name)


def test_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        wall_time.utc(datetime.fromisoformat("2026-01-01"))


def test_end_of_the_calendar_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="out of range"):
        wall_time.local(datetime.max.replace(tzinfo=UTC), "Asia/Tokyo")
