"""Ratings of qualitative criteria: a level of each side for a month."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice
from govtracker.enums import Side
from govtracker.models.criteria import Kpi


class Rating(Base):
    """The level, 1 to 5, that one side sees reached in the month that starts on `period_on`, and its reason."""

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("kpi_id", "period_on", "side"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    period_on: Mapped[date]
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    level: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")
    rated_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rated_at: Mapped[datetime]
    kpi: Mapped[Kpi] = link(lazy="joined", innerjoin=True)

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Rating of {self.kpi.name}, {self.period_on:%Y-%m}, {self.side.value}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return self.kpi.stance
