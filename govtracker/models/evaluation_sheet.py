"""The sheets on which evaluators rate the candidates of a sourcing evaluation, each on their own."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, only
from govtracker.models.people import Person
from govtracker.models.relationship import FunctionalArea
from govtracker.models.sourcing_evaluation import SourcingEvaluation


class EvaluationSheet(Base):
    """What one evaluator says, speaking for a functional area; a draft of theirs alone until it is handed in.

    `first_handed_in_at` stays where everybody is asked to look again: a view that was given once is not thrown away.
    `remind_at` is when a job looks whether they have to be reminded.
    """

    __tablename__ = "evaluation_sheet"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "person_id"),
        Index("ix_evaluation_sheet_person", "person_id"),
        Index("ix_evaluation_sheet_remind", "remind_at", "id", **only("remind_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("sourcing_evaluation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("functional_area.id"))
    saved_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    first_handed_in_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    evaluation: Mapped[SourcingEvaluation] = link(lazy="joined", innerjoin=True)
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea] = link(lazy="joined", innerjoin=True)
    ratings: Mapped[list["EvaluationRating"]] = link(order_by="EvaluationRating.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class


class EvaluationRating(Base):
    """One candidate by one criterion on one sheet; without a `level` the evaluator cannot judge it."""

    __tablename__ = "evaluation_rating"
    __table_args__ = (
        UniqueConstraint("sheet_id", "criterion_id", "candidate_id"),
        CheckConstraint("level IS NULL OR level BETWEEN 1 AND 5", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("evaluation_sheet.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("evaluation_criterion.id"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("evaluation_candidate.id"), index=True)
    level: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")
