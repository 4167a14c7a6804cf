"""The list of issues by category, customer segment and the way word came in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from govtracker.enums import ContactChannel, Severity
from tests.services.issue_steps import raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_thursday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


@pytest.fixture
def stored(app: Flask, world: World) -> None:
    with app.app_context():
        kinds: tuple[dict[str, Any], ...] = (
            {"category": "Billing", "segment": "Premium", "channel": ContactChannel.PHONE},
            {"category": "Billing", "segment": "Consumer", "channel": ContactChannel.CHAT, "severity": Severity.LOW},
            {"category": "Phones", "segment": "Premium"},
        )
        for values in kinds:
            raised(world, "client_spoc", AT, **values)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("category=Billing", {"1", "2"}),
        ("category=billing&segment=PREMIUM", {"1"}),
        ("segment=premium", {"1", "3"}),
        ("channel=chat", {"2"}),
        ("category=Billing&severity=critical&waiting=them", {"1"}),
        ("category=Bill", set()),
        ("category=Billing&q=outage", {"1", "2"}),
        ("channel=pigeon", {"1", "2", "3"}),
    ],
)
@pytest.mark.usefixtures("stored")
def test_what_is_asked_together_has_to_fit_together(world: World, asked: str, numbers: set[str]) -> None:
    page = ""
    for address in ("/r/MER/issues", "/issues"):
        page = world.client("client_spoc").get(f"{address}?{asked}").get_data(as_text=True)
        assert set(re.findall(r'href="/r/MER/issues/(\d+)"', page)) == numbers, address
    assert ("does not know what to do with: channel" in page) == ("pigeon" in asked)
