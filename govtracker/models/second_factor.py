"""The second factor: the secret a person's authenticator application shares with us, and their recovery codes."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.people import Person


class SecondFactor(Base):
    """A person's authenticator (RFC 6238); it counts from `confirmed_at` on, when they had typed a first code of it.

    `secret` is encrypted by a key made from the installation's SECRET_KEY, so that whoever reads the database or a
    backup alone can make no codes. `last_step` is the time step of the last code taken: no code counts twice.
    """

    __tablename__ = "second_factor"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    secret: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)
    person: Mapped[Person] = link()


class RecoveryCode(Base):
    """One way in without the authenticator, for once; `code_hash` is an HMAC-SHA-256 by the installation's key."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("factor_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    factor_id: Mapped[int] = mapped_column(ForeignKey("second_factor.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]
