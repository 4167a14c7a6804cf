"""Collections: that a month's value is missing is asked of its data owner once."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, only


class Collection(Base):
    """A KPI and month whose value was missing after the grace, and the action that fetches it."""

    __tablename__ = "collection"
    __table_args__ = (
        UniqueConstraint("kpi_id", "period_on"),
        Index("ix_collection_open", "kpi_id", "period_on", **only("closed_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    period_on: Mapped[date]
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
