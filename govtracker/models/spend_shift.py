"""Proposals to spend otherwise: an amount a year taken from one support type and given to others."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice
from govtracker.enums import ShiftStatus
from govtracker.models.people import Person
from govtracker.models.support_type import SupportType


class SpendShift(Base):
    """One proposal with its reason, until it is adopted or dropped; amounts are minor units a year of `currency`."""

    __tablename__ = "spend_shift"
    __table_args__ = (Index("ix_spend_shift_list", "organisation_id", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    from_type_id: Mapped[int] = mapped_column(ForeignKey("support_type.id"))
    currency: Mapped[str] = mapped_column(String(3))
    reason: Mapped[str] = mapped_column(Text)
    status: Mapped[ShiftStatus] = mapped_column(choice(ShiftStatus, "status"), default=ShiftStatus.PROPOSED)
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    from_type: Mapped[SupportType] = link()
    proposed_by: Mapped[Person] = link(foreign_keys=proposed_by_id)
    settled_by: Mapped[Person | None] = link(foreign_keys=settled_by_id)
    parts: Mapped[list["SpendShiftPart"]] = link(order_by="SpendShiftPart.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class


class SpendShiftPart(Base):
    """What one support type is to get of a shift, in minor units a year."""

    __tablename__ = "spend_shift_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("spend_shift.id"), index=True)
    type_id: Mapped[int] = mapped_column(ForeignKey("support_type.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    type: Mapped[SupportType] = link()
