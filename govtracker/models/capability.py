"""Capability checks: what must already work before a commitment to a customer is made."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice
from govtracker.enums import CapabilityState
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class CapabilityCheck(Base):
    """A list of capabilities that commitments may rest on."""

    __tablename__ = "capability_check"
    __table_args__ = (Index("ix_capability_check_list", "relationship_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    title: Mapped[str] = mapped_column(String(160))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    made_by: Mapped[Person] = link()
    capabilities: Mapped[list["Capability"]] = link(order_by="Capability.id", back_populates="check")

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class Capability(Base):
    """Something that has to work, whether it does, what shows it, and who looked last; nobody has where it is new."""

    __tablename__ = "capability"
    __table_args__ = (Index("ix_capability_check", "check_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("capability_check.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[CapabilityState] = mapped_column(choice(CapabilityState, "state"), default=CapabilityState.NOT_YET)
    evidence: Mapped[str] = mapped_column(Text, default="")
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    check: Mapped[CapabilityCheck] = link(back_populates="capabilities")
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    checked_by: Mapped[Person | None] = link()

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())
