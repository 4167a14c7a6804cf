"""Review packs: what a review is held from, one for both sides and an addition for each."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, PackStage
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.review import Review


class ReviewPack(Base):
    """One making of the pack of a review for one audience; the newest that is ready is the current one.

    `content` is its value as JSON, written once. `due_at` is when the worker makes it, None when it is ready or given
    up; while one does, `claimed_until` keeps others away. Nobody asked for one that was made at the freeze.
    """

    __tablename__ = "review_pack"
    __table_args__ = (
        UniqueConstraint("review_id", "audience", "number"),
        Index("ix_review_pack_due", "due_at", "id", **only("due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), index=True)
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    number: Mapped[int]
    stage: Mapped[PackStage] = mapped_column(choice(PackStage, "stage"), default=PackStage.WAITING)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None]
    content: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    review: Mapped[Review] = link(lazy="joined", innerjoin=True)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    asked_by: Mapped[Person | None] = link(lazy="joined")

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place, answering_seats=self.review.stance.answering_seats)


class PackFile(Base):
    """The PDF of a pack; in a table of its own, so that nothing reads it by the way."""

    __tablename__ = "pack_file"

    pack_id: Mapped[int] = mapped_column(ForeignKey("review_pack.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
