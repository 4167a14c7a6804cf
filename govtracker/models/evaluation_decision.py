"""What a sourcing evaluation came to: whom the client chose and why, as it stood when that was decided."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.sourcing_evaluation import EvaluationCandidate, SourcingEvaluation


class EvaluationDecision(Base):
    """The choice. `snapshot` is the canonical text of all it rests on, `digest` its SHA-256.

    `relationship` is what the chosen one became; `why_not_first` is empty where the first was chosen.
    """

    __tablename__ = "evaluation_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("sourcing_evaluation.id"), unique=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("evaluation_candidate.id"))
    reason: Mapped[str] = mapped_column(Text)
    why_not_first: Mapped[str] = mapped_column(Text, default="")
    snapshot: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"), index=True)
    evaluation: Mapped[SourcingEvaluation] = link(lazy="joined", innerjoin=True)
    candidate: Mapped[EvaluationCandidate] = link(lazy="joined", innerjoin=True)
    decided_by: Mapped[Person | None] = link()
    relationship: Mapped[Relationship | None] = link()
