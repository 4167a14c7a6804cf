"""Escalation at work: who is told when, what stops a clock, and that a level is told once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.access import Permission, allowed
from govtracker.database import IntegrityError, db
from govtracker.enums import Audience, IssueStatus, Severity, Side, Trigger
from govtracker.models import EscalationLevel, EscalationPath, Issue, Notification, Rung, Tenure
from govtracker.queries import NotFound, find
from govtracker.queries.governance import escalation as ladders
from govtracker.services import Refused
from govtracker.services.governance import escalation
from govtracker.services.issues import issues
from tests.services.issue_steps import acknowledged, fresh, history, raised, rungs, ticked, told
from tests.support.world import World

# Thursday 19 November 2026, 08:00 in Manila; Meridian works Mon–Fri 09:00–17:00 there (01:00–09:00 UTC)
OPENED = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
FIRST_DUE = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)  # four hours from the opening at 09:00
SECOND_DUE = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # eight business hours later: Friday 13:00
THIRD_DUE = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # Monday 13:00
REMINDED = [THIRD_DUE + timedelta(days=days) for days in range(3)]  # Monday, Tuesday and Wednesday
EXHAUSTED = THIRD_DUE + timedelta(days=3)

pytestmark = pytest.mark.usefixtures("in_app")


def test_opening_tells_both_counterparts_of_whom_one_must_answer_in_their_own_business_time(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    (rung,) = rungs(issue)
    assert (issue.waiting_on, issue.status, issue.level) == (Side.SUPPLIER, IssueStatus.OPEN, 1)
    assert rung.response_due_at == issue.climb_at == FIRST_DUE
    assert rung.resolution_due_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # 16 hours: the end of Friday
    assert rung.answering_seat_id == world.seats["supplier_lead"]
    assert told(issue, "opened") == [("Priya Nair", 1), ("Rafael Ortega", 1)]


def test_it_climbs_level_by_level_and_tells_both_sides_of_each_at_once(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    assert ticked(FIRST_DUE - timedelta(seconds=1)).done == 0
    assert ticked(FIRST_DUE).done == 1
    assert told(issue, "escalated") == [("Diego Alonso", 2), ("Eva Varga", 2)]
    assert fresh(issue).climb_at == SECOND_DUE
    ticked(SECOND_DUE)
    assert told(issue, "escalated")[2:] == [("Kavita Iyer", 3), ("Helena Lund", 3)]
    for day in REMINDED:
        ticked(day)
        assert not fresh(issue).is_exhausted
    assert told(issue, "reminded") == [("Kavita Iyer", 3), ("Helena Lund", 3)] * 3
    ticked(EXHAUSTED)
    assert (fresh(issue).is_exhausted, fresh(issue).climb_at) == (True, None)
    assert [rung.trigger for rung in rungs(issue)] == [Trigger.OPENED, *[Trigger.NOT_ACKNOWLEDGED] * 2]
    assert [rung.is_current for rung in rungs(issue)] == [False, False, True]
    climbed = ["climbed", "climbed", "reminded", "reminded", "reminded", "exhausted"]
    assert history(issue) == ["raised", "told_the_first_level", *climbed]


def test_a_level_is_told_once_however_often_the_worker_ticks(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    for _ in range(3):
        ticked(FIRST_DUE)
    assert len(rungs(issue)) == 2
    assert len(told(issue, "escalated")) == 2


def test_the_database_refuses_a_second_telling_of_a_level(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    (rung,) = rungs(issue)
    again = {column.name: getattr(rung, column.name) for column in Rung.__table__.columns if column.name != "id"}
    with pytest.raises(IntegrityError), database.transaction():
        db.session.add(Rung(**again))


def test_acknowledging_stops_the_response_clock_and_leaves_the_resolution_clock(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", FIRST_DUE - timedelta(hours=1))
    issue = fresh(issue)
    assert (issue.status, issue.acknowledged_at) == (IssueStatus.ACKNOWLEDGED, FIRST_DUE - timedelta(hours=1))
    assert issue.climb_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert ticked(FIRST_DUE).done == 0
    ticked(issue.climb_at)
    assert rungs(issue)[1].trigger is Trigger.NOT_RESOLVED
    assert fresh(issue).status is IssueStatus.ACKNOWLEDGED


def test_only_the_holder_on_the_side_waited_on_may_acknowledge(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    (rung,) = rungs(issue)
    may = {who for who in world.people if allowed(world.viewer(who), Permission.ACKNOWLEDGE, rung)}
    assert may == {"supplier_lead"}
    ticked(FIRST_DUE)
    rung = rungs(issue)[1]
    may = {who for who in world.people if allowed(world.viewer(who), Permission.ACKNOWLEDGE, rung)}
    assert may == {"supplier_spoc"}


def test_the_deputy_acknowledges_while_the_spoc_seat_is_vacant(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    _vacate(world, "supplier_spoc")
    ticked(FIRST_DUE)
    rung = rungs(issue)[1]
    assert told(issue, "escalated") == [("Carla Dizon", 2), ("Eva Varga", 2)]
    assert rung.gap == "Meridian: The seat is vacant; its deputy was told instead."
    assert rung.answering_seat_id == world.seats["supplier_deputy"]
    acknowledged(world, "supplier_deputy", "1", FIRST_DUE + timedelta(minutes=5))
    assert fresh(issue).status is IssueStatus.ACKNOWLEDGED


def test_a_second_acknowledgement_is_refused(world: World) -> None:
    raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", OPENED)
    with pytest.raises(Refused, match="already"):
        acknowledged(world, "supplier_lead", "1", OPENED)


def test_whoever_is_late_is_never_told_as_the_next_level(world: World) -> None:
    """The lead holds the SPOC seat too: being late at level 1, she is passed over at level 2."""
    issue = raised(world, "client_lead", OPENED)
    _vacate(world, "supplier_spoc")
    with database.transaction():
        db.session.add(
            Tenure(
                seat_id=world.seats["supplier_spoc"],
                person_id=world.people["supplier_lead"],
                from_on=OPENED.date(),
            )
        )
    ticked(FIRST_DUE)
    assert told(issue, "escalated") == [("Carla Dizon", 2), ("Eva Varga", 2)]
    assert "person who is late" in rungs(issue)[1].gap


def test_an_internal_issue_climbs_only_through_its_own_side(world: World) -> None:
    issue = raised(world, "client_lead", OPENED, audience=Audience.CLIENT)
    assert (issue.key, issue.waiting_on) == ("MER-C1", Side.CLIENT)
    for _ in range(6):
        ticked(fresh(issue).next_at or OPENED)
    assert told(issue, "opened") == []  # nobody is told of their own deed
    assert told(issue, "escalated") == [("Eva Varga", 2), ("Helena Lund", 3)]
    assert fresh(issue).is_exhausted


def test_after_an_outage_the_highest_level_is_told_once_and_the_others_are_on_record(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    late = SECOND_DUE + timedelta(minutes=30)
    ticked(late)
    first, second, third = rungs(issue)
    assert (second.collapsed, second.is_current, second.told_at) == (True, False, FIRST_DUE)
    assert (third.collapsed, third.is_current, third.told_at) == (False, True, late)
    assert told(issue, "escalated") == [("Kavita Iyer", 3), ("Helena Lund", 3)]
    notice = db.session.scalars(select(Notification).order_by(Notification.id.desc())).first()
    assert notice is not None
    assert notice.facts["since"] == SECOND_DUE.isoformat()
    assert first.is_current is False
    assert third.response_due_at == datetime(2026, 11, 23, 5, 30, tzinfo=UTC)  # the whole response time, from now


def test_whoever_is_told_after_a_long_outage_still_has_time_to_answer(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    weeks_later = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)  # Monday 09:00 in Manila
    ticked(weeks_later)
    last = rungs(issue)[-1]
    assert (last.position, last.told_at) == (3, weeks_later)
    assert fresh(issue).climb_at == last.response_due_at == weeks_later + timedelta(hours=8)
    ticked(weeks_later + timedelta(hours=7))
    assert not fresh(issue).is_exhausted
    ticked(weeks_later + timedelta(hours=8))
    assert told(issue, "reminded") == [("Kavita Iyer", 3), ("Helena Lund", 3)]


def test_by_hand_needs_a_reason_and_tells_the_next_level(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    spoc = world.viewer("client_spoc")
    with pytest.raises(Refused, match="Say why"), database.transaction():
        escalation.escalate(find.issue(spoc, "MER", "1"), "  ", by=spoc, at=OPENED)
    with database.transaction():
        escalation.escalate(find.issue(spoc, "MER", "1"), "The board asks.", by=spoc, at=OPENED)
    first, second = rungs(issue)
    assert (second.trigger, second.reason) == (Trigger.BY_HAND, "The board asks.")
    assert told(issue, "escalated") == [("Diego Alonso", 2)]  # not the SPOC who escalated
    assert not first.is_current


def test_by_hand_above_the_last_level_there_is_nobody(world: World) -> None:
    raised(world, "client_lead", OPENED)
    spoc = world.viewer("client_spoc")
    for _ in range(2):
        with database.transaction():
            escalation.escalate(find.issue(spoc, "MER", "1"), "Now.", by=spoc, at=OPENED)
    with pytest.raises(Refused, match="last level"), database.transaction():
        escalation.escalate(find.issue(spoc, "MER", "1"), "Now.", by=spoc, at=OPENED)


def test_an_issue_without_a_ladder_enters_it_when_a_person_says_so(world: World) -> None:
    """Imported open issues start no clock by themselves."""
    issue = raised(world, "client_lead", OPENED)
    with database.transaction():
        for rung in rungs(issue):
            db.session.delete(rung)
        stored = ladders.locked(issue.id)
        stored.level, stored.climb_at, stored.next_at, stored.escalation_path_id = 0, None, None, None
    spoc = world.viewer("client_spoc")
    with pytest.raises(NotFound):
        find.current_rung(world.viewer("supplier_lead"), "MER", "1")
    with database.transaction():
        escalation.escalate(find.issue(spoc, "MER", "1"), "Take it up.", by=spoc, at=OPENED)
    assert fresh(issue).climb_at == FIRST_DUE
    assert told(issue, "escalated") == [("Priya Nair", 1), ("Rafael Ortega", 1)]


def test_a_raised_severity_begins_a_round_and_resolution_time_already_spent_counts(world: World) -> None:
    issue = raised(world, "client_lead", OPENED, severity=Severity.MEDIUM)
    ticked(FIRST_DUE)
    spoc, later = world.viewer("client_spoc"), FIRST_DUE + timedelta(hours=1)
    with database.transaction():
        issues.edit(find.issue(spoc, "MER", "1"), {"severity": Severity.HIGH}, reason="It spreads.", by=spoc, at=later)
    newest = rungs(issue)[-1]
    assert (newest.round, newest.position, newest.trigger) == (2, 2, Trigger.SEVERITY_RAISED)
    assert newest.told_at == later
    assert newest.resolution_due_at == rungs(issue)[1].resolution_due_at  # counted from the first round's start
    assert told(issue, "escalated")[-1] == ("Diego Alonso", 2)


def test_a_lowered_severity_changes_no_clock(world: World) -> None:
    issue = raised(world, "client_lead", OPENED)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        issues.edit(find.issue(spoc, "MER", "1"), {"severity": Severity.LOW}, by=spoc, at=OPENED)
    assert len(rungs(issue)) == 1
    assert fresh(issue).climb_at == FIRST_DUE


@pytest.mark.parametrize(
    ("area", "severity", "chosen"),
    [
        ("Customer care", Severity.CRITICAL, "area and severity"),
        ("Customer care", Severity.LOW, "area"),
        ("Quality", Severity.CRITICAL, "severity"),
        ("Quality", Severity.LOW, "General"),
    ],
)
def test_the_most_specific_path_in_force_is_taken(world: World, area: str, severity: Severity, chosen: str) -> None:
    care = world.areas["Customer care"]
    with database.transaction():
        for name, area_id, of_severity, superseded in (
            ("area", care, None, None),
            ("severity", None, Severity.CRITICAL, None),
            ("area and severity", care, Severity.CRITICAL, None),
            ("old", care, Severity.CRITICAL, OPENED),
        ):
            _path(world, name, area_id, of_severity, superseded)
    issue = raised(world, "client_lead", OPENED, area_id=world.areas[area], severity=severity)
    path = db.session.scalars(select(EscalationPath).where(EscalationPath.id == issue.escalation_path_id)).one()
    assert path.name == chosen


def test_logging_without_any_path_is_refused_with_what_to_do(world: World) -> None:
    with database.transaction():
        db.session.scalars(select(EscalationPath)).one().superseded_at = OPENED
    with pytest.raises(Refused, match="Structure"):
        raised(world, "client_lead", OPENED)


def test_a_failing_issue_is_put_off_and_stops_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = raised(world, "client_lead", OPENED), raised(world, "client_lead", OPENED)
    whole = ladders.current

    def failing(issue: Issue) -> Rung | None:
        if issue.id == broken.id:
            raise RuntimeError("broken")
        return whole(issue)

    monkeypatch.setattr(ladders, "current", failing)
    ran = ticked(FIRST_DUE)
    assert (ran.done, ran.failed) == (1, 1)
    assert (fresh(broken).level, fresh(sound).level) == (1, 2)
    assert (fresh(broken).next_at, fresh(broken).climb_failures) == (FIRST_DUE + timedelta(minutes=15), 1)
    monkeypatch.undo()
    ticked(FIRST_DUE + timedelta(minutes=15))
    assert (fresh(broken).level, fresh(broken).climb_failures) == (2, 0)


def test_two_workers_at_once_tell_a_level_once(in_app: Flask, world: World) -> None:
    issues_due = [raised(world, "client_lead", OPENED) for _ in range(3)]
    db.session.remove()
    start = Barrier(2)

    def work() -> jobs.Ran:
        with in_app.app_context():
            start.wait()
            return jobs.run(jobs.job_named("escalate"), at=FIRST_DUE)

    with ThreadPoolExecutor(2) as workers:
        ran = [worker.result() for worker in [workers.submit(work) for _ in range(2)]]
    assert [one.failed for one in ran] == [0, 0]
    for issue in issues_due:
        assert [rung.position for rung in rungs(issue)] == [1, 2]
        assert len(told(issue, "escalated")) == 2
        assert history(issue) == ["raised", "told_the_first_level", "climbed"]


def test_what_waits_for_a_person_is_listed_until_it_is_answered(world: World) -> None:
    raised(world, "client_spoc", OPENED)
    lead, spoc = world.viewer("supplier_lead"), world.viewer("supplier_spoc")
    (waiting,) = ladders.awaiting(lead, today=OPENED.date())
    assert (waiting.relationship_key, waiting.number, waiting.response_due_at) == ("MER", "1", FIRST_DUE)
    assert ladders.awaiting(spoc, today=OPENED.date()) == []
    ticked(FIRST_DUE)
    assert ladders.awaiting(lead, today=OPENED.date()) == []
    assert [one.level for one in ladders.awaiting(spoc, today=OPENED.date())] == [2]
    acknowledged(world, "supplier_spoc", "1", FIRST_DUE)
    assert ladders.awaiting(spoc, today=OPENED.date()) == []


def _vacate(world: World, who: str) -> None:
    with database.transaction():
        tenure = db.session.scalars(select(Tenure).where(Tenure.seat_id == world.seats[who])).one()
        tenure.to_on = OPENED.date() - timedelta(days=1)


def _path(world: World, name: str, area_id: int | None, severity: Severity | None, superseded: datetime | None) -> None:
    path = EscalationPath(
        relationship_id=world.relationships["MER"],
        name=name,
        area_id=area_id,
        severity=severity,
        created_at=OPENED,
        in_force_at=OPENED,
        superseded_at=superseded,
    )
    path.levels = [
        EscalationLevel(
            position=1,
            tier="operational",
            client_seat_id=world.seats["client_lead"],
            supplier_seat_id=world.seats["supplier_lead"],
            response_minutes=60,
            resolution_minutes=120,
        )
    ]
    db.session.add(path)
