"""An address that is refused for good: whoever keeps the company's people is told, until somebody mends it."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from govtracker import database
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import AuditEvent, Person
from govtracker.queries import history
from govtracker.queries.reviews import readers
from govtracker.services.structure import people
from tests.mail.steps import MINUTE, MONDAY, mails, opened, queued, rendered, sent
from tests.support.applications import Settled
from tests.support.smtp import Sink
from tests.support.world import World


@pytest.fixture(autouse=True)
def refused(
    with_settings: Settled,
    world: World,
    smtp_sink: Sink,
    clock_at: Callable[[datetime], None],
) -> Iterator[None]:
    """The server knows no such mailbox as that of the client's SPOC."""
    clock_at(MONDAY)
    with with_settings(SMTP_URL=smtp_sink.url):
        queued(world)
        smtp_sink.fail("RCPT", "550 5.1.1 no such user")
        sent(MONDAY)
        yield


def told() -> list[str]:
    """Who has a mail about it."""
    rendered(MONDAY + 5 * MINUTE)
    return [mail.to_address for mail in mails() if mail.kind is MailKind.ASSIGNMENT]


def test_the_company_s_administrator_is_told_why_and_where_to_mend_it(world: World) -> None:
    assert told() == ["otto.busch@northgate.example"]
    mail = opened(mails()[-1])
    assert "Mail to Eva Varga at eva.varga@northgate.example was refused for good: 550 5.1.1 no such user" in mail.text
    assert f"/organisation/people/{world.people['client_spoc']}" in mail.text
    assert "You get this because you keep the people of Northgate." in mail.text


def test_the_trail_says_so(world: World) -> None:
    [told] = history.page_of(AuditEvent.action == "address_refused").rows
    assert told.label == "Eva Varga"
    assert told.changes["unreachable_reply"] == ["", "550 5.1.1 no such user"]


def test_a_new_address_or_somebody_s_word_lets_mail_go_again(world: World) -> None:
    otto = world.viewer("organisation_administrator")
    with database.transaction():
        eva = db.session.get_one(Person, world.people["client_spoc"])
        people.correct(
            eva, name=eva.name, email="eva@northgate.example", job_title="", zone=eva.zone, by=otto, at=MONDAY
        )
    assert readers.reader(world.people["client_spoc"]).unreachable_at is None
    assert told() == []  # there is nothing left to mend


def test_only_a_new_address_counts_as_mended(world: World) -> None:
    otto = world.viewer("organisation_administrator")
    with database.transaction():
        eva = db.session.get_one(Person, world.people["client_spoc"])
        people.correct(eva, name="Eva V.", email=eva.email, job_title="", zone=eva.zone, by=otto, at=MONDAY)
    assert readers.reader(world.people["client_spoc"]).unreachable_at == MONDAY
    with database.transaction():
        people.confirm_address(eva, by=world.viewer("client_spoc"), at=MONDAY)
    assert readers.reader(world.people["client_spoc"]).unreachable_at is None
