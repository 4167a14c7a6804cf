"""Problems: the shared cause of several issues, the issues linked to them, and links that people did not want."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, ProblemStatus, Side
from govtracker.models.issue import Issue
from govtracker.models.people import Person
from govtracker.models.relationship import FunctionalArea, Relationship
from govtracker.models.root_cause import RootCause
from govtracker.rules import keys


class Problem(Base):
    """A problem. `five_whys` is a list of {"question", "answer"}; `is_open` stands for every status but closed."""

    __tablename__ = "problem"
    __table_args__ = (
        UniqueConstraint("relationship_id", "audience", "number"),
        Index("ix_problem_list_updated", "relationship_id", "is_open", "updated_at", "id"),
        Index("ix_problem_recurrence", "relationship_id", "area_id", "category", "is_open"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    area_id: Mapped[int] = mapped_column(ForeignKey("functional_area.id"))
    category: Mapped[str] = mapped_column(String(80), default="")
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_side: Mapped[Side] = mapped_column(choice(Side, "raised_side"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[ProblemStatus] = mapped_column(choice(ProblemStatus, "status"), default=ProblemStatus.OPEN)
    is_open: Mapped[bool] = mapped_column(default=True)
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    why_it_occurred: Mapped[str] = mapped_column(Text, default="")
    what_was_done: Mapped[str] = mapped_column(Text, default="")
    why_not_again: Mapped[str] = mapped_column(Text, default="")
    root_cause_id: Mapped[int | None] = mapped_column(ForeignKey("root_cause.id"))
    five_whys: Mapped[list[Any]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea] = link(lazy="joined", innerjoin=True)
    raised_by: Mapped[Person | None] = link(foreign_keys=raised_by_id, lazy="joined")
    owner: Mapped[Person | None] = link(foreign_keys=owner_id, lazy="joined")
    root_cause: Mapped[RootCause | None] = link(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def key(self) -> str:
        """What people call it: MER-P3, or MER-PC2 where only the client sees it."""
        return keys.problem_key(self.relationship.key, self.number, self.audience)

    @property
    def kept_by(self) -> str | None:
        """The company that keeps it to itself; None where it is shared."""
        return None if self.audience is Audience.SHARED else self.relationship.company(Side(self.audience.value)).name

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
            raised_by_id=self.raised_by_id,
            raised_side=self.raised_side,
        )


class ProblemIssue(Base):
    """An issue that a problem causes. It exists for whoever sees both."""

    __tablename__ = "problem_issue"
    __table_args__ = (UniqueConstraint("problem_id", "issue_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    problem_id: Mapped[int] = mapped_column(ForeignKey("problem.id"))
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    linked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime]


class RecurrenceDismissal(Base):
    """Somebody's word that an issue does not belong to a problem or, without one, is no recurrence at all."""

    __tablename__ = "recurrence_dismissal"
    __table_args__ = (
        Index("uq_recurrence_dismissal_one", "issue_id", "problem_id", unique=True, **only("problem_id IS NOT NULL")),
        Index("uq_recurrence_dismissal_all", "issue_id", unique=True, **only("problem_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    dismissed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    dismissed_at: Mapped[datetime]
    issue: Mapped[Issue] = link()
    dismissed_by: Mapped[Person] = link()
