"""Lists as files: what the person sees, all of it, and nothing else."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from govtracker import database
from govtracker.enums import ActionType, Audience, ReviewStatus, Severity
from govtracker.queries import find
from govtracker.services.issues import actions
from govtracker.services.issues.actions import NewAction
from govtracker.web import exporting
from tests.services.issue_steps import raised
from tests.support import forums, measured
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_thursday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def taken(world: World, who: str, address: str) -> Any:
    """The answer to that person, read to its end."""
    answer = world.client(who).get(address)
    answer.get_data()
    answer.close()
    return answer


def table(world: World, who: str, address: str) -> list[dict[str, str]]:
    """The rows of a CSV file by the titles of its columns."""
    answer = taken(world, who, address)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def issues(app: Flask, world: World) -> None:
    """MER-1 critical and MER-2 low for both, MER-C1 for the client alone."""
    with app.app_context():
        raised(world, "client_spoc", AT, title="=cmd()", category="Billing")
        raised(world, "client_lead", AT, title="Slow line", severity=Severity.LOW, area_id=world.areas["Quality"])
        raised(world, "client_spoc", AT, title="Ours alone", audience=Audience.CLIENT)


def test_a_file_holds_what_the_page_shows_in_its_order(app: Flask, world: World) -> None:
    issues(app, world)
    address = "/r/MER/issues?sort=-severity&format=csv"
    answer = taken(world, "client_spoc", address)
    assert answer.headers["Content-Disposition"] == "attachment; filename=MER-issues-2026-11-19.csv"
    assert answer.headers["Content-Length"] == str(len(answer.get_data()))
    rows = table(world, "client_spoc", address)
    assert [row["Issue"] for row in rows] == ["MER-2", "MER-C1", "MER-1"]
    assert [row["Seen by"] for row in rows] == ["both companies", "only Northgate", "both companies"]
    assert rows[2]["Title"] == "'=cmd()"
    assert rows[2]["Waiting on"] == "Meridian"
    assert rows[2]["Opened (Europe/Berlin)"] == "2026-11-19 09:00"


def test_filters_hold_in_the_file_and_columns_are_the_chosen_ones(app: Flask, world: World) -> None:
    issues(app, world)
    rows = table(world, "client_spoc", "/issues?severity=critical&columns=category,due&format=csv")
    assert list(rows[0]) == ["Issue", "Title", "Seen by", "Functional area", "Owner", "Category", "Due"]
    assert [(row["Issue"], row["Category"]) for row in rows] == [("MER-1", "Billing"), ("MER-C1", "")]


def test_a_file_has_nothing_the_person_may_not_see(app: Flask, world: World) -> None:
    issues(app, world)
    assert [row["Issue"] for row in table(world, "supplier_spoc", "/issues?format=csv")] == [
        "MER-1",
        "MER-2",
    ]
    assert table(world, "other_supplier_spoc", "/issues?format=csv&status=all") == []
    assert world.client("other_supplier_spoc").get("/r/MER/issues?format=csv").status_code == 404


def test_a_file_goes_on_where_the_page_ends(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issues(app, world)
    monkeypatch.setattr(exporting, "PAGE", 1)
    assert len(table(world, "client_spoc", "/issues?format=csv&after=x")) == 3


def test_a_file_that_is_cut_says_so_in_its_name(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issues(app, world)
    monkeypatch.setattr(exporting, "MOST", 2)
    answer = taken(world, "client_spoc", "/issues?format=xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=issues-first-2-2026-11-19.xlsx"
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data()))
    rows, about = (book.get_sheet_by_index(place).to_python() for place in range(2))
    assert len(rows) == 3
    assert ["Rows", "2, the first of more: a file holds at most 2"] in about
    assert rows[1][rows[0].index("Due")] == date(2026, 11, 20)


def test_actions_are_a_file_too(app: Flask, world: World) -> None:
    viewer = world.viewer("client_spoc")
    with app.app_context(), database.transaction():
        mer = find.relationship(viewer, "MER")
        for owner, day in (("supplier_lead", 25), ("client_lead", 24)):
            new = NewAction("Check the list", ActionType.CORRECTION, world.people[owner], date(2026, 11, day), "late")
            actions.add(mer, new, by=viewer, at=AT, today=AT.date())
    rows = table(world, "client_member", "/r/MER/actions?format=csv")
    assert [(row["Action"], row["Who"], row["Side"], row["Due"], row["Put off"]) for row in rows] == [
        ("MER-A2", "Rafael Ortega", "Client", "2026-11-24", "0"),
        ("MER-A1", "Priya Nair", "Supplier", "2026-11-25", "0"),
    ]
    assert len(table(world, "client_lead", "/actions?format=csv&owner=me")) == 1


def test_a_format_nobody_knows_shows_the_page(world: World) -> None:
    assert world.client("client_spoc").get("/issues?format=pdf").mimetype == "text/html"


def test_a_page_of_rows_costs_a_statement(app: Flask, world: World) -> None:
    issues(app, world)
    taken(world, "client_spoc", "/r/MER/issues?format=csv")
    with counted() as made:
        taken(world, "client_spoc", "/r/MER/issues?format=csv")
    assert len(made) <= 6


def test_what_a_search_found_is_a_file(app: Flask, world: World) -> None:
    issues(app, world)
    rows = table(world, "supplier_spoc", "/search?q=slow&format=csv")
    assert [(row["What"], row["Key"]) for row in rows] == [("Issue", "MER-2")]
    assert table(world, "supplier_spoc", "/search?q=ours&format=csv") == []


def test_the_portfolio_is_a_file_of_the_relationships_one_sees(world: World) -> None:
    rows = table(world, "governance_office", "/portfolio?sort=name&format=csv")
    assert [(row["Relationship"], row["Supplier"]) for row in rows] == [("CAS", "Cascade"), ("MER", "Meridian")]
    assert {row["Structure"] for row in rows} == {"no areas yet", "1 vacant"}
    assert [row["Relationship"] for row in table(world, "supplier_spoc", "/portfolio?format=csv")] == ["MER"]
    assert "does not know what to do with: colour" in world.client("supplier_spoc").get("/portfolio?colour=red").text


def test_measurements_are_a_file_of_figures(world: World) -> None:
    measured.agree(world)
    measured.enter(world, "2026-10", measured.OCTOBER)
    [csat] = [row for row in table(world, "auditor", "/r/MER/measurements?format=csv") if row["Code"] == "CSAT"]
    assert (csat["October 2026"], csat["November 2026"]) == ("76", "")


def test_reviews_are_a_file_those_to_come_first(app: Flask, world: World) -> None:
    with app.app_context(), database.transaction():
        made = forums.forum(world)
        forums.review(made, AT - timedelta(days=30), ReviewStatus.HELD)
        forums.review(made, AT + timedelta(days=5))
    rows = table(world, "supplier_member", "/r/MER/reviews?format=csv")
    assert [(row["When (Asia/Manila)"], row["Status"]) for row in rows] == [
        ("2026-11-24 16:00", "Scheduled"),
        ("2026-10-20 16:00", "Held"),
    ]
