"""Adding actions, wherever they come from, and letting them come again."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.models import Action, ActionSeries
from tests.support import measured
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def friday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def filled(world: World, **changes: Any) -> dict[str, Any]:
    """An action as a person types it."""
    return {
        "audience": "shared",
        "title": "Check leavers",
        "type": "preventive",
        "owner_id": world.people["supplier_lead"],
        "due_on": "2026-11-30",
        "consequence": "Accounts stay open.",
        **changes,
    }


def test_an_action_without_its_consequence_is_not_saved(world: World) -> None:
    answer = world.client("client_spoc").post("/r/MER/actions", data=filled(world, consequence=" "))
    assert answer.status_code == 422
    assert "Say in one line what happens if it is late." in answer.text
    assert 'value="Check leavers"' in answer.text
    with world.context():
        assert not db.session.scalars(select(Action)).all()


def test_an_action_that_comes_again_says_when_it_is_due_next(world: World) -> None:
    client = world.client("client_spoc")
    again = {"every": "FREQ=MONTHLY", "repetition": "fixed", "lead_days": "5", "skips_if_open": "y"}
    answer = client.post("/r/MER/actions", data=filled(world, **again))
    assert answer.location == "/r/MER/actions/1"
    shown = client.get(answer.location).text
    assert "every month on the 30th, or the last day of a shorter month, on fixed days" in shown
    assert "Wed 30 Dec" in shown
    assert "Check leavers" in client.get("/r/MER/actions/series").text
    assert "appears" in client.get("/r/MER/actions/series/1").text


def test_a_rule_nobody_understands_keeps_what_was_typed(world: World) -> None:
    again = {"every": "other", "rrule": "whenever", "repetition": "fixed", "lead_days": "5"}
    answer = world.client("client_spoc").post("/r/MER/actions", data=filled(world, **again))
    assert answer.status_code == 422
    assert "is not understood in a cadence" in answer.text
    assert 'value="whenever"' in answer.text
    with world.context():
        assert not db.session.scalars(select(Action)).all()


def test_an_edited_series_says_when_it_is_due_next_now(world: World) -> None:
    client = world.client("client_spoc")
    again = {"every": "FREQ=MONTHLY", "repetition": "fixed", "lead_days": "5", "skips_if_open": "y"}
    client.post("/r/MER/actions", data=filled(world, **again))
    changed = {
        "title": "Check leavers",
        "type": "preventive",
        "owner_id": world.people["supplier_lead"],
        "consequence": "Accounts stay open.",
        "every": "FREQ=WEEKLY;INTERVAL=2",
        "repetition": "fixed",
        "lead_days": "5",
        "skips_if_open": "y",
        "starts_on": "2026-11-30",
    }
    assert client.post("/r/MER/actions/series/1", data=changed).status_code == 303
    assert "Mon 14 Dec" in client.get("/r/MER/actions/series/1").text
    refused = client.post("/r/MER/actions/series/1", data={**changed, "consequence": ""})
    assert refused.status_code == 422
    assert client.post("/r/MER/actions/series/1/end").status_code == 303
    with world.context():
        assert db.session.scalars(select(ActionSeries.next_on)).one() is None


def test_an_action_for_a_kpi_names_it(world: World) -> None:
    with world.context(), database.transaction():
        measured.drafted(world)
    client = world.client("supplier_lead")
    form = client.get("/r/MER/kpis/2/actions/new")
    assert "Customer satisfaction" in form.text
    answer = client.post("/r/MER/kpis/2/actions", data=filled(world))
    assert "Customer satisfaction" in client.get(answer.location).text


def test_internal_series_do_not_exist_for_the_other_side(world: World) -> None:
    again = {"every": "FREQ=WEEKLY", "repetition": "catch_up", "lead_days": "5"}
    own = filled(world, audience="client", owner_id=world.people["client_lead"], title="CANARY", **again)
    assert world.client("client_spoc").post("/r/MER/actions", data=own).location == "/r/MER/actions/C1"
    other = world.client("supplier_spoc")
    assert "CANARY" not in other.get("/r/MER/actions/series").text
    assert other.get("/r/MER/actions/series/1").status_code == 404


def test_a_card_moves_on_by_its_button_and_comes_back_to_the_board(world: World) -> None:
    world.client("client_spoc").post("/r/MER/actions", data=filled(world))
    owner = world.client("supplier_lead")
    board = owner.get("/r/MER/actions/board").text
    assert 'action="/r/MER/actions/1/start"' in board
    assert 'href="/r/MER/actions/1#done"' in board
    assert owner.post("/r/MER/actions/1/start", data={"from": "board"}).location == "/r/MER/actions/board"
    assert owner.post("/r/MER/actions/1/completion", data={"evidence": "list"}).status_code == 303
    other = world.client("client_spoc").get("/r/MER/actions/board").text
    assert 'action="/r/MER/actions/1/verification"' in other
    assert 'action="/r/MER/actions/1/verification"' not in owner.get("/r/MER/actions/board").text


def test_a_move_that_is_not_possible_is_refused_in_words(world: World) -> None:
    world.client("client_spoc").post("/r/MER/actions", data=filled(world))
    refused = world.client("client_spoc").post("/r/MER/actions/1/verification", data={"from": "board"})
    assert refused.status_code == 422
    assert "An action that is open cannot become verified." in refused.text


def test_the_board_costs_the_same_however_much_there_is_and_hides_what_is_internal(world: World) -> None:
    client, other = world.client("client_spoc"), world.client("supplier_spoc")

    def cost() -> int:
        with counted() as made:
            assert client.get("/r/MER/actions/board").status_code == 200
        return len(made)

    before = cost()
    for number in range(30):
        client.post("/r/MER/actions", data=filled(world, title=f"Check {number}"))
    own = filled(world, audience="client", owner_id=world.people["client_lead"], title="CANARY", due_on="2026-11-20")
    client.post("/r/MER/actions", data=own)
    assert cost() == before <= 12
    assert "CANARY" in client.get("/r/MER/actions/board").text
    assert "CANARY" not in other.get("/r/MER/actions/board").text
    assert "25+" in client.get("/r/MER/actions/board").text


def test_an_action_is_late_when_the_working_day_of_its_side_is_over(
    world: World, clock_at: Callable[[datetime], None]
) -> None:
    client = world.client("client_spoc")
    client.post("/r/MER/actions", data=filled(world, due_on="2026-11-23", title="Supplier's"))
    own = filled(world, due_on="2026-11-23", title="Client's", owner_id=world.people["client_lead"])
    client.post("/r/MER/actions", data=own)
    clock_at(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))  # Monday: 17:30 in Manila, 10:30 in Berlin
    client = world.client("client_spoc")
    late = client.get("/r/MER/actions?overdue=1").text
    assert "Supplier&#39;s" in late
    assert "Client&#39;s" not in late
    assert "late since today" in client.get("/r/MER/actions/1").text
    assert "due today" in client.get("/r/MER/actions/2").text
    assert client.get("/r/MER/actions/board").text.count("late since today") == 1
