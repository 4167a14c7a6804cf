"""What the installation itself keeps: numbers, settings, ticks of workers, submissions, imports under way."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import RowOutcome
from govtracker.models.relationship import Relationship


class Counter(Base):
    """The last number given out in a relationship for a kind of record and an audience ("issue:shared")."""

    __tablename__ = "counter"

    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


class Setting(Base):
    """A value of the installation by name."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Tick(Base):
    """When a job last ran, how it went (real time, UTC)."""

    __tablename__ = "tick"

    job: Mapped[str] = mapped_column(String(60), primary_key=True)
    ticked_at: Mapped[datetime]
    worker: Mapped[str] = mapped_column(String(36), default="")
    failures: Mapped[int] = mapped_column(default=0)


class Tally(Base):
    """How often something happened since the installation began: a count of `name` for each `label`."""

    __tablename__ = "tally"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(String(60), primary_key=True, default="")
    value: Mapped[int] = mapped_column(BigInteger, default=0)


class Submission(Base):
    """A form a person has sent: posted twice, it leads to the same record."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("person_id", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    token: Mapped[str] = mapped_column(String(36))
    url: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]


class ImportBatch(Base):
    """A file someone is importing: kept from preview to import, with the mapping they chose.

    It belongs to a relationship or, where people come in, to their organisation. A long one is carried out by the
    worker once it is `queued_at`.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        Index("ix_import_batch_person", "person_id", "kind", "id"),
        Index("ix_import_batch_queued", "queued_at", "id", **only("queued_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(40))
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    mapping: Mapped[dict[str, Any]]
    uploaded_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    imported_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    summary: Mapped[dict[str, Any]]
    within: Mapped[Relationship | None] = link(lazy="joined")

    @property
    def title(self) -> str:
        """What people call it."""
        return self.filename

    @property
    def relationship(self) -> Relationship:
        """The relationship it belongs to; asked only of imports into one."""
        assert self.within is not None
        return self.within

    @property
    def stance(self) -> Stance | None:
        """What the guards ask of it; of an import into a company, which no relationship is asked for, nothing."""
        return Stance(self.within.place()) if self.within else None


class ImportRow(Base):
    """What became of a row of an imported file: which record it made or changed, from which values to which."""

    __tablename__ = "import_row"
    __table_args__ = (
        UniqueConstraint("batch_id", "line"),
        Index("ix_import_row_subject", "subject_type", "subject_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    line: Mapped[int]
    outcome: Mapped[RowOutcome] = mapped_column(choice(RowOutcome, "outcome"))
    label: Mapped[str] = mapped_column(String(200), default="")
    concerns: Mapped[str] = mapped_column(String(80), default="")
    sentence: Mapped[str] = mapped_column(Text, default="")
    subject_type: Mapped[str | None] = mapped_column(String(20))
    subject_id: Mapped[int | None]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    taken_back: Mapped[bool] = mapped_column(default=False)
