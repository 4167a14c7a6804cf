"""Files that people attach, and where their content is kept: once, however often it is sent."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, Side
from govtracker.models.contract import Contract
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.subject import OnSubject, Subject


class StoredFile(Base):
    """Content in the store under `place`; `digest` is its SHA-256 in hex, `size` bytes.

    It is whole since `kept_at`; nothing points at it since `loose_at`, None while something does. What stays loose for
    some time leaves from `leaving_at` on: nothing may point at it any more then, and the same content, if it comes
    again, is kept at another place.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        Index("ix_stored_file_digest", "digest", "id"),
        Index("ix_stored_file_loose", "loose_at", "id", **only("loose_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(120), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    kept_at: Mapped[datetime | None]
    loose_at: Mapped[datetime | None]
    leaving_at: Mapped[datetime | None]


class Attachment(OnSubject, Base):
    """A file under a record or a comment on it, seen by whoever sees that; one that was removed has no content."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_issue", "issue_id", "id", **only("issue_id IS NOT NULL")),
        Index("ix_attachment_action", "action_id", "id", **only("action_id IS NOT NULL")),
        Index("ix_attachment_decision", "decision_id", "id", **only("decision_id IS NOT NULL")),
        Index("ix_attachment_risk", "risk_id", "id", **only("risk_id IS NOT NULL")),
        Index("ix_attachment_problem", "problem_id", "id", **only("problem_id IS NOT NULL")),
        Index("ix_attachment_contract", "contract_id", "id", **only("contract_id IS NOT NULL")),
        Index("ix_attachment_scorecard", "scorecard_id", "id", **only("scorecard_id IS NOT NULL")),
        Index("ix_attachment_comment", "comment_id", "id", **only("comment_id IS NOT NULL")),
        Index("ix_attachment_file", "file_id", **only("file_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    name: Mapped[str] = mapped_column(String(160))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(BigInteger)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    uploaded_by: Mapped[Person] = link(lazy="joined", innerjoin=True)
    file: Mapped[StoredFile | None] = link()
    contract: Mapped[Contract | None] = link()

    @property
    def holder(self) -> Subject | Contract:
        """What it stands under: a record that people talk about, or a contract."""
        return self.contract or self.subject

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place, raised_by_id=self.uploaded_by_id, raised_side=self.side)
