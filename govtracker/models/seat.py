"""Seats of a relationship and the tenures of those who hold them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import SeatRole, Side, Tier
from govtracker.models.people import Person
from govtracker.models.relationship import FunctionalArea, Relationship

WORDS = {SeatRole.SPOC: "SPOC", SeatRole.DEPUTY_SPOC: "Deputy SPOC"}


class Seat(Base):
    """A named place in the structure. `money_limit` is in minor units of `currency`."""

    __tablename__ = "seat"
    __table_args__ = (
        Index("uq_seat_spoc", "relationship_id", "side", unique=True, **only("role = 'spoc'")),
        Index("uq_seat_lead", "relationship_id", "side", "area_id", unique=True, **only("role = 'functional_lead'")),
        CheckConstraint("(role = 'functional_lead') = (area_id IS NOT NULL)", name="leads_have_areas"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    role: Mapped[SeatRole] = mapped_column(choice(SeatRole, "role"))
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))
    scope_of_authority: Mapped[str] = mapped_column(Text, default="")
    scope_of_responsibility: Mapped[str] = mapped_column(Text, default="")
    money_limit: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3), default="")
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea | None] = link(lazy="joined")
    tenures: Mapped[list["Tenure"]] = link(order_by="Tenure.from_on", back_populates="seat")

    @property
    def title(self) -> str:
        """What people call it."""
        role = WORDS.get(self.role, self.role.value.replace("_", " ").capitalize())
        return f"{role}{f' for {self.area.name}' if self.area else ''}, {self.side.value}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place(), side=self.side, area_id=self.area_id)


class Tenure(Base):
    """Who held a seat, from a day to a day (both included); one open tenure a seat."""

    __tablename__ = "tenure"
    __table_args__ = (
        Index("uq_tenure_open", "seat_id", unique=True, **only("to_on IS NULL")),
        Index("ix_tenure_person_open", "person_id", "to_on"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    seat: Mapped[Seat] = link(back_populates="tenures")
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)
