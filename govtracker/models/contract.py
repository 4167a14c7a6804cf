"""Contracts: what both sides have signed, version by version, and what it pays for and holds back."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import (
    Audience,
    ContractStatus,
    EarnBack,
    Incentive,
    IncentiveThreshold,
    PricingModel,
    Side,
)
from govtracker.models.agreement import Agreement
from govtracker.models.criteria import Kpi
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.rules.performance.incentives import Deal, Term
from govtracker.rules.performance.notice_dates import Duration


class Contract(Agreement, Base):
    """One version of a relationship's contract. A draft is edited; what both SPOCs have confirmed is not any more.

    `charge` is what one month costs, in minor units of `currency`; percentages are 0–100. An open-ended one has no
    `ends_on`; one that renews itself goes on by `renewal_months`. Its incentives hold for months from `counts_from` on;
    of a credit `earn_back_share` percent is given back at most. `remind_at` is when it is looked at what somebody has
    to be reminded of.
    """

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("relationship_id", "version"),
        Index("uq_contract_in_force", "relationship_id", unique=True, **only("status = 'in_force'")),
        Index("uq_contract_in_work", "relationship_id", unique=True, **only("status = 'draft'")),
        Index("ix_contract_remind", "remind_at", "id", **only("remind_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    version: Mapped[int]
    status: Mapped[ContractStatus] = mapped_column(choice(ContractStatus, "status"))
    reference: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(160))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    renewal_months: Mapped[int | None]
    client_notice_days: Mapped[int]
    supplier_notice_days: Mapped[int]
    pricing: Mapped[PricingModel] = mapped_column(choice(PricingModel, "pricing"))
    currency: Mapped[str] = mapped_column(String(3))
    charge: Mapped[int] = mapped_column(BigInteger)
    at_risk: Mapped[Decimal]
    bonus: Mapped[Decimal]
    earn_back: Mapped[EarnBack] = mapped_column(choice(EarnBack, "earn_back"))
    earn_back_months: Mapped[int | None]
    earn_back_share: Mapped[Decimal]
    bonus_terms: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    counts_from: Mapped[date]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    in_force_at: Mapped[datetime | None]
    notice_side: Mapped[Side | None] = mapped_column(choice(Side, "notice_side"))
    notice_on: Mapped[date | None]
    notice_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    remind_at: Mapped[datetime | None]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    pools: Mapped[list["IncentivePool"]] = link(order_by="IncentivePool.position", cascade="all, delete-orphan")
    terms: Mapped[list["IncentiveTerm"]] = link(order_by="IncentiveTerm.id", cascade="all, delete-orphan")
    notice_by: Mapped[Person | None] = link(foreign_keys=notice_by_id)

    @property
    def duration(self) -> Duration:
        """How long it runs, as the rules see it."""
        return Duration(
            self.starts_on,
            self.ends_on,
            self.renewal_months,
            self.client_notice_days,
            self.supplier_notice_days,
            self.notice_on,
            self.notice_side,
        )

    @property
    def deal(self) -> Deal:
        """What it pays, as the rules see it."""
        return Deal(
            self.currency,
            self.charge,
            self.at_risk,
            self.bonus,
            self.earn_back,
            self.earn_back_months or 0,
            self.earn_back_share,
            self.starts_on,
            tuple(
                Term(one.kpi_id, one.pool.name, one.pool.share, one.share, one.direction, one.threshold)
                for one in self.terms
            ),
        )

    @property
    def edition(self) -> str:
        """What is confirmed: another one after each change of what the version says."""
        return self.updated_at.isoformat()

    @property
    def is_draft(self) -> bool:
        """Waits for the word of a side."""
        return self.status is ContractStatus.DRAFT

    @property
    def audience(self) -> Audience:
        """Both companies have signed it, and both read it."""
        return Audience.SHARED

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place()

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place)


class IncentivePool(Base):
    """A part of the amount at risk, `share` percent of it, that the KPIs in it divide among themselves."""

    __tablename__ = "incentive_pool"
    __table_args__ = (UniqueConstraint("contract_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    share: Mapped[Decimal]


class IncentiveTerm(Base):
    """One KPI that moves money: `share` percent of its pool, once it lies where the threshold says."""

    __tablename__ = "incentive_term"
    __table_args__ = (
        UniqueConstraint("contract_id", "kpi_id", "direction"),
        Index("ix_incentive_term_pool", "pool_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    pool_id: Mapped[int] = mapped_column(ForeignKey("incentive_pool.id"))
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id"))
    share: Mapped[Decimal]
    direction: Mapped[Incentive] = mapped_column(choice(Incentive, "direction"))
    threshold: Mapped[IncentiveThreshold] = mapped_column(choice(IncentiveThreshold, "threshold"))
    pool: Mapped[IncentivePool] = link(lazy="joined", innerjoin=True)
    kpi: Mapped[Kpi] = link(lazy="joined", innerjoin=True)
