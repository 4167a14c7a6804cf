"""What the system raises: one issue a source and period, on the right side, never wider than its source."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Aggregation, Audience, IssueStatus, Side, Unit
from govtracker.models import Action, Issue, IssueOrigin, Kpi
from govtracker.queries.performance import scorecards
from govtracker.queries.performance.scorecards import RedKpi
from tests.services.issue_steps import raised
from tests.support import scorecards as cards
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)  # Thursday
DUE = date(2026, 11, 12)  # Thursday: the fifth working day after it is 19 November in Manila

pytestmark = pytest.mark.usefixtures("in_app")


def action(world: World, audience: Audience = Audience.SHARED, due_on: date = DUE) -> None:
    with database.transaction():
        db.session.add(
            Action(
                relationship_id=world.relationships["MER"],
                number=1,
                audience=audience,
                title="Call the customers",
                type=ActionType.CORRECTIVE,
                area_id=world.areas["Customer care"],
                owner_id=world.people["supplier_lead"],
                owner_side=Side.SUPPLIER,
                due_on=due_on,
                first_due_on=due_on,
                status=ActionStatus.OPEN,
                created_at=AT,
                updated_at=AT,
            )
        )


def ran(name: str, at: datetime = AT) -> list[Issue]:
    """The issues the system has raised, after this job has run twice."""
    for _ in range(2):
        assert jobs.run(jobs.job_named(name), at=at).failed == 0
    db.session.expire_all()
    return list(db.session.scalars(select(Issue).where(Issue.raised_by_id.is_(None)).order_by(Issue.id)).unique())


def test_an_action_five_working_days_overdue_is_raised_once_with_its_side(world: World) -> None:
    action(world)
    assert ran("raise-overdue", AT - timedelta(days=1)) == []
    [issue] = ran("raise-overdue")
    assert (issue.waiting_on, issue.raised_side, issue.audience) == (Side.SUPPLIER, Side.CLIENT, Audience.SHARED)
    assert issue.owner_id == world.people["supplier_lead"]
    assert issue.level == 1


def test_closing_it_does_not_raise_it_again_but_a_new_day_missed_does(world: World) -> None:
    action(world)
    ran("raise-overdue")
    with database.transaction():
        issue = db.session.scalars(select(Issue)).unique().one()
        issue.status, issue.is_open = IssueStatus.CLOSED, False
    assert len(ran("raise-overdue", AT + timedelta(days=9))) == 1
    with database.transaction():
        db.session.scalars(select(Action)).unique().one().due_on = date(2026, 11, 20)
    assert len(ran("raise-overdue", AT + timedelta(days=20))) == 2


def test_while_it_is_open_the_next_period_finds_it(world: World) -> None:
    action(world)
    ran("raise-overdue")
    with database.transaction():
        db.session.scalars(select(Action)).unique().one().due_on = date(2026, 11, 20)
    [issue] = ran("raise-overdue", AT + timedelta(days=20))
    assert [row.issue_id for row in db.session.scalars(select(IssueOrigin))] == [issue.id] * 2


def test_an_internal_action_raises_what_its_side_alone_sees(world: World) -> None:
    action(world, Audience.SUPPLIER)
    [issue] = ran("raise-overdue")
    assert (issue.audience, issue.waiting_on, issue.key) == (Audience.SUPPLIER, Side.SUPPLIER, "MER-S1")


def test_what_is_red_for_the_second_month_running_is_raised_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    red = RedKpi("CSAT", "Satisfaction", Decimal(60), Decimal(70), "percent", "", 1, 2)
    fresh = RedKpi("AHT", "Handle time", Decimal(9), Decimal(6), "minutes", "", 1, 1)
    mer = world.relationships["MER"]
    monkeypatch.setattr(scorecards, "red_kpis", lambda ids: {mer: [red, fresh]})
    with database.transaction():
        for code in ("CSAT", "AHT"):
            kpi = {"code": code, "name": code, "unit": Unit.PERCENT, "aggregation": Aggregation.MEAN}
            db.session.add(Kpi(relationship_id=mer, **kpi))
        for month in (9, 10):
            cards.shared(world, "MER", date(2026, month, 1), "60").reds_due_at = AT
    [issue] = ran("raise-reds")
    assert (issue.title, issue.waiting_on) == ("Satisfaction: red 2 months running", Side.SUPPLIER)
    origin = db.session.scalars(select(IssueOrigin)).one()
    assert (origin.period, origin.issue_id) == ("2026-10", issue.id)


def test_the_third_of_a_kind_raises_one_and_what_the_system_raised_does_not_count(world: World) -> None:
    for day in range(3):
        assert ran("raise-recurrences", AT + timedelta(days=day)) == []
        raised(world, "client_spoc", AT + timedelta(days=day), category="Billing")
    [issue] = ran("raise-recurrences", AT + timedelta(days=3))
    assert issue.title == "Billing comes again"
    raised(world, "client_spoc", AT + timedelta(days=4), category="Billing")
    assert len(ran("raise-recurrences", AT + timedelta(days=5))) == 1
