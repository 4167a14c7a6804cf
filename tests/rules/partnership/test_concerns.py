"""What around a relationship asks for its managers, in words."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from govtracker.rules.partnership import concerns
from govtracker.rules.partnership.readiness import Readiness

D = Decimal
FELL = "relationship equity 61.5 of 100, −4.2 on the round before"
BLIND = (("Trust", "Meridian"), ("Clear roles", "Northgate"))


@pytest.mark.parametrize(
    ("ready", "said"),
    [
        (Readiness(5, 5, 0, 3), None),
        (Readiness(4, 5, 0, 15), None),  # there is time
        (Readiness(4, 5, 0, 14), "not ready: the launch is in 14 days, and 1 of 5 items are open"),
        (Readiness(4, 5, 1, 40), "1 item is past the due day"),
        (Readiness(3, 5, 0, -2), "launched 2 days ago with 2 of 5 items open"),
    ],
)
def test_a_launch_is_told_of_where_it_is_not_as_ready_as_its_day_asks(ready: Readiness, said: str | None) -> None:
    found = concerns.launch("MER", 3, title="Fibre", ready=ready)
    assert (found.words if found else None) == said
    assert found is None or found.path == "/r/MER/value/launches/3"


@pytest.mark.parametrize(("due_on", "said"), [(date(2026, 11, 20), "1 day ago"), (date(2026, 11, 1), "20 days ago")])
def test_an_exit_review_says_how_long_it_is_overdue(due_on: date, said: str) -> None:
    assert concerns.exit_review("MER", due_on=due_on, today=date(2026, 11, 21)).words.endswith(said)


@pytest.mark.parametrize(
    ("equity", "movement", "blind", "said"),
    [
        (D("61.5"), D("-4.2"), BLIND[:1], f"{FELL}; blind spot of Meridian: Trust"),
        (D("61.5"), D("-4.2"), BLIND, f"{FELL}; blind spot of Meridian: Trust; blind spot of Northgate: Clear roles"),
        (D("61.5"), None, (), "relationship equity 61.5 of 100"),
        (D(70), D(0), (), "relationship equity 70 of 100, ±0 on the round before"),
        (None, None, (), "too few answered on one side to say how equal the view is"),
    ],
)
def test_a_pulse_says_what_it_came_to(
    equity: Decimal | None, movement: Decimal | None, blind: Sequence[tuple[str, str]], said: str
) -> None:
    found = concerns.pulse("MER", number=4, equity=equity, movement=movement, blind=blind)
    assert (found.words, found.path) == (said, "/r/MER/pulse/4")
