"""Files of a candidate of a sourcing evaluation: offers, references, what its evaluators rate by."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, only
from govtracker.models.attachment import StoredFile
from govtracker.models.people import Person
from govtracker.models.sourcing_evaluation import EvaluationCandidate


class EvaluationFile(Base):
    """A file about a candidate, the client's alone; one that was removed has no content and no name."""

    __tablename__ = "evaluation_file"
    __table_args__ = (
        Index("ix_evaluation_file_candidate", "candidate_id", "id"),
        Index("ix_evaluation_file_file", "file_id", **only("file_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("sourcing_evaluation.id"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("evaluation_candidate.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    name: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(BigInteger)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    candidate: Mapped[EvaluationCandidate] = link(lazy="joined", innerjoin=True)
    file: Mapped[StoredFile | None] = link()
    uploaded_by: Mapped[Person] = link()
