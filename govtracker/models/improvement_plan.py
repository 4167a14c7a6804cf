"""Improvement plans: what has to become better after a bad standing, by which actions, and how it ended."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice
from govtracker.enums import Audience, PlanStatus
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.scorecard import Scorecard


class ImprovementPlan(Base):
    """A plan of both sides: what each invests and gains, and the changes of processes that both adopt.

    Its initiatives are its actions. `scorecard` is the one it was opened for; nobody opened it where the standing did.
    """

    __tablename__ = "improvement_plan"
    __table_args__ = (
        UniqueConstraint("relationship_id", "number"),
        Index("ix_improvement_plan_list", "relationship_id", "status", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(Text, default="")
    objective: Mapped[str] = mapped_column(Text, default="")
    client_invests: Mapped[str] = mapped_column(Text, default="")
    client_gains: Mapped[str] = mapped_column(Text, default="")
    supplier_invests: Mapped[str] = mapped_column(Text, default="")
    supplier_gains: Mapped[str] = mapped_column(Text, default="")
    process_changes: Mapped[str] = mapped_column(Text, default="")
    scorecard_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard.id"))
    status: Mapped[PlanStatus] = mapped_column(choice(PlanStatus, "status"), default=PlanStatus.OPEN)
    outcome: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    scorecard: Mapped[Scorecard | None] = link()
    opened_by: Mapped[Person | None] = link(foreign_keys=opened_by_id)
    closed_by: Mapped[Person | None] = link(foreign_keys=closed_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def place(self) -> Place:
        """Where it belongs: it is always shared."""
        return self.relationship.place(Audience.SHARED)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place)
