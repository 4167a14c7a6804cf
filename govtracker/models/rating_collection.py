"""Collections of ratings: that a side has not rated a month is asked of it once."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice, only
from govtracker.enums import Side


class RatingCollection(Base):
    """A rated criterion, a month and a side that had not rated it after the grace, and the action that fetches it."""

    __tablename__ = "rating_collection"
    __table_args__ = (
        UniqueConstraint("kpi_id", "period_on", "side"),
        Index("ix_rating_collection_open", "kpi_id", "period_on", **only("closed_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    period_on: Mapped[date]
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
