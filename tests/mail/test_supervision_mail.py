"""The operations supervisor's mail: by their own schedule, of their customers alone, none when there is nothing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, MailKind, Severity
from govtracker.mail import reading
from govtracker.models import MailSchedule, OutboxMail
from govtracker.queries.partnership import supervisors
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
