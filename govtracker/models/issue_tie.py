"""What ties an issue to something else: links to other issues, and what made the system raise it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice
from govtracker.enums import LinkKind, OriginKind


class IssueLink(Base):
    """One issue's link to another. It exists for whoever sees both; relates_to is kept from the older to the newer."""

    __tablename__ = "issue_link"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "kind"),
        CheckConstraint("from_id <> to_id", name="two_issues"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind, "kind"))
    linked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime]


class IssueOrigin(Base):
    """What made the system raise an issue, or find it open already: once per source and period, by constraint.

    `subject` names the source ("kpi:12", "action:7", "group:3:shared:5:billing"), `period` its month or due day;
    `said` is the sentence people read.
    """

    __tablename__ = "issue_origin"
    __table_args__ = (
        UniqueConstraint("subject", "period"),
        Index("ix_issue_origin_issue", "issue_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OriginKind] = mapped_column(choice(OriginKind, "kind"))
    subject: Mapped[str] = mapped_column(String(160))
    period: Mapped[str] = mapped_column(String(20))
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    said: Mapped[str] = mapped_column(Text, default="")
    found_at: Mapped[datetime]
