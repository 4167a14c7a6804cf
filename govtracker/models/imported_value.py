"""Values an import wrote, with what stood there before: what it can be taken back by."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice
from govtracker.enums import MeasurementState


class ImportedValue(Base):
    """A value of a KPI, scope (0: the whole relationship) and day, or month by its first day, that an import wrote.

    `was` is the state a month was in before, None where nothing stood there; `had` says so of a day.
    """

    __tablename__ = "imported_value"
    __table_args__ = (PrimaryKeyConstraint("batch_id", "kpi_id", "day", "scope"), {"sqlite_with_rowid": False})

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    day: Mapped[date]
    scope: Mapped[int] = mapped_column(default=0)
    had: Mapped[bool]
    was: Mapped[MeasurementState | None] = mapped_column(choice(MeasurementState, "was"))
    old_value: Mapped[Decimal | None]
    old_numerator: Mapped[Decimal | None]
    old_denominator: Mapped[Decimal | None]
    old_n: Mapped[int | None]
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    n: Mapped[int | None]
