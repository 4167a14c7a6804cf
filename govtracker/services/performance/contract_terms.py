"""What a draft of a contract pays and holds back: its pools, and the KPIs in them."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import Contract, IncentivePool, IncentiveTerm
from govtracker.queries import NotFound
from govtracker.rules.performance import contracts
from govtracker.rules.performance.contracts import BadContract, Share
from govtracker.services import Refused, events

MOST_POOLS = 20
LONGEST_NAME = 80


def add_pool(draft: Contract, name: str, share: Decimal, *, by: Viewer, at: datetime) -> None:
    """A part of the amount at risk, in percent of it."""
    _require_draft(draft)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"Give the pool a name of at most {LONGEST_NAME} characters.", "name")
    if any(pool.name.casefold() == name.casefold() for pool in draft.pools):
        raise Refused("There is a pool of that name already.", "name")
    if len(draft.pools) >= MOST_POOLS:
        raise Refused(f"A contract has at most {MOST_POOLS} pools.", "name")
    _check(lambda: contracts.check_share(share, "portion"))
    position = max((pool.position for pool in draft.pools), default=0) + 1
    draft.pools.append(IncentivePool(position=position, name=name, share=share))
    _changed(draft, "pool_added", [None, f"{name}: {share:f} %"], by=by, at=at)


def remove_pool(draft: Contract, pool_id: int, *, by: Viewer, at: datetime) -> None:
    """Take a pool out, with the KPIs in it."""
    _require_draft(draft)
    pool = next((one for one in draft.pools if one.id == pool_id), None)
    if pool is None:
        raise NotFound
    for term in [one for one in draft.terms if one.pool_id == pool_id]:
        draft.terms.remove(term)
    db.session.flush()
    draft.pools.remove(pool)
    _changed(draft, "pool_removed", [f"{pool.name}: {pool.share:f} %", None], by=by, at=at)


def add_term(draft: Contract, share: Share, *, by: Viewer, at: datetime) -> None:
    """A KPI in a pool; a KPI has one credit and one bonus at most."""
    _require_draft(draft)
    pool = next((one for one in draft.pools if one.name == share.pool), None)
    if pool is None:
        raise Refused("Choose one of the pools.", "pool")
    _check(lambda: contracts.check_share(share.share))
    _check(lambda: contracts.check_threshold(share.direction, share.threshold))
    if any(one.kpi_id == share.kpi_id and one.direction is share.direction for one in draft.terms):
        raise Refused(f"This KPI has a {share.direction.value} already: take that one out first.", "kpi_id")
    term = IncentiveTerm(
        pool_id=pool.id,
        pool=pool,
        kpi_id=share.kpi_id,
        share=share.share,
        direction=share.direction,
        threshold=share.threshold,
    )
    draft.terms.append(term)
    db.session.flush()
    _changed(draft, "incentive_added", [None, _called(term)], by=by, at=at)


def remove_term(draft: Contract, term_id: int, *, by: Viewer, at: datetime) -> None:
    """Take a KPI's credit or bonus out."""
    _require_draft(draft)
    term = next((one for one in draft.terms if one.id == term_id), None)
    if term is None:
        raise NotFound
    draft.terms.remove(term)
    _changed(draft, "incentive_removed", [_called(term), None], by=by, at=at)


def copy(before: Contract, draft: Contract) -> None:
    """Take pools and KPIs of a version over into the next one."""
    pools = {}
    for pool in before.pools:
        pools[pool.id] = IncentivePool(position=pool.position, name=pool.name, share=pool.share)
        draft.pools.append(pools[pool.id])
    db.session.flush()
    for term in before.terms:
        made = IncentiveTerm(
            pool_id=pools[term.pool_id].id,
            kpi_id=term.kpi_id,
            share=term.share,
            direction=term.direction,
            threshold=term.threshold,
        )
        draft.terms.append(made)
    db.session.flush()


def unsign(draft: Contract, *, at: datetime) -> None:
    """What was confirmed has changed: both sides have to look again."""
    draft.updated_at = at
    draft.unsign(*Side)


def _changed(draft: Contract, what: str, told: list[str | None], *, by: Viewer, at: datetime) -> None:
    unsign(draft, at=at)
    events.record(draft, what, by=by, at=at, changes={"incentive": told})


def _called(term: IncentiveTerm) -> str:
    return f"{term.kpi.code}: {term.direction.value}, {term.share:f} % of {term.pool.name}"


def _check(rule: Callable[[], None]) -> None:
    try:
        rule()
    except BadContract as refusal:
        raise Refused(refusal.sentence, refusal.field) from None


def _require_draft(contract: Contract) -> None:
    if not contract.is_draft:
        raise Refused("This version does not change any more: begin a new one.")
