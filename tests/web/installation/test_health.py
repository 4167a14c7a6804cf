"""Health: what is stuck of the escalations raises an alarm, for machines and for whoever runs the installation."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govtracker import clock, database
from govtracker.models import Issue
from govtracker.queries.installation import backups
from govtracker.queries.installation.backups import LastBackup
from govtracker.services.governance import sweep
from govtracker.services.installation import ticks
from tests.services.issue_steps import raised, ticked, vacated
from tests.support.world import World

# Meridian works 01:00–09:00 UTC; the first level is due at 05:00 on Thursday 19 November 2026
OPENED = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
FIRST_DUE = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)


@pytest.fixture
def at(app: Flask, clock_at: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """Let it be that instant, with a worker that has just run."""

    def travel(moment: datetime) -> None:
        clock_at(moment)
        with app.app_context(), database.transaction():
            ticks.tick("escalate", worker="w", failures=0, at=clock.real_now())

    return travel


def logged(world: World) -> Issue:
    with world.context():
        return raised(world, "client_lead", OPENED)


def park(world: World, issue: Issue) -> None:
    with world.context(), database.transaction():
        sweep.put_off(issue.id, FIRST_DUE)


def test_nothing_stuck_is_well(world: World, client: FlaskClient, at: Callable[[datetime], None]) -> None:
    logged(world)
    at(FIRST_DUE + timedelta(minutes=15))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["escalation"]) == (200, "ok")


def test_what_is_due_for_more_than_fifteen_minutes_is_not(
    world: World, client: FlaskClient, at: Callable[[datetime], None]
) -> None:
    logged(world)
    at(FIRST_DUE + timedelta(minutes=16))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "unready")
    assert answer.get_json()["escalation"] == "1 overdue since 2026-11-19 05:00 UTC"


def test_a_parked_issue_is_an_alarm_that_takes_no_page_away(
    world: World, client: FlaskClient, at: Callable[[datetime], None]
) -> None:
    issue = logged(world)
    at(FIRST_DUE)
    park(world, issue)
    park(world, issue)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "alarm")
    assert answer.get_json()["escalation"] == "1 parked after failing"
    page = world.client("administrator").get("/administration/health").text
    assert "Escalations are parked" in page
    assert f"no. {issue.id}" in page
    assert issue.title not in page


def test_who_succeeds_again_is_parked_no_more(
    world: World, client: FlaskClient, at: Callable[[datetime], None]
) -> None:
    park(world, logged(world))
    at(FIRST_DUE + timedelta(minutes=15))
    with world.context():
        assert ticked(FIRST_DUE + timedelta(minutes=15)).done == 1
    assert client.get("/readyz").get_json()["escalation"] == "ok"


def test_an_issue_that_reaches_nobody_is_an_alarm(
    world: World, client: FlaskClient, at: Callable[[datetime], None]
) -> None:
    with world.context():
        vacated(world, "supplier_lead", "supplier_deputy", "supplier_sponsor", "supplier_spoc")
    logged(world)
    at(OPENED)
    assert client.get("/readyz").get_json()["escalation"] == "1 reach nobody"
    assert "Escalations reach nobody" in world.client("administrator").get("/administration/health").text


def test_the_page_says_how_old_the_last_backup_is(
    world: World, app: Flask, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(OPENED)
    assert "none yet" in world.client("administrator").get("/administration/health").text
    with app.app_context(), database.transaction():
        backups.note(LastBackup(OPENED - timedelta(hours=49), "/var/backups/one.tar", 3 * 1024 * 1024))
    page = world.client("administrator").get("/administration/health").text
    assert "older than two days" in page
    with app.app_context(), database.transaction():
        backups.note(LastBackup(OPENED - timedelta(hours=1), "/var/backups/two.tar", 3 * 1024 * 1024))
    page = world.client("administrator").get("/administration/health").text
    assert "older than two days" not in page
    assert "3 MB" in page
