"""Customer accounts: named customers of a client organisation, which its governance office keeps."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, only
from govtracker.models.customer_segment import CustomerSegment
from govtracker.models.people import Person


class CustomerAccount(Base):
    """A customer by name, perhaps of a segment; `owner` is the colleague who answers for what is sold to them.

    `label` is what a supplier reads in place of the name until it is told it; all revenue is in `currency`. One that
    is retired is offered no more and keeps its issues.
    """

    __tablename__ = "customer_account"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        Index("ix_customer_account_label", "organisation_id", "label", unique=True),
        Index("ix_customer_account_owner_id", "owner_id", **only("owner_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(120))
    label: Mapped[str] = mapped_column(String(120))
    currency: Mapped[str] = mapped_column(String(3))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_segment.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    segment: Mapped[CustomerSegment | None] = link(lazy="joined")
    owner: Mapped[Person | None] = link(lazy="joined")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class
