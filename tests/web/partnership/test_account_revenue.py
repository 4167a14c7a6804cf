"""The pages of an account's revenue: entered, corrected with its reason, read by whoever supervises."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.support import account_years, supervised
from tests.support.statements import counted
from tests.support.supervised import AT, SUPERVISOR, Customers
from tests.support.world import World

NOW = AT + timedelta(hours=3)
ACCOUNT, REVENUE = "/supervision/accounts/1", "/supervision/accounts/1/revenue"


@pytest.fixture
def customers(world: World, clock_at: Callable[[datetime], None]) -> Customers:
    clock_at(NOW)
    return supervised.known(world)


def typed(**values: str) -> dict[str, str]:
    return {"period": "2026-10", "base": "1000", "cross_sell": "100,50", "up_sell": "", "source": "Books"} | values


def test_a_month_is_entered_once_and_corrected_with_a_reason(world: World, customers: Customers) -> None:
    office = world.client("governance_office")
    assert "No month is kept yet" in office.get(REVENUE).text
    assert office.post(REVENUE, data=typed()).status_code == 303
    assert "1,100.50 EUR" in office.get(REVENUE).text
    again = office.post(REVENUE, data=typed(base="7"))
    assert (again.status_code, "October 2026 is kept already" in again.text) == (422, True)
    month = f"{REVENUE}/months/2026-10"
    changed = {"base": "1200", "cross_sell": "100.5", "up_sell": "0", "source": "Books", "seen": "{}"}
    refused = office.post(month, data=changed)
    assert (refused.status_code, "Say in a few words why the figure changes." in refused.text) == (422, True)
    assert office.post(month, data={**changed, "reason": "An invoice came late"}).status_code == 303
    shown = office.get(month).text
    assert "An invoice came late" in shown
    assert "1,300.50 EUR" in office.get(REVENUE).text
    assert (
        office.get(f"{REVENUE}/months/2026-09").status_code == office.get(f"{REVENUE}/months/soon").status_code == 404
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"period": "2026-13"}, "There is no month 13"),
        ({"period": "2026-12"}, "This month has not begun yet."),
        ({"base": ""}, "Enter what they paid"),
        ({"base": "10.0055"}, "An amount in EUR has at most two decimals."),
        ({"up_sell": "-3"}, "it cannot be below nothing"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    world: World, customers: Customers, wrong: dict[str, str], sentence: str
) -> None:
    answer = world.client("governance_office").post(REVENUE, data=typed(**wrong))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Books"' in answer.text  # nothing typed is lost


def test_a_supervisor_reads_the_year_and_its_course_at_a_constant_cost(world: World, customers: Customers) -> None:
    """11,000 a month after 10,000, a tenth of it offered: a tenth more than the year before."""
    supervisor = world.client(SUPERVISOR)
    assert "No revenue is kept yet" in supervisor.get(ACCOUNT).text
    with world.context():
        account_years.brought(world, customers.harbour, date(2026, 9, 1), 2, 9_900_00, 600_00, 500_00)
        account_years.brought(world, customers.harbour, date(2025, 9, 1), 2, 10_000_00)
    with counted() as few:
        page = supervisor.get(ACCOUNT).text
    with world.context():
        account_years.brought(world, customers.harbour, date(2025, 11, 1), 10, 9_900_00, 600_00, 500_00)
        account_years.brought(world, customers.harbour, date(2024, 11, 1), 10, 10_000_00)
    with counted() as many:
        page = supervisor.get(ACCOUNT).text
    assert len(few) == len(many)
    for said in ("132,000.00 EUR", "+10.0 %", "cross-sell 7,200.00 EUR, up-sell 6,000.00 EUR", "12 compared"):
        assert said in page, said
    assert "132,000.00 EUR" in supervisor.get("/supervision").text
    listed = supervisor.get(REVENUE).text
    assert ("October 2026" in listed, "Enter a month" in listed) == (True, False)
    drawn = supervisor.get("/supervision/accounts/1/revenue/course")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert supervisor.get("/supervision/segments/1/revenue/course").status_code == 404
