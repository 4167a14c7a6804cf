"""What the pages of a contract show beside its facts: notice dates, what does not fit the criteria, its documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import Incentive, Side
from govtracker.models import Contract, Relationship
from govtracker.queries.issues.talk import File
from govtracker.queries.performance import contracts
from govtracker.rules.performance import contract_support, notice_dates
from govtracker.rules.performance import contracts as rules
from govtracker.rules.performance.contract_support import Finding
from govtracker.rules.performance.contracts import Share
from govtracker.rules.performance.notice_dates import LastDay


@dataclass(frozen=True)
class Terms:
    """What a version moves money by: its incentives, their share of all credits, and what is remarked on them."""

    remarks: Sequence[str]
    portions: dict[int, Any]
    findings: Sequence[Finding]


def of_terms(contract: Contract) -> Terms:
    """Incentives against the criteria in force."""
    deal = contract.deal
    shares = [Share(one.kpi_id, one.pool, one.share, one.direction, one.threshold) for one in deal.terms]
    codes = {one.kpi_id: one.kpi.code for one in contract.terms}
    return Terms(
        rules.remarks({pool.name: pool.share for pool in contract.pools}, shares),
        contract_support.portions(deal.terms, Incentive.CREDIT),
        contract_support.check(contracts.weighed(contract.relationship_id), deal.terms, codes),
    )


def notices(contract: Contract) -> dict[Side, tuple[LastDay, int] | None]:
    """Side → its next last day of notice, and how many days are left; None where there is none."""
    found: dict[Side, tuple[LastDay, int] | None] = {}
    for side in Side:
        today = clock.today(contract.relationship.company(side).zone)
        last = notice_dates.last_day(contract.duration, side, today)
        found[side] = (last, (last.last_on - today).days) if last else None
    return found


def end(contract: Contract) -> date | None:
    """When it ends as things stand."""
    return notice_dates.ends_on(contract.duration, clock.today(contract.relationship.client.zone))


def files(viewer: Viewer, relationship: Relationship) -> list[File]:
    """Its documents, as far as the person sees them."""
    rows = contracts.files(viewer, relationship.id)
    return [
        File(row.id, row.name, row.media_type, row.size, row.audience, row.uploaded_by_id, row.by, row.uploaded_at)
        for row in rows
    ]
