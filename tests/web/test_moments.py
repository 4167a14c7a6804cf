"""Days and instants as pages write them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask, g

from govtracker.web import moments
from tests.support.world import World

NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # past midnight in Berlin
SUMMER = datetime(2026, 7, 1, 6, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november(clock_at: Callable[[datetime], None]) -> None:
    clock_at(datetime(2026, 11, 22, 12, tzinfo=UTC))


def looks(world: World, zone: str) -> None:
    """Let somebody in that zone be looking."""
    g.viewer = replace(world.viewer("client_spoc"), zone=zone)


@pytest.mark.database("sqlite")
def test_an_instant_is_told_in_the_zone_of_who_looks(in_app: Flask, world: World) -> None:
    assert moments.local_time(SUMMER) == "Wed 1 Jul 06:05"
    looks(world, "Europe/Berlin")
    assert moments.local_time(SUMMER) == "Wed 1 Jul 08:05"
    looks(world, "Asia/Manila")
    assert moments.local_time(SUMMER) == "Wed 1 Jul 14:05"
    assert moments.local_time(SUMMER, "Asia/Kolkata") == "Wed 1 Jul 11:35"


@pytest.mark.database("sqlite")
def test_the_year_is_told_where_it_is_another_one(in_app: Flask, world: World) -> None:
    looks(world, "Europe/Berlin")
    assert moments.local_date(date(2026, 9, 5)) == "Sat 5 Sep"
    assert moments.local_date(date(2025, 9, 5)) == "Fri 5 Sep 2025"
    assert moments.local_date(NEW_YEARS_EVE) == "Fri 1 Jan 2027"
    assert moments.local_time(NEW_YEARS_EVE) == "Fri 1 Jan 2027 00:30"
    assert moments.local_time(NEW_YEARS_EVE, "UTC") == "Thu 31 Dec 23:30"
    assert moments.month(date(2026, 9, 1)) == "September 2026"


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("zone", "name"),
    [("UTC", "UTC"), ("Europe/Berlin", "CEST"), ("Asia/Manila", "UTC+8"), ("Asia/Kolkata", "UTC+5:30")],
)
def test_a_zone_is_named_so_that_it_cannot_be_mistaken(in_app: Flask, world: World, zone: str, name: str) -> None:
    looks(world, zone)
    assert moments.zone_name(SUMMER) == name
    assert moments.zone_name(SUMMER, zone) == name


@pytest.mark.database("sqlite")
def test_a_tag_is_exact_for_machines_and_full_on_hover(in_app: Flask, world: World) -> None:
    looks(world, "Europe/Berlin")
    attributes = 'datetime="2026-07-01T06:05Z" title="Wed 1 Jul 08:05 CEST"'
    assert moments.time_tag(SUMMER) == f"<time {attributes}>Wed 1 Jul 08:05</time>"
    assert moments.time_tag(SUMMER, "date") == f"<time {attributes}>Wed 1 Jul</time>"
    assert moments.time_tag(SUMMER, "relative") == f"<time {attributes}>144 days ago</time>"


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC), "now"),
        (datetime(2026, 11, 22, 12, 1, tzinfo=UTC), "in 1 minute"),
        (datetime(2026, 11, 22, 9, tzinfo=UTC), "3 hours ago"),
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 20), "2 days ago"),
    ],
)
def test_how_far_away_it_is(in_app: Flask, at: datetime | date, said: str) -> None:
    assert moments.relative(at) == said
