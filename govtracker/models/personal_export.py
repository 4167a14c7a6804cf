"""What the installation keeps of a person, gathered into a file for them to take away."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice, only
from govtracker.enums import ExportStage
from govtracker.models.people import Person


class PersonalExport(Base):
    """A file about `person`, for `asked_by` alone to fetch, once and before `expires_at`.

    `due_at` is when the worker makes it, None when it is made or given up; while one does, `claimed_until` keeps
    others away.
    """

    __tablename__ = "personal_export"
    __table_args__ = (
        Index("ix_personal_export_due", "due_at", "id", **only("due_at IS NOT NULL")),
        Index("ix_personal_export_asked_by", "asked_by_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    stage: Mapped[ExportStage] = mapped_column(choice(ExportStage, "stage"), default=ExportStage.WAITING)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    size: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")
    person: Mapped[Person] = link(foreign_keys=person_id, lazy="joined", innerjoin=True)

    def is_ready(self, at: datetime) -> bool:
        """Whether it can be fetched at `at`."""
        return self.stage is ExportStage.READY and self.expires_at is not None and self.expires_at > at


class ExportFile(Base):
    """The file itself, gone once it was fetched; in a table of its own, so that nothing reads it by the way."""

    __tablename__ = "export_file"

    export_id: Mapped[int] = mapped_column(ForeignKey("personal_export.id"), primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
