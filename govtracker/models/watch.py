"""Who follows what: people told of what is said and how a record moves."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base
from govtracker.models.subject import OnSubject


class Watch(OnSubject, Base):
    """A person who watches a record; one who stopped keeps a row with `is_on` false and is not made to watch again."""

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint("issue_id", "person_id"),
        UniqueConstraint("action_id", "person_id"),
        Index("uq_watch_decision", "decision_id", "person_id", unique=True),
        Index("uq_watch_risk", "risk_id", "person_id", unique=True),
        Index("uq_watch_problem", "problem_id", "person_id", unique=True),
        Index("uq_watch_scorecard", "scorecard_id", "person_id", unique=True),
        Index("ix_watch_person", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_on: Mapped[bool] = mapped_column(default=True)
    since_at: Mapped[datetime]
