"""Links to a new password: by their secret, and those that are open."""

from datetime import datetime

from sqlalchemy import select

from govtracker.database import db, writing
from govtracker.models import PasswordReset

OPEN = PasswordReset.used_at.is_(None), PasswordReset.revoked_at.is_(None)


def by_token(token_hash: str) -> PasswordReset | None:
    """The link whose secret has this hash, whatever became of it; held until the end of a writing transaction."""
    found = select(PasswordReset).where(PasswordReset.token_hash == token_hash)
    found = found.with_for_update(of=PasswordReset) if writing() else found
    return db.session.scalar(found, execution_options={"populate_existing": True})


def open_of(person_id: int) -> PasswordReset | None:
    """The link of that person that is neither used nor revoked; it may have expired."""
    return db.session.scalar(select(PasswordReset).where(PasswordReset.person_id == person_id, *OPEN))


def told(person_id: int, reset_id: int | None, at: datetime) -> PasswordReset | None:
    """The link a mail to that person brings at `at` (real time): open and not expired."""
    wanted = (PasswordReset.id == reset_id, PasswordReset.person_id == person_id, PasswordReset.expires_at > at, *OPEN)
    return db.session.scalar(select(PasswordReset).where(*wanted))
