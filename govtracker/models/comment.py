"""Comments on issues and actions, each written for an audience chosen beforehand."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice
from govtracker.enums import Audience, Side
from govtracker.models.people import Person


class Comment(Base):
    """A comment; never wider than the issue or action it stands under."""

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_issue", "issue_id", "id"),
        Index("ix_comment_action", "action_id", "id"),
        Index("ix_comment_written", "relationship_id", "audience", "written_at", "issue_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    author: Mapped[Person] = link(lazy="joined", innerjoin=True)
