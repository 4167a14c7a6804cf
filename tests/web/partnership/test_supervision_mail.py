"""The page of the operations supervisor's mail: looked at beforehand, and one at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import Notification
from tests.services import issue_steps
from tests.support import supervised
from tests.support.supervised import AT, SUPERVISOR, Customers
from tests.support.world import World


@pytest.fixture
def customers(world: World, clock_at: Callable[[datetime], None]) -> Customers:
    clock_at(AT + timedelta(hours=3))
    return supervised.known(world)


def test_the_mail_is_looked_at_beforehand_and_comes_at_once(world: World, customers: Customers) -> None:
    supervisor = world.client(SUPERVISOR)
    assert "nothing is open" in supervisor.get("/supervision/mail/preview").text
    assert supervisor.post("/supervision/mail/now").status_code == 303
    assert waiting(world) == 0
    with world.context():
        issue_steps.raised(world, "client_spoc", AT, title="Invoices are late", segment="Harbour Bank")
    for part in ("", "?text=1"):
        said = supervisor.get(f"/supervision/mail/preview{part}").text
        assert "Invoices are late" in said
        assert "Harbour Bank" in said
    assert supervisor.post("/supervision/mail/now").status_code == 303
    assert waiting(world) == 1


def waiting(world: World) -> int:
    with world.context():
        own = {"kind": MailKind.SUPERVISION, "recipient_id": world.people[SUPERVISOR]}
        return db.session.query(Notification).filter_by(**own).count()
