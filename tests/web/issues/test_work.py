"""My work: the most urgent things of each kind, however much there is."""

import re
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience, Side
from govtracker.models import Action
from tests.support.world import World

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)


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
    return [int(number) for number in re.findall(r">Thing (\d+)<", text)], text


def test_all_is_shown_while_it_is_little(app: Flask, world: World) -> None:
    actions_of(world, "client_spoc", 25)
    numbers, text = shown(app, world)
    assert numbers == list(range(25, 0, -1))
    assert "25 things to do" in text
    assert "most urgent" not in text


def test_the_most_urgent_are_shown_where_there_is_much_and_the_page_says_so(app: Flask, world: World) -> None:
    actions_of(world, "client_spoc", 26)
    numbers, text = shown(app, world)
    assert numbers == list(range(26, 1, -1))
    assert "25+ things to do" in text
    assert "These are the 25 most urgent" in text
    assert 'href="/actions?owner=me"' in text
