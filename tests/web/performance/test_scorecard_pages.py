"""What the list of scorecards makes of its periods."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from govtracker.enums import ScorecardStatus, Standing
from govtracker.rules import periods
from govtracker.rules.periods import Period
from govtracker.web import scorecard_pages

D = Decimal


def card(month: str, overall: int, **changed: Any) -> tuple[Period, Any]:
    usual = {
        "digest": "x",
        "overall": D(overall),
        "status": ScorecardStatus.AGREED,
        "standing": Standing.WATCH,
        "criteria_version": 1,
    }
    return periods.parse(month), SimpleNamespace(**{**usual, **changed})


def test_a_month_that_lacks_keeps_its_place_in_the_rolling_score() -> None:
    found = scorecard_pages.rolling([card("2026-10", 100), card("2025-11", 48)])
    assert found["score"] == D(96), "twelve times 100 and once 48, of thirteen"
    assert found["periods"] == 2


def test_the_newest_that_counts_weighs_most_and_what_is_disputed_or_lacks_data_does_not_count() -> None:
    draft = periods.containing(date(2026, 12, 1)), SimpleNamespace(overall=D(0))
    disputed = card("2026-11", 0, status=ScorecardStatus.DISPUTED, criteria_version=2)
    thin = card("2026-09", 0, standing=Standing.INSUFFICIENT_DATA)
    found = scorecard_pages.rolling([draft, disputed, card("2026-10", 100), thin, card("2026-08", 78)])
    assert found == {"score": D(90), "periods": 2, "versions": [1]}


def test_where_nothing_counts_there_is_no_rolling_score() -> None:
    assert scorecard_pages.rolling([])["score"] is None
