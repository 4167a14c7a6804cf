"""Issues: what may be raised and by whom, and the way from open to closed and back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionStatus, Audience, Effectiveness, IssueStatus, Severity, Side, Trigger
from govtracker.models import Action, AuditEvent, BusinessCalendar, CalendarDay, Issue
from govtracker.queries import find
from govtracker.services import Refused
from govtracker.services.issues import context, effectiveness, issues
from govtracker.services.issues.context import Context
from tests.services.issue_steps import CONTEXT, acknowledged, done_actions, fresh, history, raised, rungs, ticked, told
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)  # Thursday: 09:00 in Berlin, 16:00 in Manila
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("in_app")


def _do(world: World, who: str, deed: Any, *args: Any, number: str = "1", at: datetime = AT, **more: Any) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        deed(find.issue(viewer, "MER", number), *args, by=viewer, at=at, **more)


def test_what_one_side_raises_waits_on_the_other(world: World) -> None:
    assert raised(world, "client_spoc", AT).waiting_on is Side.SUPPLIER
    assert raised(world, "supplier_lead", AT).waiting_on is Side.CLIENT


def test_internal_issues_wait_on_their_own_side_and_count_by_themselves(world: World) -> None:
    keys = [
        raised(world, who, AT, audience=audience).key
        for who, audience in (
            ("client_spoc", Audience.SHARED),
            ("client_spoc", Audience.CLIENT),
            ("supplier_spoc", Audience.SUPPLIER),
            ("supplier_spoc", Audience.SHARED),
        )
    ]
    assert keys == ["MER-1", "MER-C1", "MER-S1", "MER-2"]
    assert find.issue(world.viewer("supplier_spoc"), "MER", "S1").waiting_on is Side.SUPPLIER


@pytest.mark.parametrize(
    ("severity", "due_on"),
    [
        (Severity.CRITICAL, date(2026, 11, 20)),
        (Severity.HIGH, date(2026, 11, 25)),  # Friday, Tuesday, Wednesday: Monday is closed
        (Severity.MEDIUM, date(2026, 12, 4)),
        (Severity.LOW, date(2026, 12, 18)),
    ],
)
def test_without_a_due_date_the_severity_decides_in_the_calendar_of_the_side_that_acts(
    world: World, severity: Severity, due_on: date
) -> None:
    with database.transaction():
        calendar = db.session.scalars(
            select(BusinessCalendar).where(BusinessCalendar.organisation_id == world.organisations["Meridian"])
        ).one()
        db.session.add(CalendarDay(calendar_id=calendar.id, day=date(2026, 11, 23), name="A local holiday"))
    assert raised(world, "client_spoc", AT, severity=severity).due_on == due_on


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"description": "x" * 20_001}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"due_on": date(2026, 11, 18)}, "due_on"),
        ({"area_id": 999}, "area_id"),
        ({"area_id": "Finance"}, "area_id"),
        ({"owner_id": "other_supplier_spoc"}, "owner_id"),
        ({"owner_id": "nobody"}, "owner_id"),
        ({"owner_id": "client_observer"}, "owner_id"),
        ({"owner_id": "supplier_lead", "audience": Audience.CLIENT}, "owner_id"),
        ({"audience": Audience.SUPPLIER}, "audience"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(world: World, values: dict[str, Any], field: str) -> None:
    names = {"owner_id": world.people, "area_id": world.areas}
    values = {name: names.get(name, {}).get(value, value) for name, value in values.items()}
    with pytest.raises(Refused) as refusal:
        raised(world, "client_spoc", AT, **values)
    assert refusal.value.field == field
    assert db.session.scalars(select(Issue)).all() == []


def test_the_owner_is_told_unless_they_did_it_themselves(world: World) -> None:
    issue = raised(world, "client_spoc", AT, owner_id=world.people["supplier_member"])
    assert [name for name, _ in told(issue, "assigned")] == ["Ben Cruz"]
    _do(world, "client_spoc", issues.edit, {"owner_id": world.people["client_spoc"]})
    _do(world, "client_spoc", issues.edit, {"owner_id": world.people["supplier_lead"]})
    assert [name for name, _ in told(issue, "assigned")] == ["Ben Cruz", "Priya Nair"]


def test_an_edit_records_what_changed_and_nothing_where_nothing_did(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    _do(world, "client_spoc", issues.edit, {"title": "Billing outage", "category": ""}, at=AT + DAY)
    assert fresh(issue).updated_at == AT
    _do(world, "client_spoc", issues.edit, {"title": "Billing is down", "category": "billing"}, at=AT + DAY)
    assert history(issue) == ["raised", "told_the_first_level", "edited"]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "edited")).one()
    assert event.changes == {"title": ["Billing outage", "Billing is down"], "category": ["", "billing"]}
    assert fresh(issue).updated_at == AT + DAY


def test_an_edit_may_keep_a_due_date_that_has_passed_but_not_choose_one(world: World) -> None:
    issue = raised(world, "client_spoc", AT, due_on=date(2026, 11, 20))
    _do(world, "client_spoc", issues.edit, {"due_on": date(2026, 11, 20), "title": "Later"}, at=AT + 9 * DAY)
    assert fresh(issue).title == "Later"
    with pytest.raises(Refused, match="over"):
        _do(world, "client_spoc", issues.edit, {"due_on": date(2026, 11, 21)}, at=AT + 9 * DAY)


def test_work_starts_only_after_someone_took_note(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    with pytest.raises(Refused):
        _do(world, "supplier_lead", issues.start_work)
    acknowledged(world, "supplier_lead", "1", AT)
    _do(world, "supplier_lead", issues.start_work)
    assert fresh(issue).status is IssueStatus.IN_PROGRESS


def test_resolving_stops_the_clocks_and_keeps_how_long_it_took_in_the_suppliers_business_time(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    acknowledged(world, "supplier_lead", "1", AT)
    _do(world, "supplier_lead", issues.resolve, CONTEXT, at=AT + DAY)
    issue = fresh(issue)
    assert (issue.status, issue.is_open, issue.climb_at) == (IssueStatus.RESOLVED, False, None)
    assert (issue.resolution_minutes, issue.resolved_within_target) == (8 * 60, True)
    assert not any(rung.is_current for rung in rungs(issue))
    assert ticked(AT + 30 * DAY).done == 0


def test_resolving_asks_what_was_done(world: World) -> None:
    raised(world, "client_spoc", AT)
    acknowledged(world, "supplier_lead", "1", AT)
    with pytest.raises(Refused) as refusal:
        _do(world, "supplier_lead", issues.resolve, Context(**{**vars_of(CONTEXT), "what_was_done": " "}))
    assert refusal.value.field == "what_was_done"


def test_a_critical_issue_closes_only_with_its_full_context(world: World) -> None:
    issue = _resolved(world)
    empty = Context(why_it_occurred="", what_was_done="Rolled back.", why_not_again="", root_cause_id=None)
    fields = {field for field, _ in context.closing_gaps(issue, empty, [])}
    assert fields == {"why_it_occurred", "why_not_again", "root_cause_id", "five_whys", "actions"}
    with pytest.raises(Refused):
        _do(world, "client_spoc", issues.close, CONTEXT)
    done_actions(world, issue, AT)
    _do(world, "client_spoc", issues.close, CONTEXT, at=AT + DAY)
    issue = fresh(issue)
    assert (issue.status, issue.closed_at) == (IssueStatus.CLOSED, AT + DAY)
    assert issue.effectiveness_due_on == date(2026, 12, 20)


def test_an_open_action_keeps_an_issue_from_closing(world: World) -> None:
    issue = _resolved(world)
    done_actions(world, issue, AT)
    with database.transaction():
        for action in db.session.scalars(select(Action)):
            action.status, action.is_open = ActionStatus.OPEN, True
    with pytest.raises(Refused, match="MER-A1, MER-A2"):
        _do(world, "client_spoc", issues.close, CONTEXT)


def test_the_check_is_held_on_its_day_and_what_was_not_effective_is_reopened(world: World) -> None:
    issue = _closed(world)
    too_early = datetime(2026, 12, 18, 12, tzinfo=UTC)
    with pytest.raises(Refused, match="too early"):
        _do(world, "client_spoc", effectiveness.check, Effectiveness.EFFECTIVE, "", at=too_early)
    day = datetime(2026, 12, 21, 8, tzinfo=UTC)
    with pytest.raises(Refused, match="what came back"):
        _do(world, "client_spoc", effectiveness.check, Effectiveness.NOT_EFFECTIVE, " ", at=day)
    _do(world, "client_spoc", effectiveness.check, Effectiveness.NOT_EFFECTIVE, "It is down again.", at=day)
    issue = fresh(issue)
    assert (issue.status, issue.is_open, issue.round) == (IssueStatus.OPEN, True, 2)
    assert (issue.closed_at, issue.resolved_at, issue.effectiveness_due_on) == (None, None, None)
    assert history(issue)[-3:] == ["effectiveness_checked", "reopened", "round_begun"]


def test_an_effective_check_is_kept_and_held_once(world: World) -> None:
    issue = _closed(world)
    day = datetime(2026, 12, 21, 8, tzinfo=UTC)
    _do(world, "client_spoc", effectiveness.check, Effectiveness.EFFECTIVE, "", at=day)
    assert fresh(issue).effectiveness is Effectiveness.EFFECTIVE
    with pytest.raises(Refused, match="no check"):
        _do(world, "client_spoc", effectiveness.check, Effectiveness.EFFECTIVE, "", at=day)


def test_reopening_needs_a_reason_and_gives_a_full_resolution_time_in_a_new_round(world: World) -> None:
    issue = _resolved(world)
    with pytest.raises(Refused) as refusal:
        _do(world, "client_spoc", issues.reopen, " ")
    assert refusal.value.field == "reason"
    _do(world, "client_spoc", issues.reopen, "Still down.", at=AT + 5 * DAY)
    newest = rungs(issue)[-1]
    assert (newest.round, newest.position, newest.trigger, newest.is_current) == (2, 1, Trigger.REOPENED, True)
    assert newest.resolution_due_at == datetime(2026, 11, 26, 8, tzinfo=UTC)  # 16 business hours from Tuesday 16:00
    assert fresh(issue).status is IssueStatus.OPEN
    assert fresh(issue).why_it_occurred == CONTEXT.why_it_occurred


def _resolved(world: World) -> Issue:
    issue = raised(world, "client_spoc", AT)
    acknowledged(world, "supplier_lead", "1", AT)
    _do(world, "supplier_lead", issues.resolve, CONTEXT)
    return fresh(issue)


def _closed(world: World) -> Issue:
    issue = _resolved(world)
    done_actions(world, issue, AT)
    _do(world, "client_spoc", issues.close, CONTEXT)
    return fresh(issue)


def vars_of(context: Context) -> dict[str, Any]:
    return {name: getattr(context, name) for name in Context.__dataclass_fields__}
