"""What customer accounts bring, month by month: the base, cross-sell and up-sell."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.customer_account import CustomerAccount
from govtracker.models.people import Person


class AccountRevenue(Base):
    """All an account paid in the month that begins on `period_on`, in minor units of the account's currency.

    `source` says where the figures come from.
    """

    __tablename__ = "account_revenue"
    __table_args__ = (
        CheckConstraint("base >= 0 AND cross_sell >= 0 AND up_sell >= 0", name="amounts"),
        Index("ix_account_revenue_month", "account_id", "period_on", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("customer_account.id"))
    period_on: Mapped[date]
    base: Mapped[int] = mapped_column(BigInteger)
    cross_sell: Mapped[int] = mapped_column(BigInteger, default=0)
    up_sell: Mapped[int] = mapped_column(BigInteger, default=0)
    source: Mapped[str] = mapped_column(String(200), default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    account: Mapped[CustomerAccount] = link(lazy="joined", innerjoin=True)
    entered_by: Mapped[Person | None] = link(foreign_keys=entered_by_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class
