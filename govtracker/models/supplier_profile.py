"""Supplier profiles: what people decided about who should give a type of support, beside what the rules recommend."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import FitLevel, FloorMeasure, Geography
from govtracker.models.customer_segment import CustomerSegment
from govtracker.models.people import Person
from govtracker.models.support_type import SupportType


class SupplierProfile(Base):
    """A support type for one segment (None: whoever asks for it), its own floor, and what overrules the rules.

    Without a floor of its own the portfolio's holds. `geography` and the three levels are set together, by whoever
    overruled the recommendation; `expected` is the experience they expect of it, by the floor's measure.
    """

    __tablename__ = "supplier_profile"
    __table_args__ = (
        UniqueConstraint("support_type_id", "segment_id"),
        Index("uq_supplier_profile_of_all", "support_type_id", unique=True, **only("segment_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    support_type_id: Mapped[int] = mapped_column(ForeignKey("support_type.id"))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_segment.id"))
    floor_measure: Mapped[FloorMeasure | None] = mapped_column(choice(FloorMeasure, "floor_measure"))
    floor: Mapped[Decimal | None]
    geography: Mapped[Geography | None] = mapped_column(choice(Geography, "geography"))
    skill: Mapped[FitLevel | None] = mapped_column(choice(FitLevel, "skill"))
    culture: Mapped[FitLevel | None] = mapped_column(choice(FitLevel, "culture"))
    language: Mapped[FitLevel | None] = mapped_column(choice(FitLevel, "language"))
    expected: Mapped[Decimal | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    overruled_at: Mapped[datetime | None]
    overruled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    support_type: Mapped[SupportType] = link()
    segment: Mapped[CustomerSegment | None] = link()
    overruled_by: Mapped[Person | None] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class
