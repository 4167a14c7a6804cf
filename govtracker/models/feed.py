"""Personal calendars: how a person's weeks begin, and the address by which a calendar program reads their dates."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.people import Person


class PersonalCalendar(Base):
    """What a person wants of calendars.

    `first_weekday` (0 is Monday) is None where the browser's language says. `token_hash` is the SHA-256 of the secret
    in the feed's address, None where there is no feed; the address itself is kept nowhere. The others say what the
    feed holds.
    """

    __tablename__ = "personal_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    first_weekday: Mapped[int | None]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime | None]
    reviews: Mapped[bool] = mapped_column(default=True)
    actions: Mapped[bool] = mapped_column(default=True)
    acknowledgements: Mapped[bool] = mapped_column(default=True)
    notice_dates: Mapped[bool] = mapped_column(default=True)
    value_dates: Mapped[bool] = mapped_column(default=True)
    person: Mapped[Person] = link()
