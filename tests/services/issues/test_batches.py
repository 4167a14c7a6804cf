"""One deed on many rows: each stands for itself, all in one transaction, one event a row, one mail a person."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import (
    ActionDeed,
    ActionStatus,
    ActionType,
    Audience,
    IssueDeed,
    IssueStatus,
    MailKind,
    Severity,
)
from govtracker.models import Action, AuditEvent, DueDateMove, Issue, Notification, OutboxMail, Watch
from govtracker.queries import find
from govtracker.services import Refused
from govtracker.services.governance import escalation
from govtracker.services.issues import actions, batches
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.batches import Chosen, Moment, Result, Said
from tests.services.issue_steps import fresh, raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


def on_issues(world: World, who: str, deed: IssueDeed, *keys: str, **said: Any) -> list[Result]:
    """The deed on these issues as they are now; "MER-1.1" names a version of its own."""
    viewer = world.viewer(who)
    with database.transaction():
        found = find.issues(world.viewer("client_spoc"), [key.partition(".")[0] for key in keys])
        chosen = [_chosen(key, found) for key in keys]
        return batches.on_issues(chosen, deed, Said(**said), Moment(viewer, LATER, LATER.date()))


def on_actions(world: World, who: str, deed: ActionDeed, *keys: str, **said: Any) -> list[Result]:
    viewer = world.viewer(who)
    with database.transaction():
        found = find.actions(world.viewer("client_spoc"), keys)
        chosen = [_chosen(key, found) for key in keys]
        return batches.on_actions(chosen, deed, Said(**said), Moment(viewer, LATER, LATER.date()))


def _chosen(key: str, found: Any) -> Chosen:
    name, _, version = key.partition(".")
    return Chosen(name, int(version) if version else found[name].version if name in found else 1)


def issues(world: World, count: int, **values: Any) -> list[Issue]:
    return [raised(world, "client_spoc", AT, severity=Severity.LOW, **values) for _ in range(count)]


def action(world: World, owner: str = "supplier_lead") -> str:
    viewer = world.viewer("client_spoc")
    with database.transaction():
        new = NewAction("Check", ActionType.CORRECTION, world.people[owner], date(2026, 11, 25), "late")
        return actions.add(find.relationship(viewer, "MER"), new, by=viewer, at=AT, today=AT.date()).key


def events(action: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEvent.action == action)) or 0


def test_every_row_is_done_or_refused_for_itself(in_app: Flask, world: World) -> None:
    one, two, three = issues(world, 3)
    [elsewhere] = issues(world, 1, area_id=world.areas["Quality"])
    results = on_issues(
        world,
        "supplier_lead",
        IssueDeed.OWNER,
        one.key,
        f"{two.key}.99",
        elsewhere.key,
        "CAS-1",
        three.key,
        owner_id=world.people["supplier_member"],
    )
    assert results == [
        Result("MER-1"),
        Result("MER-2", batches.MEANWHILE),
        Result("MER-4", batches.NO_PERMISSION),
        Result("CAS-1", batches.GONE),
        Result("MER-3"),
    ]
    assert [fresh(issue).owner_id for issue in (one, two, elsewhere, three)] == [
        world.people["supplier_member"],
        None,
        None,
        world.people["supplier_member"],
    ]
    assert events("edited") == 2


def test_a_refused_row_leaves_nothing_behind(in_app: Flask, world: World) -> None:
    issues(world, 2)
    before = [fresh(issue).updated_at for issue in db.session.scalars(select(Issue).order_by(Issue.id)).all()]
    told = db.session.scalar(select(func.count()).select_from(Notification))
    results = on_issues(
        world, "client_spoc", IssueDeed.OWNER, "MER-1", "MER-2", owner_id=world.people["other_supplier_spoc"]
    )
    assert {result.refusal for result in results} == {
        "Choose somebody with a seat in this relationship who may see this issue."
    }
    assert [issue.updated_at for issue in db.session.scalars(select(Issue).order_by(Issue.id))] == before
    assert db.session.scalar(select(func.count()).select_from(Notification)) == told
    assert events("edited") == 0


def test_what_fails_in_the_middle_of_a_row_is_taken_back_with_its_event(
    in_app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A raised severity changes the row before its new round is begun."""
    issues(world, 2)
    begin = escalation.begin_round

    def break_for_the_first(issue: Issue, *args: Any, **values: Any) -> Any:
        if issue.number == 1:
            raise Refused("no path")
        return begin(issue, *args, **values)

    monkeypatch.setattr(escalation, "begin_round", break_for_the_first)
    results = on_issues(world, "client_spoc", IssueDeed.SEVERITY, "MER-1", "MER-2", severity=Severity.HIGH)
    assert results == [Result("MER-1", "no path"), Result("MER-2")]
    stored = db.session.scalars(select(Issue).order_by(Issue.id)).all()
    assert [issue.severity for issue in stored] == [Severity.LOW, Severity.HIGH]
    changes = db.session.scalars(select(AuditEvent.label).where(AuditEvent.action == "edited")).all()
    assert changes == ["MER-2"]


def test_a_later_day_needs_its_reason_row_by_row(in_app: Flask, world: World) -> None:
    early, late = issues(world, 1, due_on=date(2026, 11, 23))[0], issues(world, 1, due_on=date(2026, 12, 23))[0]
    results = on_issues(world, "client_spoc", IssueDeed.DUE, early.key, late.key, due_on=date(2026, 12, 1))
    assert results == [Result("MER-1", "Say why the date is put off: both sides see it."), Result("MER-2")]
    results = on_issues(world, "client_spoc", IssueDeed.DUE, "MER-1", due_on=date(2026, 12, 1), text="Waits for a part")
    assert results == [Result("MER-1")]
    edits = select(AuditEvent.reason).where(AuditEvent.action == "edited").order_by(AuditEvent.id)
    assert db.session.scalars(edits).all() == ["", "Waits for a part"]


def test_what_was_so_already_is_said(in_app: Flask, world: World) -> None:
    issues(world, 2)
    assert on_issues(world, "client_spoc", IssueDeed.SEVERITY, "MER-1", severity=Severity.LOW) == [
        Result("MER-1", same=True)
    ]


def test_acknowledging_many_asks_each_level(in_app: Flask, world: World) -> None:
    issues(world, 2)
    assert on_issues(world, "client_spoc", IssueDeed.ACKNOWLEDGE, "MER-1") == [Result("MER-1", batches.NO_PERMISSION)]
    assert on_issues(world, "supplier_lead", IssueDeed.ACKNOWLEDGE, "MER-1", "MER-2") == [
        Result("MER-1"),
        Result("MER-2"),
    ]
    assert on_issues(world, "supplier_lead", IssueDeed.START, "MER-1", "MER-2") == [Result("MER-1"), Result("MER-2")]
    statuses = db.session.scalars(select(Issue.status)).all()
    assert set(statuses) == {IssueStatus.IN_PROGRESS}


def test_nobody_may_own_issues_again(in_app: Flask, world: World) -> None:
    issues(world, 1, owner_id=world.people["supplier_lead"])
    assert on_issues(world, "client_spoc", IssueDeed.OWNER, "MER-1", owner_id=0) == [Result("MER-1")]
    assert db.session.scalars(select(Issue.owner_id)).one() is None


def test_watching_needs_sight_alone(in_app: Flask, world: World) -> None:
    issues(world, 2)
    assert on_issues(world, "client_observer", IssueDeed.WATCH, "MER-1", "MER-2") == [Result("MER-1"), Result("MER-2")]
    mine = select(func.count()).where(Watch.person_id == world.people["client_observer"], Watch.is_on)
    assert db.session.scalar(mine) == 2
    on_issues(world, "client_observer", IssueDeed.STOP_WATCHING, "MER-1")
    assert db.session.scalar(mine) == 1


def test_what_the_other_side_keeps_to_itself_is_not_there(in_app: Flask, world: World) -> None:
    raised(world, "supplier_spoc", AT, audience=Audience.SUPPLIER)
    assert on_issues(world, "client_spoc", IssueDeed.WATCH, "MER-S1") == [Result("MER-S1", batches.GONE)]


def test_a_batch_is_one_mail_for_each_person(in_app: Flask, world: World) -> None:
    issues(world, 3)
    action(world)
    told = [*db.session.scalars(select(Notification.id))]
    on_issues(world, "client_spoc", IssueDeed.OWNER, "MER-1", "MER-2", owner_id=world.people["supplier_member"])
    on_issues(world, "client_spoc", IssueDeed.OWNER, "MER-3", owner_id=world.people["supplier_lead"])
    left = db.session.scalars(select(Notification).where(Notification.id.not_in(told))).all()
    given = [one for one in left if one.kind is MailKind.ASSIGNMENT]
    expected = [*[world.people["supplier_member"]] * 2, world.people["supplier_lead"]]
    assert sorted(one.recipient_id for one in given) == sorted(expected)
    jobs.run(jobs.job_named("render-notices"), at=LATER + timedelta(hours=1))
    mails = db.session.scalars(
        select(OutboxMail).where(OutboxMail.recipient_id == world.people["supplier_member"])
    ).all()
    assert [mail.subject for mail in mails] == ["[MER] 2 things from Eva Varga"]
    text = mails[0].raw.decode()
    assert "/r/MER/issues/1" in text
    assert "/r/MER/issues/2" in text


def test_actions_are_given_moved_finished_and_verified_together(in_app: Flask, world: World) -> None:
    keys = [action(world) for _ in range(2)]
    lead = world.people["supplier_member"]
    assert on_actions(world, "supplier_spoc", ActionDeed.OWNER, *keys, owner_id=lead) == [Result(key) for key in keys]
    moved = on_actions(
        world, "supplier_spoc", ActionDeed.DUE, *keys, due_on=date(2026, 12, 9), text="A part is missing"
    )
    assert moved == [Result(key) for key in keys]
    assert db.session.scalar(select(func.count()).select_from(DueDateMove)) == 2
    assert on_actions(world, "supplier_member", ActionDeed.DONE, *keys, text="See the log") == [Result(k) for k in keys]
    verified = on_actions(world, "supplier_spoc", ActionDeed.VERIFY, *keys)
    assert verified == [Result(key, batches.NO_PERMISSION) for key in keys]
    assert on_actions(world, "client_spoc", ActionDeed.VERIFY, *keys) == [Result(key) for key in keys]
    assert set(db.session.scalars(select(Action.status))) == {ActionStatus.VERIFIED}
    assert on_actions(world, "client_spoc", ActionDeed.CANCEL, *keys, text="Not needed") == [
        Result(key, "An action that is verified cannot become cancelled.") for key in keys
    ]


@pytest.mark.parametrize(
    ("deed", "field"),
    [
        (IssueDeed.OWNER, "owner_id"),
        (IssueDeed.DUE, "due_on"),
        (IssueDeed.SEVERITY, "severity"),
        (IssueDeed.AREA, "area_id"),
    ],
)
def test_what_is_missing_for_all_is_asked_for_once(in_app: Flask, world: World, deed: IssueDeed, field: str) -> None:
    issues(world, 1)
    with pytest.raises(Refused) as refusal:
        on_issues(world, "client_spoc", deed, "MER-1")
    assert refusal.value.field == field


def test_no_row_and_too_many_rows_are_refused(in_app: Flask, world: World) -> None:
    with pytest.raises(Refused, match="at least one"):
        on_issues(world, "client_spoc", IssueDeed.WATCH)
    with pytest.raises(Refused, match="at most 200"):
        on_issues(world, "client_spoc", IssueDeed.WATCH, *(f"MER-{number}" for number in range(1, 202)))
