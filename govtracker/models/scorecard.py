"""Scorecards: one relationship, one month, frozen when it is shared."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import ScorecardStatus, Side, Standing
from govtracker.models.criteria import CriteriaSet
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class Scorecard(Base):
    """A scorecard from the moment it is shared; a draft is computed and not stored.

    `snapshot` is canonical JSON, `digest` its SHA-256 in hex; the scores beside it serve lists.
    """

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("relationship_id", "period_on"),
        Index("ix_scorecard_status", "relationship_id", "status"),
        Index("ix_scorecard_reds_due", "reds_due_at", "id", **only("reds_due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    period_on: Mapped[date]
    criteria_set_id: Mapped[int] = mapped_column(ForeignKey("criteria_set.id"))
    status: Mapped[ScorecardStatus] = mapped_column(choice(ScorecardStatus, "status"))
    snapshot: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    overall: Mapped[Decimal | None]
    coverage: Mapped[Decimal]
    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"))
    experience: Mapped[Decimal | None]
    cost: Mapped[Decimal | None]
    revenue: Mapped[Decimal | None]
    red_count: Mapped[int] = mapped_column(default=0)
    reds_due_at: Mapped[datetime | None]  # when it is looked at what is red once more
    shared_at: Mapped[datetime]
    shared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_agreed_at: Mapped[datetime | None]
    client_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supplier_agreed_at: Mapped[datetime | None]
    supplier_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    disputed_at: Mapped[datetime | None]
    disputed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    disputed_side: Mapped[Side | None] = mapped_column(choice(Side, "disputed_side"))
    dispute_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    criteria_set: Mapped[CriteriaSet] = link()
    shared_by: Mapped[Person] = link(foreign_keys=shared_by_id)
    client_agreed_by: Mapped[Person | None] = link(foreign_keys=client_agreed_by_id)
    supplier_agreed_by: Mapped[Person | None] = link(foreign_keys=supplier_agreed_by_id)
    disputed_by: Mapped[Person | None] = link(foreign_keys=disputed_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Scorecard {self.period_on:%Y-%m}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())
