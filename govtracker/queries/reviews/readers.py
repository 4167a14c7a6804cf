"""How a person may be reached by mail: when they want quiet, and whether their address is refused for good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import Person
from govtracker.rules.reviews.quiet_hours import Quiet


@dataclass(frozen=True)
class Reader:
    """`unreachable_at` is when a mail server refused the address for good, None for one that works."""

    quiet: Quiet
    unreachable_at: datetime | None = None


def reader(person_id: int) -> Reader:
    """How that person is reached."""
    return several([person_id])[person_id]


def several(person_ids: Collection[int]) -> dict[int, Reader]:
    """How these people are reached, by id."""
    rows = db.session.execute(
        select(
            Person.id, Person.zone, Person.quiet_from, Person.quiet_to, Person.quiet_days, Person.unreachable_at
        ).where(Person.id.in_(person_ids))
    )
    return {
        row.id: Reader(
            Quiet(row.zone, row.quiet_from, row.quiet_to, frozenset(int(digit) for digit in row.quiet_days)),
            row.unreachable_at,
        )
        for row in rows
    }
