"""A workbook from somebody's desk, imported by hand: sheet and columns chosen, rows refused, taken over, taken back."""

import io
from datetime import date

import pytest
import xlsxwriter
from playwright.sync_api import FilePayload, Page, expect

from tests.support import browsing, measured
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.browsing import NewPage
from tests.support.world import World

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = (
    ("CSAT", date(2026, 10, 1), 82.5),
    ("PRICE", "10/2026", "4,60"),
    ("SL", "2026-10", 101),
    ("NOPE", "2026-10", 5),
    ("INV", "2026-10", "=1/0"),
)


@pytest.fixture
def mer(live_server) -> World:
    world = worlds.make(live_server.app)
    measured.agree(world)
    measured.enter(world, "2026-10", {"CSAT": "76"})
    return world


def workbook() -> FilePayload:
    """Two sheets; the figures are on the second, under names nobody could guess."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Read me").write_row(0, 0, ["Nothing", "to see"])
        sheet, dated = book.add_worksheet("Figures"), book.add_format({"num_format": "mmm yyyy"})
        sheet.write_row(0, 0, ["What", "When", "How much"])
        for number, (kpi, month, figure) in enumerate(ROWS, 1):
            sheet.write(number, 0, kpi)
            sheet.write(number, 1, month, dated if isinstance(month, date) else None)
            if figure == "=1/0":
                sheet.write_formula(number, 2, figure, None, "#DIV/0!")
            else:
                sheet.write(number, 2, figure)
    return FilePayload(name="october.xlsx", mimeType=KIND, buffer=file.getvalue())


def signed_in(new_page: NewPage, served: Served, world: World, who: str) -> Page:
    """A page of that person on a phone."""
    page = new_page(**browsing.PHONE)
    session = served.app.session_interface.get_signing_serializer(served.app).dumps(  # type: ignore[attr-defined]
        worlds.cookie(who)
    )
    page.context.add_cookies([{"name": "session", "value": session, "url": served.url}])
    return page


def refusals(page: Page) -> str:
    return page.get_by_role("table", name="Refused rows").inner_text()


def test_a_workbook_is_mapped_checked_imported_and_taken_back(live_server, mer, new_page):
    page = signed_in(new_page, live_server, mer, "supplier_lead")
    page.goto("/r/MER/measurements")
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("Excel workbook or CSV file").set_input_files(workbook())
    page.get_by_role("button", name="Check the file").click()

    expect(
        page.get_by_text("KPI (code or name): Choose the column that says it. Or take another sheet")
    ).to_be_visible()
    page.get_by_label("Sheet").select_option("Figures")
    page.get_by_role("button", name="Take this sheet").click()
    for label, column in (("KPI (code or name)", "What"), ("Month, week or day", "When"), ("Value", "How much")):
        page.get_by_label(label, exact=True).select_option(label=column)
    page.get_by_role("button", name="Check again").click()

    said = refusals(page)
    assert "A percentage cannot be above 100." in said
    assert "NOPE" in said
    assert "#DIV/0!" in said
    assert not browsing.barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Take the rows that are valid").check()
    page.get_by_role("button", name="Import 2 values").click()
    expect(page.get_by_text("2 taken, 0 unchanged, 3 refused.")).to_be_visible()
    page.goto("/r/MER/measurements?period=2026-10")
    expect(page.get_by_label("Customer satisfaction, October 2026")).to_have_value("82.5")

    page.go_back()
    page.get_by_role("button", name="Take this import back").click()
    expect(page.get_by_text("2 taken back, 0 touched since")).to_be_visible()
    page.goto("/r/MER/measurements?period=2026-10")
    expect(page.get_by_label("Customer satisfaction, October 2026")).to_have_value("76")
