"""Customer segments of a client organisation: who belongs to each, and what it is worth by whose word."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice
from govtracker.enums import Department, ValueInput
from govtracker.models.people import Person


class CustomerSegment(Base):
    """One group of the customers of an organisation. One that is retired is offered no more and keeps its scopes.

    `basis` are words of SegmentBasis; shares are percent of all customers and of all revenue.
    """

    __tablename__ = "customer_segment"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    description: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[list[Any]] = mapped_column(default=list)
    customer_share: Mapped[Decimal | None]
    revenue_share: Mapped[Decimal | None]


class SegmentValue(Base):
    """One input to the value of a segment: which function owns it and, once given, its level (1–5), by whom and when.

    `amount` (whole minor units of `currency`) a customer a year is what the level was read from, where people have one.
    """

    __tablename__ = "segment_value"
    __table_args__ = (
        UniqueConstraint("segment_id", "kind"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("customer_segment.id"))
    kind: Mapped[ValueInput] = mapped_column(choice(ValueInput, "kind"))
    owner: Mapped[Department] = mapped_column(choice(Department, "owner"))
    level: Mapped[int | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    note: Mapped[str] = mapped_column(Text, default="")
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_on: Mapped[date | None]
    segment: Mapped[CustomerSegment] = link(lazy="joined", innerjoin=True)
    given_by: Mapped[Person | None] = link()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.kind.value.replace('_', ' ').capitalize()} of {self.segment.name}"
