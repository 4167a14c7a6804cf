"""Scopes: the parts of a relationship that have scorecards of their own."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice
from govtracker.enums import ScopeKind
from govtracker.models.relationship import Relationship


class ScorecardScope(Base):
    """A service, site or customer segment of a relationship. One that is offered no more keeps what was measured."""

    __tablename__ = "scorecard_scope"
    __table_args__ = (UniqueConstraint("relationship_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    kind: Mapped[ScopeKind] = mapped_column(choice(ScopeKind, "kind"))
    name: Mapped[str] = mapped_column(String(80))
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
