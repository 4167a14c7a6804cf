"""What people are told of risks."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Risk


def assigned(risk: Risk, *, by: Viewer, at: datetime) -> None:
    """The owner, unless they took it themselves."""
    if risk.owner_id == by.person_id:
        return
    notices.leave(
        MailKind.ASSIGNMENT,
        [risk.owner_id],
        subject=risk,
        dedupe=f"risk:{risk.id}:assigned:{at.isoformat()}",
        facts={"by": by.person_id, "by_name": by.name},
        at=at,
    )
