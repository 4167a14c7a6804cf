"""Sourcing evaluations of a client organisation: what is sought, who could give it, and what they are judged by."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice
from govtracker.enums import CriterionGroup, EvaluationStatus, EvaluationTurnKind
from govtracker.models.customer_segment import CustomerSegment
from govtracker.models.people import Organisation, Person
from govtracker.models.support_type import SupportType


def _those(part: str, withdrawn: str) -> str:
    """The parts of an evaluation that count, or those that were taken out."""
    return f"and_(SourcingEvaluation.id == {part}.evaluation_id, {part}.withdrawn_at.{withdrawn})"


class SourcingEvaluation(Base):
    """One comparison of candidates for a support type. It belongs to the client; no supplier ever sees it.

    `experience_floor` is the acceptable experience in points 0-100, None where none was set. Evaluators hand in by
    `due_on`. The `why_…` texts say why it goes on without what an evaluation should have: a candidate of the own
    company, the heaviest weight on alignment, more than one evaluator.
    """

    __tablename__ = "sourcing_evaluation"
    __table_args__ = (Index("ix_sourcing_evaluation_list", "organisation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(200))
    support_type_id: Mapped[int] = mapped_column(ForeignKey("support_type.id"))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_segment.id"))
    sought: Mapped[str] = mapped_column(Text, default="")
    experience_floor: Mapped[Decimal | None]
    due_on: Mapped[date]
    status: Mapped[EvaluationStatus] = mapped_column(choice(EvaluationStatus, "status"), default=EvaluationStatus.DRAFT)
    why_none_in_house: Mapped[str] = mapped_column(Text, default="")
    why_alignment_lighter: Mapped[str] = mapped_column(Text, default="")
    why_one_evaluator: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation] = link()
    support_type: Mapped[SupportType] = link(lazy="joined", innerjoin=True)
    segment: Mapped[CustomerSegment | None] = link(lazy="joined")
    candidates: Mapped[list["EvaluationCandidate"]] = link(
        primaryjoin=_those("EvaluationCandidate", "is_(None)"),
        order_by="EvaluationCandidate.id",
        cascade="all, delete-orphan",
    )
    withdrawn_candidates: Mapped[list["EvaluationCandidate"]] = link(
        primaryjoin=_those("EvaluationCandidate", "is_not(None)"), order_by="EvaluationCandidate.id", viewonly=True
    )
    criteria: Mapped[list["EvaluationCriterion"]] = link(
        primaryjoin=_those("EvaluationCriterion", "is_(None)"),
        order_by="EvaluationCriterion.position, EvaluationCriterion.id",
        cascade="all, delete-orphan",
    )
    withdrawn_criteria: Mapped[list["EvaluationCriterion"]] = link(
        primaryjoin=_those("EvaluationCriterion", "is_not(None)"), order_by="EvaluationCriterion.id", viewonly=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class


class EvaluationCandidate(Base):
    """One who could give it: a company (`organisation`, where it stands here already), or a unit of the own one.

    `price` is what a year costs, in minor units of `currency`; None where it is not known. One that was taken out
    after people had rated it stays, with what they said of it, `withdrawn_at` a moment.
    """

    __tablename__ = "evaluation_candidate"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "name"),
        CheckConstraint("price IS NULL OR currency <> ''", name="currency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("sourcing_evaluation.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(120))
    is_in_house: Mapped[bool] = mapped_column(default=False)
    location: Mapped[str] = mapped_column(String(120), default="")
    price: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str] = mapped_column(Text, default="")
    organisation: Mapped[Organisation | None] = link()


class EvaluationCriterion(Base):
    """What candidates are rated by, 1 to 5 against `levels` (five texts from level 1 up).

    `minimum` is the level below which a candidate is out; with `is_experience` it is also held against the floor.
    `area_ids` are the functional areas competent for it, all of them where it names none. One that was taken out after
    people had rated by it stays, with what they said.
    """

    __tablename__ = "evaluation_criterion"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "name"),
        CheckConstraint("minimum IS NULL OR minimum BETWEEN 2 AND 5", name="minimum"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("sourcing_evaluation.id"))
    position: Mapped[int]
    group: Mapped[CriterionGroup] = mapped_column("criterion_group", choice(CriterionGroup, "criterion_group"))
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[Decimal]
    minimum: Mapped[int | None]
    is_experience: Mapped[bool] = mapped_column(default=False)
    levels: Mapped[list[Any]]
    area_ids: Mapped[list[Any]] = mapped_column(default=list)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str] = mapped_column(Text, default="")


class EvaluationTurn(Base):
    """A turn an evaluation took, with the reason somebody gave for it."""

    __tablename__ = "evaluation_turn"
    __table_args__ = (Index("ix_evaluation_turn_list", "evaluation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("sourcing_evaluation.id"))
    kind: Mapped[EvaluationTurnKind] = mapped_column(choice(EvaluationTurnKind, "kind"))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[Person | None] = link()
