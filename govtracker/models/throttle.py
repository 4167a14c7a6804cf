"""Counters of tries at the doors, shared by all processes."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base


class Throttle(Base):
    """How often something was tried; `key` hides whose account and which address it counts (a keyed hash).

    Nothing is let through before `closed_until`; the row may go at `forgotten_at`. All instants are real time.
    """

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    tried_at: Mapped[datetime]
    closed_until: Mapped[datetime | None]
    forgotten_at: Mapped[datetime] = mapped_column(index=True)
