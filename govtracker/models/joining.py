"""Invitations to join: who may set a name and a password, at which address, until when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, only
from govtracker.models.people import Person

OPEN = "used_at IS NULL AND revoked_at IS NULL"


class Joining(Base):
    """An invitation for one person at one address, used once.

    The secret of its link is made of `nonce` and the installation's secret key, and kept as its SHA-256 alone
    (`token_hash`). Where it is `mailed` nobody but the outbox sees it; else it was shown once to whoever made it.
    All instants are real time.
    """

    __tablename__ = "joining"
    __table_args__ = (
        Index("ix_joining_open", "person_id", unique=True, **only(OPEN)),
        Index("ix_joining_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    email: Mapped[str] = mapped_column(String(254))
    nonce: Mapped[str] = mapped_column(String(43))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    mailed: Mapped[bool]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    person: Mapped[Person] = link(foreign_keys=[person_id], lazy="joined", innerjoin=True)
    invited_by: Mapped[Person | None] = link(foreign_keys=[invited_by_id])
