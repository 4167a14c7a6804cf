"""What administrators of a company are told of its people's addresses."""

from datetime import datetime

from govtracker.enums import MailKind, PortfolioRole
from govtracker.mail import message, notices
from govtracker.queries import viewers
from govtracker.queries.structure import roles

LONGEST_REPLY = 200


def refused(person_id: int, reply: str, *, at: datetime) -> None:
    """Whoever keeps the people of that person's company: a mail server refused the address for good, and why."""
    person = viewers.person(person_id)
    said = message.one_line(reply, longest=LONGEST_REPLY)
    notices.leave(
        MailKind.ASSIGNMENT,
        roles.holders(person.organisation_id, PortfolioRole.ORGANISATION_ADMINISTRATOR),
        subject=person,
        dedupe=f"person:{person.id}:refused:{at.isoformat()}",
        facts={
            "words": f"Mail to {person.name} at {person.email} was refused for good: {said}. None goes there until the "
            "address is corrected, or somebody says that it works.",
            "path": f"/organisation/people/{person.id}",
        },
        at=at,
    )
