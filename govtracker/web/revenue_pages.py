"""What pages show of the revenue of customers: a year of it, its growth, and its course as a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from govtracker import clock
from govtracker.access import Viewer
from govtracker.charts import account_revenue as drawing
from govtracker.charts.account_revenue import Course
from govtracker.charts.pictures import Look, Picture, Size, Table
from govtracker.models import CustomerAccount
from govtracker.queries import NotFound
from govtracker.queries.partnership import account_figures
from govtracker.queries.partnership.supervision import Customer
from govtracker.rules import periods
from govtracker.rules.partnership import account_totals
from govtracker.rules.partnership.account_totals import Year
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Shown:
    """The revenue of a customer up to a month: a year in each currency, and the course in the one with the most."""

    customer: Customer
    up_to: Period
    years: Sequence[Year]
    currency: str
    course: Course

    @property
    def digest(self) -> str:
        """What the picture shows, in 16 letters."""
        return drawing.digest(self.customer.name, self.currency, self.course)

    @property
    def src(self) -> str:
        """The address of the picture."""
        kind = "accounts" if isinstance(self.customer, CustomerAccount) else "segments"
        return url_for("account_revenue.course", kind=kind, customer_id=self.customer.id, v=self.digest)

    @property
    def words(self) -> str:
        """The picture in a sentence."""
        return drawing.description(self.currency, self.course)

    @property
    def table(self) -> Table:
        """The months behind the picture."""
        return drawing.table(self.currency, self.course)

    @property
    def sizes(self) -> Mapping[Size, tuple[int, int]]:
        """The room the picture takes."""
        return drawing.SIZES

    def drawn(self, look: Look, size: Size) -> Picture:
        """The picture."""
        return drawing.picture(self.customer.name, self.currency, self.course, look=look, size=size)


def of_customer(viewer: Viewer, customer: Customer) -> Shown | None:
    """What is kept of a customer up to the month before this one; None where that is nothing."""
    up_to = last_month(viewer)
    found = account_figures.course(viewer, customer, up_to=up_to)
    if not found:
        return None
    years = account_figures.of_customer(viewer, customer, up_to=up_to)
    currency = years[0].currency if years else min(found)
    return Shown(customer, up_to, years, currency, account_totals.course(found.get(currency, ()), up_to.first_day))


def drawable(viewer: Viewer, customer: Customer) -> Shown:
    """The same to be drawn; raises NotFound where nothing is kept."""
    shown = of_customer(viewer, customer)
    if shown is None:
        raise NotFound
    return shown


def last_month(viewer: Viewer) -> Period:
    """The newest month that is over where the person is."""
    return periods.containing(clock.today(viewer.zone)).previous()
