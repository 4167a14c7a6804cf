"""Measurements of KPIs, a row a KPI, scope and month, with every value they had before."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import MeasurementState, Side
from govtracker.models.criteria import Kpi


class Measurement(Base):
    """A KPI's value for the month that starts on `period_on`, as a value or as numerator and denominator.

    It is of one scope, or of the whole relationship (`scope_id` None). One that `is_rolled_up` was made of readings.
    """

    __tablename__ = "measurement"
    __table_args__ = (
        Index("uq_measurement_scope", "kpi_id", "period_on", "scope_id", unique=True),
        Index("uq_measurement_whole", "kpi_id", "period_on", unique=True, **only("scope_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    scope_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard_scope.id"))
    period_on: Mapped[date]
    state: Mapped[MeasurementState] = mapped_column(choice(MeasurementState, "state"))
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    n: Mapped[int | None]
    is_rolled_up: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_side: Mapped[Side | None] = mapped_column(choice(Side, "entered_side"))
    entered_at: Mapped[datetime]
    kpi: Mapped[Kpi] = link(lazy="joined", innerjoin=True)
    corrections: Mapped[list["Correction"]] = link(order_by="Correction.id")

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.kpi.name}, {self.period_on:%Y-%m}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return self.kpi.stance


class Correction(Base):
    """What a measurement said before it was corrected, and why it was.

    `scorecard_id` is the agreed scorecard that holds the old value: it does not change, and waits for an amendment.
    """

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_scorecard", "scorecard_id", "id", **only("scorecard_id IS NOT NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"), index=True)
    state: Mapped[MeasurementState] = mapped_column(choice(MeasurementState, "state"))
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    reason: Mapped[str] = mapped_column(Text)
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    corrected_at: Mapped[datetime]
    scorecard_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard.id"))
