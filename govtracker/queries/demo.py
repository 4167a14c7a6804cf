"""The demonstration people, one per role and side, and the demonstration clock."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.models import Organisation, Person, Relationship, Seat, Setting, Tenure

PASSWORD_SETTING = "demo_password"  # noqa: S105  # the name of a setting
CLOCK_SETTING = "demo_clock_ahead"


@dataclass(frozen=True)
class DemoPerson:
    """Someone to sign in as; `relationships` are the keys they hold a seat in."""

    person_id: int
    name: str
    email: str
    organisation: str
    side: Side
    role: SeatRole
    relationships: tuple[str, ...]


def people() -> list[DemoPerson]:
    """Everyone with a seat, the most telling role of each first; grouped by person."""
    rows = db.session.execute(
        select(Person.id, Person.name, Person.email, Organisation.name, Seat.side, Seat.role, Relationship.key)
        .join(Tenure, Tenure.person_id == Person.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.is_active, Tenure.to_on.is_(None))
        .order_by(Relationship.id, Seat.id)
    ).all()
    seen: dict[int, DemoPerson] = {}
    for person_id, name, email, organisation, side, role, key in rows:
        before = seen.get(person_id)
        keys = (*before.relationships, key) if before and key not in before.relationships else (key,)
        seen[person_id] = DemoPerson(
            person_id,
            name,
            email,
            organisation,
            before.side if before else side,
            before.role if before else role,
            before.relationships if before and key in before.relationships else keys,
        )
    return sorted(seen.values(), key=lambda who: (list(SeatRole).index(who.role), who.side, who.person_id))


def password() -> str:
    """The password all demonstration people share ('' when there are none)."""
    kept = db.session.get(Setting, PASSWORD_SETTING)
    return kept.value if kept else ""


def clock_ahead() -> timedelta:
    """How far the demonstration clock runs ahead."""
    kept = db.session.get(Setting, CLOCK_SETTING)
    return timedelta(seconds=int(kept.value)) if kept else timedelta()
