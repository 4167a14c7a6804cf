"""Opportunities with a customer: what could be sold, raised or made better, and what became of it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base, choice
from govtracker.enums import OpportunityKind, OpportunityStatus
from govtracker.models.customer_account import CustomerAccount
from govtracker.models.people import Person


class Opportunity(Base):
    """An opportunity passed to the account's owner, who says what becomes of it.

    `value` is what it may bring and `won` what it brought, in minor units of `currency`.
    """

    __tablename__ = "opportunity"
    __table_args__ = (Index("ix_opportunity_account", "account_id", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("customer_account.id"))
    kind: Mapped[OpportunityKind] = mapped_column(choice(OpportunityKind, "kind"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    value: Mapped[int | None] = mapped_column(BigInteger)
    won: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="")
    status: Mapped[OpportunityStatus] = mapped_column(
        choice(OpportunityStatus, "status"), default=OpportunityStatus.PASSED_ON
    )
    outcome: Mapped[str] = mapped_column(Text, default="")
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    account: Mapped[CustomerAccount] = link(lazy="joined", innerjoin=True)
    raised_by: Mapped[Person | None] = link(foreign_keys=raised_by_id)
    answered_by: Mapped[Person | None] = link(foreign_keys=answered_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class
