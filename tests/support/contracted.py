"""A contract of MER with a service credit on two KPIs, confirmed by both SPOCs."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import EarnBack, Incentive, IncentiveThreshold, PricingModel
from govtracker.models import Contract, Kpi
from govtracker.queries import find
from govtracker.rules.performance.contracts import Facts, Share
from govtracker.services.performance import contract_terms, contracts, incentives
from tests.support.world import World

D = Decimal
AT = datetime(2026, 9, 10, 8, tzinfo=UTC)
FACTS = Facts(
    reference="MSA-2024-07",
    title="Customer care services",
    starts_on=date(2024, 3, 1),
    ends_on=date(2027, 2, 28),
    renewal_months=12,
    client_notice_days=90,
    supplier_notice_days=180,
    pricing=PricingModel.PER_CONTACT,
    currency="EUR",
    charge=D("100000"),
    at_risk=D(10),
    bonus=D(0),
    earn_back=EarnBack.NONE,
    earn_back_months=None,
    earn_back_share=D(100),
    counts_from=date(2026, 1, 1),
)


def drafted(world: World, *shares: tuple[str, str], **changed: Any) -> Contract:
    """A draft of MER with one pool of half the amount at risk and credits on these KPIs; within a transaction."""
    spoc = world.viewer("client_spoc")
    draft = contracts.enter(find.relationship(spoc, "MER"), replace(FACTS, **changed), by=spoc, at=AT)
    if shares:
        contract_terms.add_pool(draft, "Quality", D(50), by=spoc, at=AT)
        db.session.flush()
    for code, share in shares:
        low = IncentiveThreshold.BELOW_MINIMUM
        wanted = Share(kpi_id(world, code), "Quality", D(share), Incentive.CREDIT, low)
        contract_terms.add_term(draft, wanted, by=spoc, at=AT)
    return draft


def confirm(world: World, draft: Contract, *, at: datetime = AT) -> None:
    """Both SPOCs, within a transaction."""
    contracts.agree(draft, draft.edition, by=world.viewer("client_spoc"), at=at)
    contracts.agree(draft, draft.edition, by=world.viewer("supplier_spoc"), at=at)


def in_force(world: World, *shares: tuple[str, str], at: datetime = AT, **changed: Any) -> int:
    """A contract both sides have confirmed; its id."""
    with world.context(), database.transaction():
        draft = drafted(world, *shares, **changed)
        confirm(world, draft, at=at)
        return draft.id


def kpi_id(world: World, code: str) -> int:
    """The KPI of MER with that code."""
    found = select(Kpi.id).where(Kpi.relationship_id == world.relationships["MER"], Kpi.code == code)
    return int(db.session.scalars(found).one())


def adjustment(world: World) -> None:
    """An adjustment of October the client's SPOC proposes, within a transaction."""
    spoc = world.viewer("client_spoc")
    relationship = find.relationship(spoc, "MER")
    incentives.propose_adjustment(relationship, date(2026, 10, 1), D(150), "Rework we paid for", by=spoc, at=AT)
