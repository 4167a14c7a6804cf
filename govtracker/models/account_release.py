"""Which suppliers may read the name of a customer account: told by the client, account by account."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import Base
from govtracker.models.customer_account import CustomerAccount
from govtracker.models.people import Organisation, Person


class AccountRelease(Base):
    """A supplier that is told an account's name, until `withdrawn_at`."""

    __tablename__ = "account_release"
    __table_args__ = (Index("ix_account_release_once", "account_id", "supplier_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("customer_account.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    account: Mapped[CustomerAccount] = link(lazy="joined", innerjoin=True)
    supplier: Mapped[Organisation] = link(lazy="joined", innerjoin=True)
    released_by: Mapped[Person | None] = link(foreign_keys=released_by_id)
