"""The incentive ledger: service credits, bonuses and what is given back, entry by entry, none ever changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, ForeignKey, Index, String, Text, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import EntryKind, Side
from govtracker.models.criteria import Kpi
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class IncentiveEntry(Base):
    """One entry. `amount` is minor units of `currency` in the client's favour: a bonus is below zero.

    `period_on` is the month it belongs to, `source_on` for what is given back the month of the credit. `basis` is what
    it was reckoned from, `counters_id` the entry it takes back; `turn` counts entries of the same thing.
    """

    __tablename__ = "incentive_entry"
    __table_args__ = (
        Index("ix_incentive_entry_ledger", "relationship_id", "period_on", "id"),
        Index("uq_incentive_entry_counters", "counters_id", unique=True, **only("counters_id IS NOT NULL")),
        Index(
            "uq_incentive_entry_turn",
            "relationship_id",
            "period_on",
            "kpi_id",
            "kind",
            "turn",
            unique=True,
            **only("kpi_id IS NOT NULL AND counters_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    period_on: Mapped[date]
    kind: Mapped[EntryKind] = mapped_column(choice(EntryKind, "kind"))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    scorecard_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard.id"))
    digest: Mapped[str] = mapped_column(String(64), default="")
    counters_id: Mapped[int | None] = mapped_column(ForeignKey("incentive_entry.id"))
    source_on: Mapped[date | None]
    turn: Mapped[int] = mapped_column(default=1)
    basis: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, default="")
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    kpi: Mapped[Kpi | None] = link()

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


@event.listens_for(IncentiveEntry, "before_update")
@event.listens_for(IncentiveEntry, "before_delete")
def _refuse(_mapper: Mapper[IncentiveEntry], _connection: Connection, entry: IncentiveEntry) -> None:
    raise RuntimeError(f"entry {entry.id} of the ledger stays as it is: a correction is an entry that counters it")


class IncentiveReckoning(Base):
    """Up to which snapshot of a scorecard the ledger has been brought; `due_at` while there is something to do."""

    __tablename__ = "incentive_reckoning"
    __table_args__ = (Index("ix_incentive_reckoning_due", "due_at", "id", **only("due_at IS NOT NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"), unique=True)
    digest: Mapped[str] = mapped_column(String(64), default="")
    due_at: Mapped[datetime | None]


class IncentiveAdjustment(Base):
    """An amount by hand that one side proposes; it becomes an entry when the other side's SPOC accepts it."""

    __tablename__ = "incentive_adjustment"
    __table_args__ = (Index("ix_incentive_adjustment_list", "relationship_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    period_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    reason: Mapped[str] = mapped_column(Text)
    proposed_side: Mapped[Side] = mapped_column(choice(Side, "proposed_side"))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("incentive_entry.id"))
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    proposed_by: Mapped[Person] = link(foreign_keys=proposed_by_id)

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Adjustment for {self.period_on:%Y-%m}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the side across from the proposing one answers."""
        return Stance(self.relationship.place(), side=self.proposed_side.other, owner_side=self.proposed_side)
