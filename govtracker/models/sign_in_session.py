"""Sign-in sessions: one row for every time somebody came in, so that each can be seen and ended."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice
from govtracker.enums import SessionEnd, SignInWay
from govtracker.models.people import Person


class SignInSession(Base):
    """Somebody at one browser, from the moment they said who they are; every time is real, not business time.

    `token_hash` is the SHA-256 of what the browser's cookie holds. `admitted_at` is None while a second factor is still
    waited for, and `tries` counts the wrong codes. `proved_at` is when they last proved who they are, `seen_at` when
    they last asked for something, true to some minutes. `address` is a network, not a machine.
    """

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[SignInWay] = mapped_column(choice(SignInWay, "way"))
    begun_at: Mapped[datetime] = mapped_column(index=True)
    admitted_at: Mapped[datetime | None]
    proved_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    by_factor: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[str] = mapped_column(String(60), default="")
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[SessionEnd | None] = mapped_column(choice(SessionEnd, "ended_why"))
    person: Mapped[Person] = link()
