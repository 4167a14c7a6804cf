"""Mails in the queue, many at once, to people of the tests' world."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from govtracker import clock, database
from govtracker.database import db
from govtracker.enums import MailKind, MailState, SeatRole, Side, Tier
from govtracker.models import OutboxMail, Person, Seat, Tenure
from govtracker.queries import claims
from govtracker.rules.reviews import mailing
from tests.support.world import World

INSIDERS = ("client_spoc", "client_lead", "client_member", "supplier_spoc", "supplier_lead", "supplier_member")
LONG_AGO = datetime(2020, 1, 6, tzinfo=UTC)
LINE = "A line of a mail such as people get, some seventy characters in length.\r\n"


def readers(world: World, more: int = 0) -> list[tuple[int, str]]:
    """Ids and addresses of people who may read what is shared in MER: those of the world, and so many others."""
    found = [(viewer.person_id, viewer.email) for viewer in (world.viewer(name) for name in INSIDERS)]
    with database.transaction():
        for number in range(more):
            email = f"reader{number}@northgate.example"
            company = world.organisations["Northgate"]
            person = Person(
                organisation_id=company, name=f"Reader {number}", email=email, zone="UTC", created_at=LONG_AGO
            )
            seat = Seat(
                relationship_id=world.relationships["MER"],
                side=Side.CLIENT,
                role=SeatRole.MEMBER,
                tier=Tier.OPERATIONAL,
            )
            db.session.add_all([person, seat])
            db.session.flush()
            db.session.add(Tenure(seat_id=seat.id, person_id=person.id, from_on=LONG_AGO.date()))
            found.append((person.id, email))
    return found


def queue(
    world: World,
    to: Sequence[tuple[int, str]],
    numbers: Iterable[int],
    *,
    kinds: Sequence[MailKind],
    header: str = "",
    wait: timedelta = timedelta(0),
) -> None:
    """A mail for each number, to each reader in turn; every second one carries the header, if there is one.

    None leaves before it has waited.
    """
    at, real = datetime.now(UTC).replace(microsecond=0), clock.real_now() + wait
    with database.transaction():
        claims.insert_rows(OutboxMail, [_row(n, to[n % len(to)], kinds, header, at, real, world) for n in numbers])


def _row(
    number: int,
    reader: tuple[int, str],
    kinds: Sequence[MailKind],
    header: str,
    at: datetime,
    real: datetime,
    world: World,
) -> dict[str, Any]:
    kind = kinds[number // 2 % len(kinds)]
    head = f"Message-ID: <{number}@drill>\r\nSubject: Mail {number}\r\n"
    head += f"{header}: drill-{number}\r\n" if header and number % 2 else ""
    return {
        "dedupe_key": f"drill {number}",
        "kind": kind,
        "recipient_id": reader[0],
        "to_address": reader[1],
        "thread": "",
        "subject": f"Mail {number}",
        "message_id": f"<{number}@drill>",
        "raw": (head + "\r\n" + LINE * 100).encode(),
        "quotes": [[world.relationships["MER"], "shared"]],
        "state": MailState.QUEUED,
        "priority": mailing.manner(kind).priority,
        "created_at": at,
        "not_before": real,
    }
