"""What an account of Northgate brings, and one that is named in front of a supplier that was not told its name."""

from collections.abc import Callable
from datetime import datetime

from govtracker.enums import Audience, Severity
from govtracker.models import CustomerAccount
from govtracker.queries import find
from govtracker.rules import periods
from govtracker.services.issues import issues
from govtracker.services.issues.issues import NewIssue
from govtracker.services.partnership import account_revenue, customer_accounts
from govtracker.services.partnership.account_revenue import Brought
from tests.support.world import World


def brings(world: World, account: CustomerAccount, write: Callable[[str, str], str], *, at: datetime) -> None:
    """A month of it."""
    brought = Brought(1_000_00, source=write("k", "source of an account’s revenue"))
    by = world.viewer("auditor")
    account_revenue.keep(account, periods.parse("2026-10"), brought, by=by, at=at)


def named(world: World, name: str, *, at: datetime) -> None:
    """An account of that name, and a shared issue in which the client says that it is affected."""
    customer_accounts.add(world.organisations["Northgate"], name, by=world.viewer("auditor"), at=at)
    spoc = world.viewer("client_spoc")
    new = NewIssue(
        title="Their line is down",
        description="Since this morning.",
        area_id=world.areas["Customer care"],
        severity=Severity.LOW,
        audience=Audience.SHARED,
        segment=name,
    )
    issues.raise_issue(find.relationship(spoc, "MER"), new, by=spoc, at=at)
