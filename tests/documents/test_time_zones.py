"""Time zones of calendar files, as another program reads them: the same wall at every instant of the year."""

import io
import zoneinfo
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from govtracker.documents import time_zones

ZONES = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))


def as_read(name: str, year: int) -> tuple[Any, str]:
    """The zone as dateutil reads it, and its text."""
    calendar = icalendar.Calendar()
    calendar.add_component(time_zones.described(ZoneInfo(name), year))
    text = calendar.to_ical().decode()
    return tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get(name), text


def shows_the_same(name: str, year: int) -> None:
    read, _ = as_read(name, year)
    at = datetime(year, 1, 1, 12, tzinfo=UTC)
    while at.year == year:
        wall = at.astimezone(ZoneInfo(name))
        if not wall.fold:  # files write what a wall shows twice in UTC
            assert wall.replace(tzinfo=read).utcoffset() == wall.utcoffset(), (name, wall)
        at += timedelta(days=3, hours=1)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Europe/Berlin", ("BYDAY=-1SU;BYMONTH=3", "BYDAY=-1SU;BYMONTH=10")),
        ("America/New_York", ("BYDAY=2SU;BYMONTH=3", "BYDAY=1SU;BYMONTH=11")),
        ("Australia/Lord_Howe", ("BYDAY=1SU;BYMONTH=4", "BYDAY=1SU;BYMONTH=10")),
        ("Asia/Manila", ()),
    ],
)
def test_changes_that_come_every_year_are_rules(name: str, rules: tuple[str, ...]) -> None:
    _, text = as_read(name, 2026)
    assert text.count("RRULE:") == len(rules)
    for rule in rules:
        assert rule in text
    shows_the_same(name, 2026)


def test_the_clock_goes_forward_at_the_time_the_old_wall_showed() -> None:
    _, text = as_read("Europe/Berlin", 2026)
    assert "DTSTART:20250330T020000\r\n" in text


@settings(max_examples=25, deadline=None)
@given(name=st.sampled_from(ZONES), year=st.integers(2024, 2032))
def test_every_zone_shows_the_same_wall_all_year(name: str, year: int) -> None:
    shows_the_same(name, year)


def test_a_zone_that_keeps_no_rule_is_told_change_by_change() -> None:
    shows_the_same("Africa/Casablanca", 2027)
