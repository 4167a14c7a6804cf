"""Absences: the days on which a person is away and others act in their place."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.people import Person


class Absence(Base):
    """A person is away from a day to a day (both included); `note` is for their own company alone."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_person_days", "person_id", "to_on", "from_on"),
        CheckConstraint("to_on >= from_on", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)
