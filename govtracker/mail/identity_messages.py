"""What administrators of a company are told of people who came in through its identity provider."""

from datetime import datetime

from govtracker.enums import MailKind, PortfolioRole
from govtracker.mail import notices
from govtracker.models import Person
from govtracker.queries.structure import roles


def came_in(person: Person, *, at: datetime) -> None:
    """Whoever keeps the company's people: somebody is new here, and sees nothing yet."""
    notices.leave(
        MailKind.ASSIGNMENT,
        roles.holders(person.organisation_id, PortfolioRole.ORGANISATION_ADMINISTRATOR),
        subject=person,
        dedupe=f"person:{person.id}:came_in",
        facts={
            "words": f"{person.name} ({person.email}) came in through your company’s own sign-in. They see nothing "
            "until somebody gives them a seat or a role.",
            "path": f"/organisation/people/{person.id}",
        },
        at=at,
    )
