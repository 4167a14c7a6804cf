"""What people want of calendars, and whose feed an address leads to."""

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import db, writing
from govtracker.models import PersonalCalendar


def of(viewer: Viewer) -> PersonalCalendar | None:
    """What a person has chosen; None where they have chosen nothing."""
    query = select(PersonalCalendar).where(PersonalCalendar.person_id == viewer.person_id)
    return db.session.scalar(query.with_for_update(of=PersonalCalendar) if writing() else query)


def by_token(token_hash: str) -> PersonalCalendar | None:
    """Whose feed it is, by the SHA-256 of the secret in its address."""
    return db.session.scalar(select(PersonalCalendar).where(PersonalCalendar.token_hash == token_hash))
