"""Relationship management plans: what stands between two companies on one page, in versions both have agreed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, only
from govtracker.models.agreement import Proposal
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class ManagementPlan(Proposal, Base):
    """One version, frozen when it was proposed: `content` is its canonical text, `digest` the SHA-256 of that.

    It is in force once both sides have agreed, superseded by the next one, or laid aside without ever having been.
    """

    __tablename__ = "management_plan"
    __table_args__ = (
        UniqueConstraint("relationship_id", "version"),
        Index(
            "uq_management_plan_in_force",
            "relationship_id",
            unique=True,
            **only("in_force_at IS NOT NULL AND superseded_at IS NULL"),
        ),
        Index("ix_management_plan_remind", "remind_at", "id", **only("remind_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    version: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    proposed_by: Mapped[Person] = link(foreign_keys=proposed_by_id)

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Relationship management plan, version {self.version}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())
