"""The figures of a month arrive in a file, and both companies sign what they say."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from govtracker import clock
from govtracker.rules import periods
from tests.support.acting import signed_in


@pytest.fixture
def month() -> periods.Period:
    """The month that has ended."""
    return periods.containing(clock.today("Europe/Berlin")).previous()


def test_month_is_completed_by_a_file_shared_by_one_side_and_agreed_by_the_other(demo_server, new_page, month):
    supplier = signed_in(new_page, "Noah Berg")
    supplier.goto(f"/r/CFS/scorecards/{month.key}")
    expect(supplier.get_by_text("Not measured: Price per visit, Travel per visit.")).to_be_visible()
    bring_the_figures(supplier, month)
    supplier.goto(f"/r/CFS/scorecards/{month.key}")
    expect(supplier.get_by_text("Not measured")).to_have_count(0)
    expect(supplier.get_by_text("coverage 100 %")).to_be_visible()
    supplier.get_by_role("button", name="Share it").click()
    expect(supplier.get_by_text("It is agreed when the other side signs too.")).to_be_visible()

    client = signed_in(new_page, "Petra Stein")
    row = client.get_by_role("table", name="To agree").get_by_role("row").filter(has_text=month.name)
    row.get_by_role("link", name="Read and agree").click()
    client.get_by_role("button", name="Agree", exact=True).click()
    for name in ("Petra Stein", "Noah Berg"):
        expect(client.get_by_role("definition").filter(has_text=name)).to_be_visible()
    expect(client.get_by_role("button", name="Dispute…")).to_have_count(0)


def bring_the_figures(supplier: Page, month: periods.Period) -> None:
    """By a file with a German comma, and one row that cannot be right: seen before anything is stored."""
    rows = ["KPI;Month;Value", f"VISIT;{month.key};88,40", f"TRAVEL;{month.key};39,1", f"KEPT;{month.key};109"]
    file = FilePayload(name="figures.csv", mimeType="text/csv", buffer="\n".join(rows).encode())
    supplier.goto("/r/CFS/measurements")
    supplier.get_by_role("link", name="Import a file").click()
    supplier.get_by_label("CSV file").set_input_files(file)
    supplier.get_by_role("button", name="Check the file").click()
    refused = supplier.get_by_role("table", name="Refused rows").get_by_role("row").filter(has_text="Row 4")
    expect(refused).to_contain_text("A percentage cannot be above 100.")
    supplier.get_by_role("button", name="Import 2 values").click()
    expect(supplier.get_by_text("2 taken, 0 unchanged, 1 refused.")).to_be_visible()
