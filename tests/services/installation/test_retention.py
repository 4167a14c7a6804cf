"""What is old enough goes on both databases, some at a time, and nothing that a side holds."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, MailKind, MailState
from govtracker.models import AuditEvent, LegalHold, Notification, OutboxMail, RetentionRule, Submission
from govtracker.queries import find
from govtracker.queries.installation import retention as asked
from govtracker.rules.installation.retention import TERMS, Kept
from govtracker.services import Refused
from govtracker.services.installation import retention
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
JOB = jobs.job_named("let-go")


def mail(world: World, name: str, *, days: int, state: MailState = MailState.SENT, key: str = "MER") -> None:
    written = AT - timedelta(days=days)
    db.session.add(
        OutboxMail(
            dedupe_key=name,
            kind=MailKind.DIGEST,
            recipient_id=world.people["client_spoc"],
            to_address="eva@x.example",
            subject=name,
            message_id=name,
            raw=b"text",
            quotes=[[world.relationships[key], "shared"]],
            state=state,
            created_at=written,
            not_before=written,
        )
    )


def notice(world: World, name: str, *, days: int) -> None:
    left = AT - timedelta(days=days)
    db.session.add(
        Notification(
            dedupe_key=name,
            kind=MailKind.ASSIGNMENT,
            recipient_id=world.people["client_spoc"],
            relationship_id=world.relationships["MER"],
            subject_type="issue",
            subject_id=1,
            facts={"words": name},
            created_at=left,
            due_at=left,
            told_at=left,
        )
    )


def with_text() -> list[str]:
    return [row.subject for row in db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)) if row.raw]


def test_the_old_goes_and_the_young_stays(in_app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "AT_ONCE", 2)
    with database.transaction():
        for number in range(5):
            mail(world, f"old {number}", days=91)
        mail(world, "young", days=89)
        mail(world, "waits", days=500, state=MailState.QUEUED)
        mail(world, "failed", days=31, state=MailState.FAILED)
        notice(world, "old", days=181)
        notice(world, "young", days=179)
        db.session.add(
            Submission(person_id=world.people["client_spoc"], token="t", url="/", at=AT - timedelta(days=31))
        )
    assert jobs.run(JOB, at=AT) == jobs.Ran(done=len(asked.TAKING))
    assert with_text() == ["young", "waits"]
    facts = {row.dedupe_key: row.facts for row in db.session.scalars(select(Notification))}
    assert facts == {"old": {}, "young": {"words": "young"}}
    assert not db.session.scalars(select(Submission)).all()
    last = {row.name: row.removed for row in db.session.scalars(select(RetentionRule)) if row.removed}
    assert last == {"mail_texts": 5, "failed_mails": 1, "notices": 1, "sent_forms": 1}
    told = db.session.scalars(select(AuditEvent.changes).where(AuditEvent.action == "retention_ran")).all()
    assert {"mail_texts": [5, 0]} in told
    assert jobs.run(JOB, at=AT + timedelta(hours=1)) == jobs.Ran()


def test_what_a_side_holds_stays_until_it_lets_go(in_app: Flask, world: World) -> None:
    with database.transaction():
        mail(world, "of MER", days=100)
        mail(world, "of CAS", days=100, key="CAS")
        notice(world, "of MER", days=200)
    supplier = world.viewer("supplier_spoc")
    with database.transaction():
        retention.hold(find.relationship(supplier, "MER"), "A claim", by=supplier, at=AT)
    jobs.run(JOB, at=AT)
    assert with_text() == ["of MER"]
    assert db.session.scalars(select(Notification)).one().facts
    [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "hold_set"))
    assert event.audience is Audience.SUPPLIER
    client = world.viewer("client_spoc")
    with pytest.raises(Refused, match="holds nothing"), database.transaction():
        retention.lift(find.relationship(client, "MER"), by=client, at=AT)
    with database.transaction():
        retention.lift(find.relationship(supplier, "MER"), by=supplier, at=AT)
    jobs.run(JOB, at=AT + timedelta(days=1))
    assert with_text() == []
    assert db.session.scalars(select(LegalHold)).one().lifted_at == AT


def test_an_installation_chooses_within_what_is_sensible(in_app: Flask, world: World) -> None:
    by = world.viewer("administrator")
    with pytest.raises(Refused, match="Choose 7 to 3,650 days"), database.transaction():
        retention.choose({Kept.MAIL_TEXTS: 6}, by=by, at=AT)
    with database.transaction():
        retention.choose({Kept.MAIL_TEXTS: 400, Kept.NOTICES: TERMS[Kept.NOTICES].days}, by=by, at=AT)
        mail(world, "kept", days=399)
    jobs.run(JOB, at=AT)
    assert with_text() == ["kept"]
    assert retention.chosen_days(asked.settings()) == {"mail_texts": 400}


@pytest.mark.parametrize("kind", Kept)
def test_every_term_is_within_its_own_bounds_and_somebody_keeps_to_it(kind: Kept) -> None:
    term = TERMS[kind]
    assert term.shortest <= term.days <= term.longest
    assert (kind in asked.TAKING) is (kind is not Kept.FORMER_COLLEAGUES)  # of people only their company decides
