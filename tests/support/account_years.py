"""Revenue of accounts in the test world: the same figures month after month."""

from datetime import date

from govtracker import database
from govtracker.database import db
from govtracker.models import CustomerAccount
from govtracker.rules import periods
from govtracker.services.partnership import account_revenue
from govtracker.services.partnership.account_revenue import Brought
from tests.support.supervised import AT
from tests.support.world import World


def brought(
    world: World, account_id: int, first_on: date, months: int, base: int, cross_sell: int = 0, up_sell: int = 0
) -> None:
    """So many months from the first one on, each with the same base, cross-sell and up-sell in minor units."""
    by = world.viewer("governance_office")
    with database.transaction():
        account = db.session.get_one(CustomerAccount, account_id)
        for on in range(months):
            month = periods.containing(periods.month_after(first_on, on))
            account_revenue.keep(account, month, Brought(base, cross_sell, up_sell, "Books"), by=by, at=AT)
