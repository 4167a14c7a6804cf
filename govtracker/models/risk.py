"""Risks: what may go wrong, how likely and how bad that is, and what is done about it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, RiskResponse, RiskStatus, Side
from govtracker.models.issue import Issue
from govtracker.models.people import Person
from govtracker.models.relationship import FunctionalArea, Relationship
from govtracker.models.review import Review, Topic
from govtracker.rules import keys


class Risk(Base):
    """A risk. `likelihood` and `impact` are 1-5, `score` their product; it is looked at again on `look_on`.

    It was born in an issue or a review's topic, or stands alone; `became_id` is the issue it has become.
    """

    __tablename__ = "risk"
    __table_args__ = (
        UniqueConstraint("relationship_id", "audience", "number"),
        CheckConstraint("likelihood BETWEEN 1 AND 5 AND impact BETWEEN 1 AND 5", name="levels"),
        Index("ix_risk_list_look", "relationship_id", "is_open", "look_on", "id"),
        Index("ix_risk_list_score", "relationship_id", "is_open", "score", "id"),
        Index("ix_risk_list_opened", "relationship_id", "is_open", "created_at", "id"),
        Index("ix_risk_owner", "owner_id", "is_open", "look_on", "id"),
        Index("ix_risk_issue", "issue_id", **only("issue_id IS NOT NULL")),
        Index("ix_risk_became", "became_id", **only("became_id IS NOT NULL")),
        Index("ix_risk_review", "review_id", **only("review_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))
    likelihood: Mapped[int]
    impact: Mapped[int]
    score: Mapped[int]
    response: Mapped[RiskResponse] = mapped_column(choice(RiskResponse, "response"))
    plan: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    owner_side: Mapped[Side] = mapped_column(choice(Side, "owner_side"))
    look_on: Mapped[date]
    status: Mapped[RiskStatus] = mapped_column(choice(RiskStatus, "status"), default=RiskStatus.OPEN)
    is_open: Mapped[bool] = mapped_column(default=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    became_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner: Mapped[Person] = link(foreign_keys=owner_id, lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea | None] = link()
    issue: Mapped[Issue | None] = link(foreign_keys=issue_id)
    became: Mapped[Issue | None] = link(foreign_keys=became_id)
    review: Mapped[Review | None] = link()
    topic: Mapped[Topic | None] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def key(self) -> str:
        """What people call it: MER-R2."""
        return keys.risk_key(self.relationship.key, self.number, self.audience)

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(
            self.place,
            area_id=self.area_id,
            owner_id=self.owner_id,
            owner_side=self.owner_side,
            raised_by_id=self.recorded_by_id,
        )
