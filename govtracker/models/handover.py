"""Handovers: all that somebody held, and who has it now."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import Holding
from govtracker.models.people import Person


class Handover(Base):
    """What a person hands over from a day on (`effective_on`, included); carried out at `done_at`.

    Whoever `leaves` may not sign in any more once nothing is held back.
    """

    __tablename__ = "handover"
    __table_args__ = (
        Index("ix_handover_due", "effective_on", "id", **only("done_at IS NULL")),
        Index("ix_handover_person", "person_id", "effective_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    effective_on: Mapped[date]
    leaves: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(200), default="")
    planned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    planned_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    person: Mapped[Person] = link(foreign_keys=person_id, lazy="joined", innerjoin=True)
    planned_by: Mapped[Person | None] = link(foreign_keys=planned_by_id)
    items: Mapped[list["HandoverItem"]] = link(order_by="HandoverItem.id", back_populates="handover")


class HandoverItem(Base):
    """One thing handed over: a seat, an issue, an action… of a relationship, or a role (no relationship).

    Nobody as successor leaves a seat vacant and ends a role. `held_back` says why it could not be moved on its day.
    """

    __tablename__ = "handover_item"
    __table_args__ = (
        UniqueConstraint("handover_id", "holding", "record_id"),
        Index("ix_handover_item_record", "holding", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    holding: Mapped[Holding] = mapped_column(choice(Holding, "holding"))
    record_id: Mapped[int]
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    label: Mapped[str] = mapped_column(String(240))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    moved_at: Mapped[datetime | None]
    held_back: Mapped[str] = mapped_column(Text, default="")
    handover: Mapped[Handover] = link(back_populates="items")
    successor: Mapped[Person | None] = link(lazy="joined")
