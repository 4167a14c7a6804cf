"""How a company judges its support types: as it set it, else ours."""

from sqlalchemy import select

from govtracker.models import SourcingPortfolio
from govtracker.queries import NotFound, find
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.judging import OURS, Judging


def of(organisation_id: int) -> Judging:
    """What holds in a company."""
    return read(stored(organisation_id))


def read(found: SourcingPortfolio | None) -> Judging:
    """What a company's row says; ours where it has set nothing."""
    if found is None:
        return OURS
    return Judging(
        found.currency,
        found.misfit_points,
        found.low_up_to,
        found.high_from,
        found.critical_from,
        Floor(found.floor_measure, found.floor),
        found.growth_target,
    )


def stored(organisation_id: int) -> SourcingPortfolio | None:
    """What a company has set itself, None where it has not."""
    try:
        return find.one(select(SourcingPortfolio).where(SourcingPortfolio.organisation_id == organisation_id))
    except NotFound:
        return None
