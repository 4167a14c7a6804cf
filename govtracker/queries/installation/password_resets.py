"""Links to a new password: the one a mail brings."""

from datetime import datetime

from sqlalchemy import select

from govtracker.database import db
from govtracker.models import PasswordReset
from govtracker.queries.installation import once_links


def told(person_id: int, reset_id: int | None, at: datetime) -> PasswordReset | None:
    """The link a mail to that person brings at `at` (real time): open and not expired."""
    wanted = (PasswordReset.id == reset_id, PasswordReset.person_id == person_id, PasswordReset.expires_at > at)
    return db.session.scalar(select(PasswordReset).where(*wanted, *once_links.is_open(PasswordReset)))
