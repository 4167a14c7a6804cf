"""Figures KPIs are computed from: how the two sides govern, of shared records alone, worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import (
    ActionStatus,
    ActionType,
    Audience,
    Effectiveness,
    IssueStatus,
    ReviewStatus,
    Severity,
    Side,
)
from govtracker.models import Action, Issue, Review
from govtracker.queries import claims, find
from govtracker.queries.performance import computed_figures
from govtracker.queries.performance.computed_figures import Asked, Share
from govtracker.rules import periods
from govtracker.services import events
from govtracker.services.governance import escalation, holding
from govtracker.services.issues import issues
from govtracker.services.issues.context import Context
from govtracker.services.performance import computation
from tests.services.issue_steps import acknowledged, raised, ticked
from tests.support import forums
from tests.support.world import World

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HELD = ReviewStatus.HELD
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)

pytestmark = pytest.mark.usefixtures("in_app")


def asked(world: World) -> Asked:
    relationship = find.relationship(world.viewer("client_spoc"), "MER")
    months = [computation.instants(relationship, periods.parse(one)) for one in ("2026-10", "2026-11")]
    return Asked(relationship.id, months, ZoneInfo("Europe/Berlin"), NOW)


def write(model: type[Any], *rows: dict[str, Any]) -> None:
    with database.transaction():
        claims.insert_rows(model, list(rows))


def issue(world: World, number: int, opened_at: datetime, **more: Any) -> dict[str, Any]:
    return {
        "relationship_id": world.relationships["MER"],
        "number": number,
        "audience": Audience.SHARED,
        "title": "Answers come late",
        "area_id": world.areas["Quality"],
        "severity": Severity.LOW,
        "severity_rank": 3,
        "raised_by_id": world.people["client_spoc"],
        "raised_side": Side.CLIENT,
        "waiting_on": Side.SUPPLIER,
        "status": IssueStatus.CLOSED,
        "is_open": False,
        "due_on": opened_at.date(),
        "opened_at": opened_at,
        "updated_at": opened_at,
        **more,
    }


def test_a_level_counts_as_acknowledged_in_time_unless_the_next_one_was_told(world: World) -> None:
    opened = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)  # Thursday, 08:00 in Manila: due in four hours from 09:00
    raised(world, "client_spoc", opened)
    acknowledged(world, "supplier_lead", "1", opened + timedelta(hours=2))
    late = raised(world, "client_spoc", opened)
    ticked(opened + timedelta(hours=5))
    raised(world, "client_spoc", NOW, severity=Severity.LOW)  # still in time
    raised(world, "client_spoc", opened, audience=Audience.CLIENT)  # nobody else's business
    found = computed_figures.acknowledged(asked(world))
    assert late.number == 2
    assert found == {OCTOBER: Share(), NOVEMBER: Share(met=1, all=3)}  # its second level is late by now, too


def test_an_acknowledgement_after_its_time_is_late_although_no_level_follows(world: World) -> None:
    opened = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)  # due at 05:00
    raised(world, "client_spoc", opened)
    acknowledged(world, "supplier_lead", "1", opened + timedelta(hours=5, minutes=1))  # before the next tick
    assert computed_figures.acknowledged(asked(world))[NOVEMBER] == Share(met=0, all=1)


def test_a_pause_after_a_late_acknowledgement_makes_it_no_earlier(world: World) -> None:
    opened = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
    raised(world, "client_spoc", opened)
    acknowledged(world, "supplier_lead", "1", opened + timedelta(hours=6))
    with database.transaction():
        spoc = world.viewer("supplier_spoc")
        at = opened + timedelta(hours=7)
        holding.pause(find.issue(spoc, "MER", "1"), "Waiting for a part.", date(2026, 11, 24), by=spoc, at=at)
    assert computed_figures.acknowledged(asked(world))[NOVEMBER] == Share(met=0, all=1)
    with database.transaction():
        holding.resume(find.issue(spoc, "MER", "1"), by=spoc, at=opened + timedelta(hours=8))
    assert computed_figures.acknowledged(asked(world))[NOVEMBER] == Share(met=0, all=1)


def test_an_action_is_closed_in_time_by_the_day_it_was_first_due(world: World) -> None:
    def action(number: int, first_due_on: date, done_at: datetime | None = None, **more: Any) -> dict[str, Any]:
        return {
            "relationship_id": world.relationships["MER"],
            "number": number,
            "audience": Audience.SHARED,
            "title": "Train the night shift",
            "type": ActionType.CORRECTION,
            "owner_id": world.people["supplier_lead"],
            "owner_side": Side.SUPPLIER,
            "due_on": first_due_on + timedelta(days=30),
            "first_due_on": first_due_on,
            "status": ActionStatus.DONE if done_at else ActionStatus.OPEN,
            "is_open": done_at is None,
            "created_at": NOW,
            "updated_at": NOW,
            "done_at": done_at,
            **more,
        }

    day = date(2026, 10, 15)
    write(
        Action,
        action(1, day, datetime(2026, 10, 15, 21, 59, tzinfo=UTC)),  # 23:59 in Berlin
        action(2, day, datetime(2026, 10, 15, 22, 1, tzinfo=UTC)),  # the day after, by two minutes
        action(3, day),  # moved by a month, and open still
        action(4, day, status=ActionStatus.CANCELLED),
        action(5, day, datetime(2026, 10, 1, tzinfo=UTC), audience=Audience.SUPPLIER),
        action(6, date(2026, 11, 28)),  # not due yet
        action(7, date(2026, 11, 30), datetime(2026, 11, 2, tzinfo=UTC)),
    )
    assert computed_figures.actions_closed(asked(world)) == {OCTOBER: Share(1, 3), NOVEMBER: Share(1, 1)}


def test_a_check_that_was_not_held_verifies_nothing(world: World) -> None:
    opened = datetime(2026, 8, 1, tzinfo=UTC)
    due = {"effectiveness_due_on": date(2026, 10, 10)}
    write(
        Issue,
        issue(world, 1, opened, **due, effectiveness=Effectiveness.EFFECTIVE),
        issue(world, 2, opened, status=IssueStatus.OPEN, is_open=True),  # judged not effective, hence open again
        issue(world, 3, opened, **due),  # nobody has looked
        issue(world, 4, opened, effectiveness_due_on=date(2026, 11, 28)),  # to come
        issue(world, 5, opened, **due, audience=Audience.CLIENT),
    )
    with database.transaction():
        held_on = datetime(2026, 10, 12, 9, tzinfo=UTC)
        for one, outcome in zip(
            db.session.scalars(select(Issue).order_by(Issue.id).limit(2)), Effectiveness, strict=True
        ):
            told = {"effectiveness": [None, outcome]}
            events.record(one, "effectiveness_checked", by=world.viewer("client_spoc"), at=held_on, changes=told)
    assert computed_figures.effective(asked(world)) == {OCTOBER: Share(1, 3), NOVEMBER: Share()}


def test_a_review_is_held_in_time_up_to_five_days_after_its_day(world: World) -> None:
    with database.transaction():
        forum_id = forums.forum(world).id

    def review(
        day: int, held_on: int | None, status: ReviewStatus = ReviewStatus.HELD, month: int = 10
    ) -> dict[str, Any]:
        return {
            "forum_id": forum_id,
            "relationship_id": world.relationships["MER"],
            "period_key": f"{month}-{day}",
            "local_on": date(2026, month, day),
            "scheduled_at": NOW,
            "status": status,
            "held_at": datetime(2026, month, held_on, 12, tzinfo=UTC) if held_on else None,
        }

    write(
        Review,
        review(5, 10),
        review(6, 12),  # six days late
        review(7, None, ReviewStatus.MISSED),
        review(8, None, ReviewStatus.CANCELLED),
        review(22, None, ReviewStatus.SCHEDULED, month=11),  # may be held in time yet
        review(10, 10, month=11),
    )
    assert computed_figures.reviews_held(asked(world)) == {OCTOBER: Share(1, 3), NOVEMBER: Share(1, 1)}


def test_the_third_of_a_kind_in_ninety_days_comes_again_and_so_does_what_is_reopened_soon(world: World) -> None:
    first = datetime(2026, 7, 20, tzinfo=UTC)
    billing = {"category": "Billing"}
    write(
        Issue,
        issue(world, 1, first, **billing),
        issue(world, 2, datetime(2026, 9, 1, tzinfo=UTC), **billing),
        issue(world, 3, first + timedelta(days=90), **billing),  # 18 October: the third in 90 days
        issue(world, 4, datetime(2026, 10, 31, tzinfo=UTC), **billing),  # with 2 and 3
        issue(world, 5, datetime(2026, 10, 20, tzinfo=UTC), category="Access"),
        issue(world, 6, datetime(2026, 10, 21, tzinfo=UTC), reopened_after_days=30),
        issue(world, 7, datetime(2026, 10, 22, tzinfo=UTC), reopened_after_days=31),
        issue(world, 8, datetime(2026, 10, 23, tzinfo=UTC), **billing, audience=Audience.SUPPLIER),
        issue(world, 9, datetime(2026, 11, 2, tzinfo=UTC), raised_by_id=None, **billing),  # raised by the system
    )
    assert computed_figures.recurring(asked(world)) == {OCTOBER: Share(3, 5), NOVEMBER: Share()}


def test_what_was_resolved_before_it_had_to_be_acknowledged_is_not_late(world: World) -> None:
    opened = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
    raised(world, "client_spoc", opened)
    acknowledged(world, "supplier_lead", "1", opened + timedelta(minutes=90))
    lead, spoc = world.viewer("supplier_lead"), world.viewer("client_spoc")
    with database.transaction():
        escalation.escalate(find.issue(spoc, "MER", "1"), "Too slow.", by=spoc, at=opened + timedelta(minutes=100))
        said = Context(why_it_occurred="", what_was_done="Restarted.", why_not_again="", root_cause_id=None)
        issues.resolve(find.issue(lead, "MER", "1"), said, by=lead, at=opened + timedelta(hours=2))
    assert computed_figures.acknowledged(asked(world))[NOVEMBER] == Share(met=1, all=1)
