"""Scopes: the parts of a relationship that have scorecards of their own."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice
from govtracker.enums import ScopeKind
from govtracker.models.relationship import Relationship


class ScorecardScope(Base):
    """A service, site or customer segment of a relationship, or one type of support for one segment.

    One that is offered no more keeps what was measured. Only the last kind names a segment and a support type.
    """

    __tablename__ = "scorecard_scope"
    __table_args__ = (
        UniqueConstraint("relationship_id", "name"),
        Index("uq_scorecard_scope_cell", "relationship_id", "segment_id", "support_type_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    kind: Mapped[ScopeKind] = mapped_column(choice(ScopeKind, "kind"))
    name: Mapped[str] = mapped_column(String(80))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_segment.id"))
    support_type_id: Mapped[int | None] = mapped_column(ForeignKey("support_type.id"))
    is_offered: Mapped[bool] = mapped_column(default=True)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())
