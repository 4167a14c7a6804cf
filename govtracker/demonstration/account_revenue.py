"""What Northgate's two customers by name pay each month: one grows by what was offered, the other shrinks a little."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from govtracker.demonstration.customers import HOUSING, LOGISTICS
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import month_before
from govtracker.demonstration.structure import OFFICE
from govtracker.queries.partnership import customers as asked
from govtracker.rules import periods
from govtracker.services.partnership import account_revenue
from govtracker.services.partnership.account_revenue import Brought

MONTHS: Final = 16
SOURCE: Final = "Billing, month-end"


class Pays(NamedTuple):
    """Cents a month at first, more or less of them from month to month, and what offers bring from which month on."""

    base: int
    more: int
    cross_sell: int = 0
    up_sell: int = 0
    since: int = 0


PAYS: Final[Mapping[str, Pays]] = {
    LOGISTICS: Pays(41_200_00, 95_00, cross_sell=1_450_00, up_sell=3_200_00, since=13),
    HOUSING: Pays(17_900_00, -40_00, up_sell=600_00, since=15),
}


def bring(stage: Stage) -> None:
    """The newest months that are over, with a year before some of them."""
    office, at = stage.cast.viewer(OFFICE), stage.story.at
    this = stage.story.today.replace(day=1)
    known = asked.named(office.organisation_id, PAYS)
    for name, pays in PAYS.items():
        account = asked.account(office.organisation_id, known[name].account_id or 0)
        for place in range(MONTHS):
            month = periods.containing(month_before(this, MONTHS - place))
            offered = (pays.cross_sell, pays.up_sell) if place >= pays.since else (0, 0)
            wave = 350_00 * ((place * 5) % 7 - 3)
            account_revenue.keep(
                account, month, Brought(pays.base + place * pays.more + wave, *offered, SOURCE), by=office, at=at
            )
