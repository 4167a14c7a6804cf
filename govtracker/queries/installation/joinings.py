"""Invitations to join: of one's own people, and what their mail tells."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, union

from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import Identity, Joining, Notification, OutboxMail, Person
from govtracker.queries.installation import once_links

OPEN = once_links.is_open(Joining)


def has_joined() -> ColumnElement[bool]:
    """Whether a person can sign in by now: with a password, or vouched for by their company's identity provider."""
    vouched_for = select(Identity.id).where(Identity.person_id == Person.id).exists()
    return or_(Person.password_hash != "", vouched_for)


def is_vouched_for(person: Person) -> bool:
    """Whether their company's identity provider has vouched for them."""
    return bool(db.session.scalar(select(select(Identity.id).where(Identity.person_id == person.id).exists())))


def has_other_mail(person_ids: Collection[int]) -> set[int]:
    """Those of these people who were told something else than that they are invited."""
    told = select(Notification.recipient_id).where(
        Notification.recipient_id.in_(person_ids), Notification.kind != MailKind.JOINING
    )
    sent = select(OutboxMail.recipient_id).where(
        OutboxMail.recipient_id.in_(person_ids), OutboxMail.kind != MailKind.JOINING
    )
    return set(db.session.scalars(union(told, sent)))


def remove(person_ids: Collection[int]) -> None:
    """Take away the invitations of people who are being taken back, with the mail that told of them."""
    for rows in (
        delete(Joining).where(Joining.person_id.in_(person_ids)),
        delete(Notification).where(Notification.recipient_id.in_(person_ids)),
        delete(OutboxMail).where(OutboxMail.recipient_id.in_(person_ids)),
    ):
        db.session.execute(rows.execution_options(synchronize_session=False))


def told(person_id: int, at: datetime) -> Joining | None:
    """The invitation a mail to that person brings at `at` (real time): open, to be mailed, not expired."""
    wanted = (Joining.person_id == person_id, Joining.mailed, Joining.expires_at > at, *OPEN)
    return db.session.scalar(select(Joining).where(*wanted))
