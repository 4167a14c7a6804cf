"""Links to set a new password, for those who have lost theirs."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base
from govtracker.models import once_link


class PasswordReset(once_link.OnceLink, Base):
    """A way to a new password, as long as the person has the password of `password_mark` (a SHA-256).

    `asked_by_id` is the colleague who asked for it, None where the person did.
    """

    __tablename__ = "password_reset"
    __table_args__ = once_link.indexes("password_reset")

    password_mark: Mapped[str] = mapped_column(String(64))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
