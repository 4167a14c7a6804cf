"""My work: the most urgent things of each kind, however much there is."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience, Side
from govtracker.models import Action
from govtracker.web.views.issues import work
from tests.services.issue_steps import raised
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
MOST = work.MOST
ClockAt = Callable[[datetime], None]


def actions_of(world: World, who: str, count: int) -> None:
    """Open actions of MER, the last one due first."""
    with world.context(), database.transaction():
        for number in range(1, count + 1):
            due = date(2027, 3, 1) - timedelta(days=number)
            action = Action(
                relationship_id=world.relationships["MER"],
                number=number,
                audience=Audience.SHARED,
                title=f"Thing {number}",
                type=ActionType.CORRECTIVE,
                owner_id=world.people[who],
                owner_side=Side.CLIENT,
                due_on=due,
                first_due_on=due,
                created_at=AT,
                updated_at=AT,
            )
            db.session.add(action)


def shown(app: Flask, world: World) -> tuple[list[int], str]:
    """The numbers of the actions on the page in their order, and the page."""
    text = world.client("client_spoc").get("/").text
    return [int(number) for number in re.findall(r"> Thing (\d+)<", text)], text


def test_all_is_shown_while_it_is_little(app: Flask, world: World) -> None:
    actions_of(world, "client_spoc", MOST)
    numbers, text = shown(app, world)
    assert numbers == list(range(MOST, 0, -1))
    assert f"{MOST} things to do" in text
    assert "most urgent" not in text


def test_the_most_urgent_are_shown_where_there_is_much_and_the_page_says_so(app: Flask, world: World) -> None:
    actions_of(world, "client_spoc", MOST + 1)
    numbers, text = shown(app, world)
    assert numbers == list(range(MOST + 1, 1, -1))
    assert f"{MOST}+ things to do" in text
    assert f"These are the {MOST} most urgent" in text
    assert 'href="/actions?owner=me&amp;view=standard"' in text


# --- acted on in place -----------------------------------------------------------------------------------------------


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def issue(app: Flask, world: World, who: str = "client_spoc", **values: Any) -> None:
    with app.app_context():
        raised(world, who, AT, **values)


def test_each_kind_of_work_stands_under_its_own_name(app: Flask, world: World, clock_at: ClockAt) -> None:
    clock_at(AT)
    issue(app, world)
    actions_of(world, "supplier_lead", 1)
    world.client("client_spoc").post(
        "/r/MER/issues/1/comments", data={"submission_id": "c", "audience": "shared", "body": "@Priya Nair, any news?"}
    )
    page = text(world.client("supplier_lead").get("/").text)
    page = page.replace("Change the ticked… ", "")
    for words in ("Needs my acknowledgement 1", "My actions 1, by due date", "Mentions 1", "Eva Varga: @Priya Nair"):
        assert words in page
    assert "3 things to do" in page


@pytest.mark.parametrize(
    ("step", "form"),
    [
        ("completion", {"evidence": "See the log"}),
        ("due-date", {"due_on": "2027-04-01", "reason": "A part is late"}),
        ("owner", {"owner_id": "{supplier_lead}"}),
    ],
)
def test_a_step_of_an_action_leads_back_to_my_work(
    app: Flask, world: World, clock_at: ClockAt, step: str, form: dict[str, str]
) -> None:
    clock_at(AT)
    actions_of(world, "client_spoc", 1)
    client, address = world.client("client_spoc"), f"/r/MER/actions/1/{step}"
    assert f'{address}?from=work"' in client.get("/").text
    opened = client.get(f"{address}?from=work").text
    assert '<input type="hidden" name="from" value="work">' in opened
    values = {name: value.format(**world.people) for name, value in form.items()}
    answer = client.post(address, data={**values, "from": "work"})
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_step_with_a_mistake_keeps_what_was_typed_and_where_one_came_from(
    app: Flask, world: World, clock_at: ClockAt
) -> None:
    clock_at(AT)
    actions_of(world, "client_spoc", 1)
    form = {"due_on": "2027-04-01", "reason": "", "from": "work"}
    answer = world.client("client_spoc").post("/r/MER/actions/1/due-date", data=form)
    assert answer.status_code == 422
    assert "Say why the date is put off" in text(answer.text)
    assert 'value="2027-04-01"' in answer.text
    assert 'name="from" value="work"' in answer.text


def test_snoozing_takes_it_out_of_the_list_and_counts_it_apart(app: Flask, world: World, clock_at: ClockAt) -> None:
    clock_at(AT)
    actions_of(world, "client_spoc", 2)
    client = world.client("client_spoc")
    assert "Snoozed" not in client.get("/").text
    clock_at(AT + timedelta(minutes=5))
    answer = client.post("/r/MER/actions/1/snooze", data={"until_on": "2026-11-23", "from": "work"})
    assert (answer.status_code, answer.location) == (303, "/")
    page = client.get("/").text
    assert "Thing 1<" not in page
    assert "1 thing to do" in text(page)
    assert "Snoozed 1" in text(page)
    put_off = client.get("/?tab=snoozed").text
    assert "Thing 1<" in put_off
    assert "Mon 23 Nov" in text(put_off)
    answer = client.post("/r/MER/actions/1/snooze/end", data={"from": "snoozed"})
    assert answer.location == "/?tab=snoozed"
    assert "Thing 1<" in client.get("/").text


def test_a_day_that_is_over_is_said_beside_its_field(app: Flask, world: World, clock_at: ClockAt) -> None:
    clock_at(AT)
    actions_of(world, "client_spoc", 1)
    answer = world.client("client_spoc").post("/r/MER/actions/1/snooze", data={"until_on": "2026-11-18"})
    assert (answer.status_code, "still to come" in answer.text) == (422, True)


def test_nothing_is_snoozed_that_one_does_not_see(app: Flask, world: World, clock_at: ClockAt) -> None:
    clock_at(AT)
    issue(app, world, audience=Audience.CLIENT)
    assert world.client("supplier_spoc").get("/r/MER/issues/C1/snooze").status_code == 404
    assert world.client("other_client_spoc").post("/r/MER/issues/C1/snooze").status_code == 404


def test_waiting_rows_are_handed_over_from_their_tab(app: Flask, world: World, clock_at: ClockAt) -> None:
    clock_at(AT)
    issue(app, world)
    client = world.client("supplier_lead")
    page = client.get("/?tab=own_side").text
    assert "Waiting on my side 1" in text(page)
    assert "/r/MER/issues/1/handover?from=own_side" in page
    form = {"to": "client", "asked": "Which release?", "from": "own_side"}
    answer = client.post("/r/MER/issues/1/handover", data=form)
    assert answer.location == "/?tab=own_side"
    assert "Nothing waits here" in client.get("/?tab=own_side").text


def test_rows_of_my_work_are_changed_together(app: Flask, world: World, clock_at: ClockAt) -> None:
    clock_at(AT)
    actions_of(world, "client_spoc", 3)
    client = world.client("client_spoc")
    rows = re.findall(r'name="row" value="([^"]+)" form="pick-actions"', client.get("/").text)
    assert len(rows) == 3
    form = {"row": rows, "deed": "due", "due_on": "2027-05-01", "text": "Waits for a part", "from": "work"}
    answer = client.post("/actions/batch", data=form)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "3 changed" in client.get("/").text


@pytest.mark.parametrize("tab", ["", "?tab=own_side", "?tab=other_side", "?tab=snoozed"])
def test_my_work_asks_little_however_much_there_is(app: Flask, world: World, clock_at: ClockAt, tab: str) -> None:
    clock_at(AT)
    issue(app, world)
    issue(app, world, who="supplier_spoc")
    actions_of(world, "client_spoc", 30)
    client = world.client("client_spoc")
    client.get(f"/{tab}")
    with counted() as made:
        client.get(f"/{tab}")
    assert len(made) <= 12, "\n".join(made)
