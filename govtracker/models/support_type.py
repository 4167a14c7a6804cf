"""The catalogue of support types of a client organisation, which its governance office edits."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base


class SupportType(Base):
    """One kind of contact, such as billing inquiries. One that is retired is offered no more and keeps its scopes."""

    __tablename__ = "support_type"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
