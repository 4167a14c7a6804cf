"""The operations supervisor of a customer segment or account: who it is, from when to when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.customer_account import CustomerAccount
from govtracker.models.customer_segment import CustomerSegment
from govtracker.models.people import Person


class Supervision(Base):
    """A role on one segment or one account, held from a day to a day (UTC, both included) unless it ended before."""

    __tablename__ = "supervision"
    __table_args__ = (
        CheckConstraint("(segment_id IS NULL) <> (account_id IS NULL)", name="one_subject"),
        Index("ix_supervision_person_id", "person_id"),
        Index("ix_supervision_organisation_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_segment.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("customer_account.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = link(foreign_keys=person_id, lazy="joined", innerjoin=True)
    segment: Mapped[CustomerSegment | None] = link(lazy="joined")
    account: Mapped[CustomerAccount | None] = link(lazy="joined")
