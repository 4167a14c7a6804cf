"""Comments, each written for an audience chosen beforehand: how they read before, and who is called by name in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, Side
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.subject import OnSubject


class Comment(OnSubject, Base):
    """A comment in Markdown; never wider than what it stands under. One that was removed has no text any more."""

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_issue", "issue_id", "id"),
        Index("ix_comment_action", "action_id", "id"),
        Index("ix_comment_decision", "decision_id", "id", **only("decision_id IS NOT NULL")),
        Index("ix_comment_risk", "risk_id", "id", **only("risk_id IS NOT NULL")),
        Index("ix_comment_problem", "problem_id", "id", **only("problem_id IS NOT NULL")),
        Index("ix_comment_scorecard", "scorecard_id", "id", **only("scorecard_id IS NOT NULL")),
        Index("ix_comment_written", "relationship_id", "audience", "written_at", "issue_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    author: Mapped[Person] = link(lazy="joined", innerjoin=True)

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place, raised_by_id=self.author_id, raised_side=self.side)


class CommentRevision(Base):
    """How a comment read from `written_at` until it was edited."""

    __tablename__ = "comment_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class Mention(Base):
    """A person called by name in a comment they may read; `seen_at` is when they had seen it."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("comment_id", "person_id"),
        Index("ix_mention_unseen", "person_id", "id", **only("seen_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mentioned_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)
