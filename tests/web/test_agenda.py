"""The agenda of a review: it fills itself from what both sides share, at the same price however much there is."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from govtracker import database
from govtracker.database import db
from govtracker.enums import (
    ActionType,
    Audience,
    IssueStatus,
    ReviewStatus,
    Severity,
    Side,
)
from govtracker.models import Action, Issue, Topic
from tests.support import forums
from tests.support.statements import counted
from tests.support.world import MADE_AT, World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
CANARY = "canary-of-the-other-side"


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


def planned(world: World, status: ReviewStatus = ReviewStatus.IN_PREPARATION, *titles: str) -> None:
    with world.context(), database.transaction():
        made = forums.review(forums.forum(world), SCHEDULED, status)
        for position, title in enumerate(titles, 1):
            db.session.add(Topic(review_id=made.id, position=position, title=title))


def text(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_the_agenda_fills_itself_from_what_is_shared_alone(world: World) -> None:
    planned(world)
    with world.context(), database.transaction():
        db.session.add_all(
            [
                _issue(world, 1, "Billing exports fail", level=2),
                _issue(world, 2, "Late invoices", due_on=date(2026, 11, 20)),
                _issue(world, 1, CANARY, level=3, audience=Audience.SUPPLIER),
                _action(world, 1, "Regression suite"),
                _action(world, 1, CANARY, audience=Audience.SUPPLIER),
            ]
        )
    for who in ("client_spoc", "supplier_spoc"):
        shown = text(world.client(who), "/r/MER/reviews/1/agenda")
        assert "MER-1 Billing exports fail" in shown
        assert "level 2" in shown
        assert "MER-2 Late invoices" in shown
        assert "MER-A1 Regression suite" in shown
        assert "Nobody leads Quality on the client’s side and the supplier’s side." in shown
        assert CANARY not in shown


@pytest.mark.parametrize("status", [ReviewStatus.IN_PREPARATION, ReviewStatus.HELD])
def test_a_review_costs_the_same_however_much_there_is(world: World, status: ReviewStatus) -> None:
    planned(world, status, "Forecasts")
    client = world.client("client_spoc")

    def cost(url: str) -> int:
        with counted() as made:
            assert client.get(url).status_code == 200
        return len(made)

    before = {url: cost(url) for url in ("/r/MER/reviews", "/r/MER/reviews/1", "/r/MER/reviews/1/agenda")}
    with world.context(), database.transaction():
        forum = forums.forum(world, name="Another")
        for number in range(20):
            forums.review(forum, SCHEDULED + timedelta(days=number), period_key=str(number))
            db.session.add(_issue(world, number + 1, "An issue", level=2))
            db.session.add(_action(world, number + 1, "An action", review_id=1 if number % 2 else None))
            db.session.add(
                Topic(review_id=1, position=number, title="A topic", added_by_id=world.people["client_lead"])
            )
    assert {url: cost(url) for url in before} == before
    assert max(before.values()) <= 12


def _issue(
    world: World,
    number: int,
    title: str,
    *,
    audience: Audience = Audience.SHARED,
    level: int = 1,
    due_on: date = date(2026, 12, 24),
) -> Issue:
    return Issue(
        relationship_id=world.relationships["MER"],
        number=number,
        audience=audience,
        title=title,
        area_id=world.areas["Customer care"],
        severity=Severity.HIGH,
        severity_rank=1,
        raised_side=Side.CLIENT,
        waiting_on=Side.SUPPLIER,
        status=IssueStatus.OPEN,
        level=level,
        due_on=due_on,
        opened_at=MADE_AT,
        updated_at=MADE_AT,
    )


def _action(
    world: World, number: int, title: str, *, audience: Audience = Audience.SHARED, review_id: int | None = None
) -> Action:
    return Action(
        relationship_id=world.relationships["MER"],
        number=number,
        audience=audience,
        title=title,
        type=ActionType.CORRECTION,
        owner_id=world.people["supplier_lead"],
        owner_side=Side.SUPPLIER,
        due_on=date(2026, 11, 20),
        first_due_on=date(2026, 11, 20),
        review_id=review_id,
        created_at=MADE_AT,
        updated_at=MADE_AT,
    )
