"""The operations supervisor's mail: by their own schedule, of their customers alone, none when there is nothing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, MailKind, Severity
from govtracker.mail import leave_to_go, reading
from govtracker.mail.claimed import Claimed
from govtracker.mail.doors import Letter
from govtracker.models import CustomerSegment, MailSchedule, OutboxMail, Person
from govtracker.queries.partnership import supervisors
from govtracker.queries.reviews import mails as asked_mails
from govtracker.services.partnership import supervisors as roles
from tests.services import issue_steps
from tests.support import supervised
from tests.support.supervised import AT, SUPERVISOR, Customers
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("in_app")
WEEK = timedelta(days=8)


def mails(world: World, at: datetime) -> list[str]:
    """What the supervisor has been sent by then."""
    for job in ("supervision-mail", "render-notices"):
        jobs.run(jobs.job_named(job), at=at)
    own = OutboxMail.recipient_id == world.people[SUPERVISOR], OutboxMail.kind == MailKind.SUPERVISION
    return [reading.opened(row.raw).text for row in db.session.scalars(select(OutboxMail).where(*own))]


def raised(world: World, title: str, segment: str, audience: Audience = Audience.SHARED) -> None:
    who = "supplier_spoc" if audience is Audience.SUPPLIER else "client_spoc"
    issue_steps.raised(world, who, AT, title=title, segment=segment, audience=audience, severity=Severity.LOW)


def test_it_comes_once_a_week_and_tells_of_their_customers_alone(world: World) -> None:
    supervised.known(world)
    raised(world, "Invoices are late", "Harbour Bank")
    raised(world, "Secret of Silver", "Silver")
    raised(world, "Secret of Meridian", "Harbour Bank", Audience.SUPPLIER)
    [text] = mails(world, AT + WEEK)
    assert "Harbour Bank: MER-1 Invoices are late" in " ".join(text.split())
    assert "waiting on Meridian" in text
    assert "Secret" not in text
    assert len(mails(world, AT + WEEK + timedelta(hours=1))) == 1


def test_nothing_comes_when_there_is_nothing(world: World) -> None:
    supervised.known(world)
    raised(world, "Secret of Silver", "Silver")
    assert mails(world, AT + WEEK) == []


def test_nothing_comes_after_the_role_has_ended(world: World) -> None:
    customers: Customers = supervised.known(world)
    raised(world, "Invoices are late", "Harbour Bank")
    with database.transaction():
        role = supervisors.role(world.organisations["Northgate"], customers.role)
        roles.end(role, by=None, at=AT)
    assert mails(world, AT + WEEK) == []
    assert db.session.scalar(select(MailSchedule.id).where(MailSchedule.kind == MailKind.SUPERVISION)) is not None


def test_a_mail_that_waits_is_not_sent_when_one_of_several_roles_has_ended(world: World) -> None:
    customers: Customers = supervised.known(world)
    with database.transaction():
        person = db.session.get_one(Person, world.people[SUPERVISOR])
        silver = db.session.get_one(CustomerSegment, customers.silver)
        roles.give(person, silver, from_on=AT.date(), by=world.viewer("governance_office"), at=AT)
    raised(world, "Invoices are late", "Harbour Bank")
    assert len(mails(world, AT + WEEK)) == 1
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == MailKind.SUPERVISION)).one()
    assert set(mail.told) == {"issue"}
    viewer = world.viewer(SUPERVISOR)
    assert asked_mails.still_reads(viewer, mail.told)
    with database.transaction():
        roles.end(supervisors.role(world.organisations["Northgate"], customers.role), by=None, at=AT)
    db.session.expire_all()
    assert not asked_mails.still_reads(world.viewer(SUPERVISOR), mail.told)
    waits = Claimed(
        id=mail.id,
        token="",
        kind=mail.kind,
        recipient_id=mail.recipient_id,
        address=mail.to_address,
        letter=Letter("", mail.to_address, mail.raw, ""),
        quotes=mail.quotes,
        told=mail.told,
        attempts=0,
        doubts=0,
        disturbs=False,
        expires_at=None,
        may_have_arrived=False,
    )
    assert leave_to_go.sort([waits], AT + WEEK).forbidden == [waits]


def test_what_comes_again_is_told_with_its_customer_and_what_is_understood_of_it(world: World) -> None:
    supervised.known(world)
    for _ in range(3):
        issue_steps.raised(world, "client_spoc", AT, segment="Harbour Bank", category="Billing", severity=Severity.LOW)
    text = " ".join(mails(world, AT + WEEK)[0].split())
    assert "Billing, with Harbour Bank: 3 issues in 90 days, at Meridian" in text
    assert "Nobody has said yet why it occurs" in text
