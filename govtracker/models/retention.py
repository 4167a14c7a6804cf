"""How long things are kept, where the installation chose otherwise, when they last went; and what holds them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, Side
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class RetentionRule(Base):
    """What the installation chose for a kind of data (`name`): `days`, None for the default; and its last run.

    `removed` is how many went since `ran_at`, the day of the last run that found some; `in_all` ever since.
    """

    __tablename__ = "retention_rule"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    days: Mapped[int | None]
    ran_at: Mapped[datetime | None]
    removed: Mapped[int] = mapped_column(default=0)
    in_all: Mapped[int] = mapped_column(default=0)


class LegalHold(Base):
    """A side's word that nothing of a relationship may be deleted or erased; the other side does not see it."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        Index("uq_legal_hold_in_force", "relationship_id", "audience", unique=True, **only("lifted_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    reason: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    set_by: Mapped[Person] = link(foreign_keys=[set_by_id])

    @property
    def side(self) -> Side:
        """The side that holds."""
        return Side(self.audience.value)

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place, side=self.side)
