"""Support types of a client organisation, what it spends on each, and by which measure it judges the whole."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice
from govtracker.enums import FloorMeasure, Geography


class SupportType(Base):
    """One kind of contact, such as billing inquiries. One that is retired is offered no more and keeps its scopes.

    Complexity and impact are levels from 1 to 5; volume is contacts a year, spend minor units a year in the currency
    of the company's sourcing portfolio. What nobody knows yet is empty, which is not nought.
    """

    __tablename__ = "support_type"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    complexity: Mapped[int | None]
    impact: Mapped[int | None]
    volume: Mapped[int | None] = mapped_column(BigInteger)
    spend: Mapped[int | None] = mapped_column(BigInteger)
    served_from: Mapped[Geography | None] = mapped_column(choice(Geography, "served_from"))
    served_by_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class


class SourcingPortfolio(Base):
    """How a company judges its support types: currency, points of a misfit, levels, and the floor of experience.

    None stored: ours. A level counts as low up to `low_up_to`, as high from `high_from`, as critical from
    `critical_from`; accounts are meant to grow by `growth_target` percent a year.
    """

    __tablename__ = "sourcing_portfolio"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    currency: Mapped[str] = mapped_column(String(3))
    misfit_points: Mapped[Decimal]
    low_up_to: Mapped[int]
    high_from: Mapped[int]
    critical_from: Mapped[int]
    floor_measure: Mapped[FloorMeasure] = mapped_column(choice(FloorMeasure, "floor_measure"))
    floor: Mapped[Decimal]
    growth_target: Mapped[Decimal]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class
