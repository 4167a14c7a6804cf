"""Value statements: what a customer is shown of a period, drafted from what stands here, frozen when released."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.customer_account import CustomerAccount
from govtracker.models.customer_segment import CustomerSegment
from govtracker.models.people import Person


class ValueStatement(Base):
    """A statement for one segment or account. `content` is the draft, as its rule reads it.

    Once it is released, `snapshot` is what was shown, as canonical JSON, and `digest` its SHA-256 in hex.
    """

    __tablename__ = "value_statement"
    __table_args__ = (
        CheckConstraint("(segment_id IS NULL) <> (account_id IS NULL)", name="one_subject"),
        Index("ix_value_statement_list", "organisation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_segment.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("customer_account.id"))
    title: Mapped[str] = mapped_column(String(200))
    from_on: Mapped[date]
    to_on: Mapped[date]
    content: Mapped[dict[str, Any]]
    snapshot: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    segment: Mapped[CustomerSegment | None] = link(lazy="joined")
    account: Mapped[CustomerAccount | None] = link(lazy="joined")
    drafted_by: Mapped[Person | None] = link(foreign_keys=drafted_by_id)
    released_by: Mapped[Person | None] = link(foreign_keys=released_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class
