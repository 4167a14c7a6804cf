"""What the two sides settle about a measurement: that it does not apply, and which of two values is right."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Settlement, Side
from govtracker.models.measurement import Measurement


class Consent(Base):
    """One side asks that a measurement does not apply; the other consents or refuses. Until then it is missing."""

    __tablename__ = "consent"
    __table_args__ = (
        Index("uq_consent_open", "measurement_id", unique=True, **only("answered_at IS NULL")),
        Index("ix_consent_measurement", "measurement_id", "id"),
        Index("ix_consent_waiting", "relationship_id", "id", **only("answered_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    reason: Mapped[str] = mapped_column(Text)
    asked_side: Mapped[Side] = mapped_column(choice(Side, "asked_side"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    is_given: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    measurement: Mapped[Measurement] = link(lazy="joined", innerjoin=True)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return self.measurement.stance


class ValueDispute(Base):
    """One side says a value is another one: both are kept, and one of them counts until the sides have settled it."""

    __tablename__ = "value_dispute"
    __table_args__ = (
        Index("uq_value_dispute_open", "measurement_id", unique=True, **only("settled_at IS NULL")),
        Index("ix_value_dispute_measurement", "measurement_id", "id"),
        Index("ix_value_dispute_waiting", "relationship_id", "id", **only("settled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    reason: Mapped[str] = mapped_column(Text)
    recorded_value: Mapped[Decimal | None]
    recorded_numerator: Mapped[Decimal | None]
    recorded_denominator: Mapped[Decimal | None]
    recorded_n: Mapped[int | None]
    claimed_value: Mapped[Decimal | None]
    claimed_numerator: Mapped[Decimal | None]
    claimed_denominator: Mapped[Decimal | None]
    claimed_n: Mapped[int | None]
    claim_counts: Mapped[bool]
    was_provisional: Mapped[bool] = mapped_column(default=False)
    disputed_side: Mapped[Side] = mapped_column(choice(Side, "disputed_side"))
    disputed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    disputed_at: Mapped[datetime]
    settlement: Mapped[Settlement | None] = mapped_column(choice(Settlement, "settlement"))
    settled_because: Mapped[str] = mapped_column(Text, default="")
    settled_side: Mapped[Side | None] = mapped_column(choice(Side, "settled_side"))
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    measurement: Mapped[Measurement] = link(lazy="joined", innerjoin=True)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return self.measurement.stance
