"""Which mails were written, and where each stands on its way out."""

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import Organisation, OutboxMail, Person
from govtracker.queries import NotFound, paging
from govtracker.queries.paging import Slice


def shown(*, after: str | None = None, before: str | None = None) -> Slice:
    """A page of all mails, the newest first, for the viewer of a demonstration."""
    query = (
        select(
            OutboxMail.id,
            OutboxMail.kind,
            OutboxMail.subject,
            OutboxMail.state,
            OutboxMail.created_at,
            Person.name.label("recipient"),
            Organisation.name.label("organisation"),
        )
        .join(Person, Person.id == OutboxMail.recipient_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
    )
    return paging.page(query, by=[OutboxMail.id.expression], descending=True, after=after, before=before)


def mail(mail_id: int) -> OutboxMail:
    """The mail of that number; raises NotFound. For the viewer of a demonstration and the sender alone."""
    found = db.session.get(OutboxMail, mail_id)
    if found is None:
        raise NotFound
    return found
