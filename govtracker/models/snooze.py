"""Snoozes: what a person does not want to see in My work before a day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base


class Snooze(Base):
    """One thing out of one person's sight until a local day; it is back sooner when it has changed after `since_at`.

    `subject_type`/`subject_id` name a row ("issue", 7).
    """

    __tablename__ = "snooze"
    __table_args__ = (UniqueConstraint("person_id", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject_type: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    until_on: Mapped[date]
    since_at: Mapped[datetime]
