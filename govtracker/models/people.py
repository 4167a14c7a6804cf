"""Organisations, their people, and the roles people hold across relationships."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice
from govtracker.enums import PortfolioRole


class Organisation(Base):
    """A company, or a unit of one (`parent`). Its people's addresses are at `mail_domains`, where it names any.

    With `second_factor_required`, its administrators and SPOCs need a second factor.
    """

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    second_factor_required: Mapped[bool] = mapped_column(default=False)
    mail_domains: Mapped[list[Any]] = mapped_column(default=list)


class Person(Base):
    """Someone who may sign in; `email` is in small letters.

    Mail waits from `quiet_from` to `quiet_to` on the wall of their zone, and all through `quiet_days` (digits, 0 is
    Monday). `unreachable_at` is when a mail server refused their address for good, `unreachable_reply` what it said.
    From `erased_at` on `name` is a pseudonym, and nothing but the history leads to them.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    job_title: Mapped[str] = mapped_column(String(120), default="")
    password_hash: Mapped[str] = mapped_column(String(255), default="")
    must_change_password: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    theme: Mapped[str] = mapped_column(String(8), default="auto")
    shortcuts: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    quiet_days: Mapped[str] = mapped_column(String(7), default="")
    unreachable_at: Mapped[datetime | None]
    unreachable_reply: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = link()

    @property
    def initials(self) -> str:
        """Up to two letters that stand for the person."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class RoleHeld(Base):
    """A portfolio role a person holds in their own organisation."""

    __tablename__ = "role_held"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[PortfolioRole] = mapped_column(choice(PortfolioRole, "role"))
    since_on: Mapped[date]
