"""Alerts of collateral damage follow what is measured of their month."""

from decimal import Decimal

import pytest

from govtracker.enums import AlertAnswer, Rag
from govtracker.rules.partnership.collateral import Following, Looked, Raised, follow

GREEN, MIXED, GREY = [Rag.GREEN, Rag.GREEN], [Rag.GREEN, Rag.RED], [Rag.GREEN, Rag.GREY]


@pytest.mark.parametrize(
    ("said", "answer", "colours", "worse", "becomes"),
    [
        (None, None, GREEN, 11, Following.RAISE),
        (None, None, GREEN, 10, Following.NOTHING),
        (None, None, MIXED, 30, Following.NOTHING),
        (30, None, GREEN, 30, Following.NOTHING),
        (30, None, GREEN, 40, Following.CORRECT),
        (30, None, GREEN, 20, Following.CORRECT),
        (30, None, GREEN, 10, Following.RESOLVE),
        (30, None, MIXED, 30, Following.RESOLVE),
        (30, None, GREY, 30, Following.NOTHING),
        (30, AlertAnswer.ACCEPTED, GREEN, 20, Following.NOTHING),
        (30, AlertAnswer.ACCEPTED, GREEN, 0, Following.NOTHING),
        (30, AlertAnswer.ISSUE, GREEN, 31, Following.RAISE_ANEW),
        (30, AlertAnswer.ISSUE, MIXED, 31, Following.NOTHING),
        (30, AlertAnswer.CORRECTED, GREEN, 11, Following.RAISE_ANEW),
        (30, AlertAnswer.CORRECTED, GREEN, 10, Following.NOTHING),
    ],
)
def test_an_alert_follows_what_is_measured(
    said: int | None, answer: AlertAnswer | None, colours: list[Rag], worse: int, becomes: Following
) -> None:
    """10 are tolerated; `said` is by how much the alert there said it was worse."""
    there = None if said is None else Raised(Decimal(said), answer)
    assert follow(there, Looked(colours, Decimal(worse), Decimal(10))) is becomes
