"""Business calendars, one an organisation: the hours it works, and the days on which it works otherwise."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base


class BusinessCalendar(Base):
    """Zone, weekly hours {weekday 0-6: [[open minute, close minute], …]}, and whose public holidays count.

    `subdivision` is a part of the country (BY in DE), `public_until` the last year whose holidays stand among the days.
    """

    __tablename__ = "business_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(64))
    country: Mapped[str] = mapped_column(String(2), default="")
    subdivision: Mapped[str] = mapped_column(String(20), default="")
    public_until: Mapped[int] = mapped_column(default=0)
    hours: Mapped[dict[str, Any]]
    days: Mapped[list["CalendarDay"]] = link(order_by="CalendarDay.day", cascade="all, delete-orphan")


class CalendarDay(Base):
    """A day the organisation does not work (a public holiday or one of its own), or has hours of its own on."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("calendar_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("business_calendar.id"), index=True)
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(120))
    hours: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # [[open minute, close minute], …]
