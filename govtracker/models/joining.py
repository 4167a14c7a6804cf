"""Invitations to join: who may set a name and a password, at which address, until when."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models import once_link
from govtracker.models.people import Person


class Joining(once_link.OnceLink, Base):
    """An invitation for one person at one address.

    Where it is `mailed` nobody but the outbox sees its secret; else it was shown once to whoever made it.
    """

    __tablename__ = "joining"
    __table_args__ = once_link.indexes("joining")

    email: Mapped[str] = mapped_column(String(254))
    mailed: Mapped[bool]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    invited_by: Mapped[Person | None] = link(foreign_keys=[invited_by_id])
