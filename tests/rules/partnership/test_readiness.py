"""What may be committed, what is ready before a launch, what is collateral damage, and when an exit is looked at."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from govtracker.enums import CapabilityState, Rag, ReadinessKind, ReadinessState
from govtracker.rules.partnership import capabilities, collateral, exits, readiness
from govtracker.rules.partnership.capabilities import NotYet

D = Decimal
WORKS, PARTLY, NOT_YET = CapabilityState.WORKS, CapabilityState.PARTLY, CapabilityState.NOT_YET
OPEN, DONE, NEEDLESS = ReadinessState.OPEN, ReadinessState.DONE, ReadinessState.NOT_NEEDED
TODAY = date(2026, 11, 20)
GREEN, RED, GREY = Rag.GREEN, Rag.RED, Rag.GREY


def test_a_commitment_rests_on_what_works_and_says_why_where_it_works_in_part() -> None:
    assert capabilities.partly([("Billing", WORKS), ("Chat", WORKS)]) == []
    assert capabilities.partly([("Billing", WORKS), ("Chat", PARTLY)]) == ["Chat"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ([], "lists nothing yet"),
        ([("Chat", NOT_YET)], "It does not work yet: Chat. Commit when"),
        ([("Chat", PARTLY), ("Mail", NOT_YET), ("App", NOT_YET)], "It does not work yet: Mail; App."),
    ],
)
def test_a_commitment_is_not_the_place_to_learn_the_basics(named: list[tuple[str, CapabilityState]], said: str) -> None:
    with pytest.raises(NotYet, match=said):
        capabilities.partly(named)


@pytest.mark.parametrize(
    ("colours", "value", "more_is_better", "damage"),
    [
        ([GREEN, GREEN], 84, True, True),  # 6 below 90, 5 are tolerated
        ([GREEN, GREEN], 85, True, False),  # exactly what is tolerated
        ([GREEN, GREEN], 96, True, False),
        ([GREEN, GREEN], 96, False, True),
        ([GREEN, RED], 84, True, False),
        ([GREEN, GREY], 84, True, False),  # missing is never green
        ([], 84, True, False),
    ],
)
def test_damage_is_worse_than_tolerated_while_all_is_green(
    colours: list[Rag], value: int, more_is_better: bool, damage: bool
) -> None:
    worse = collateral.worse_by(D(value), D(90), more_is_better=more_is_better)
    assert collateral.is_damage(colours, worse, D(5)) is damage


@pytest.mark.parametrize(
    ("days", "items", "done_of", "found"),
    [
        (30, [(DONE, -1), (OPEN, 5)], (1, 2), []),
        (30, [(DONE, -1), (OPEN, -1)], (1, 2), ["1 item is past the due day."]),
        (14, [(DONE, -1), (OPEN, 5)], (1, 2), ["Not ready: the launch is in 14 days, and 1 of 2 items are open."]),
        (1, [(OPEN, 0), (NEEDLESS, -9)], (0, 1), ["Not ready: the launch is in 1 day, and 1 of 1 items are open."]),
        (-3, [(OPEN, 0)], (0, 1), ["Launched 3 days ago with 1 of 1 items open."]),
        (2, [(DONE, -1), (NEEDLESS, -1)], (1, 1), []),
    ],
)
def test_what_is_not_ready_before_a_launch(
    days: int, items: list[tuple[ReadinessState, int]], done_of: tuple[int, int], found: list[str]
) -> None:
    placed = [(state, TODAY + timedelta(days=late)) for state, late in items]
    read = readiness.read(TODAY + timedelta(days=days), placed, TODAY)
    assert (read.done, read.of) == done_of
    assert read.findings == found
    assert read.is_ready is (read.done == read.of)


def test_a_checklist_begins_with_what_every_launch_needs_due_before_it() -> None:
    assert set(readiness.OFFERED) == set(ReadinessKind) - {ReadinessKind.OWN}
    launch = TODAY + timedelta(days=20)
    assert readiness.due_on(ReadinessKind.KPIS, launch, TODAY) == launch - timedelta(days=7)
    assert readiness.due_on(ReadinessKind.SELF_SERVICE, launch, TODAY) == TODAY  # 21 days before has gone by


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [(date(2025, 9, 20), date(2026, 9, 20)), (date(2028, 2, 29), date(2029, 2, 28))],
)
def test_an_exit_plan_is_looked_at_once_a_year(reviewed: date, due: date) -> None:
    assert exits.next_review(reviewed) == due
    assert exits.overdue_days(due, due) == 0
    assert exits.overdue_days(due, due + timedelta(days=61)) == 61
