"""Links to set a new password, for those who have lost theirs."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, only
from govtracker.models.people import Person

OPEN = "used_at IS NULL AND revoked_at IS NULL"


class PasswordReset(Base):
    """A way to a new password, once, as long as the person has the password of `password_mark` (a SHA-256).

    `nonce` and `token_hash` are as in an invitation to join. `asked_by_id` is the colleague who asked for it, None
    where the person did. All instants are real time.
    """

    __tablename__ = "password_reset"
    __table_args__ = (
        Index("ix_password_reset_open", "person_id", unique=True, **only(OPEN)),
        Index("ix_password_reset_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    nonce: Mapped[str] = mapped_column(String(43))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    password_mark: Mapped[str] = mapped_column(String(64))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    person: Mapped[Person] = link(foreign_keys=[person_id], lazy="joined", innerjoin=True)
