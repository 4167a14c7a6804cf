"""Views of lists: kept under a name, shared, opened by default, changed by their owner or a SPOC, taken away."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.demonstration import views
from govtracker.enums import ListName
from govtracker.exports import actions, issues, portfolio
from govtracker.models import AuditEvent, DefaultView, SavedView
from govtracker.services.issues import saved_views
from govtracker.web import lists
from tests.services.issue_steps import raised
from tests.support.statements import counted
from tests.support.world import World

DESCRIBED = {
    ListName.ISSUES: issues.columns({}),
    ListName.ACTIONS: actions.COLUMNS,
    ListName.PORTFOLIO: portfolio.COLUMNS,
}
AT = datetime(2026, 11, 19, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_thursday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(AT)


def keep(world: World, who: str, name: str = "Late", place: str = "/r/MER", **values: str) -> Any:
    form = {"submission_id": f"{who} {name}", "name": name, "audience": "", "query": "overdue=1&sort=-opened", **values}
    return world.client(who).post(f"{place}/views/issues", data=form)


def offered(world: World, who: str, address: str = "/r/MER/issues?view=standard") -> dict[str, str]:
    """The names in the menu of views, each with the address it leads to."""
    page = world.client(who).get(address).text
    menu = page[page.index("View: ") : page.index("Keep this view")]
    found = re.findall(r'menu-item" href="([^"]+)"[^>]*>([^<]+)<', menu)
    return {unescape(name): unescape(href) for href, name in found}


def stored(app: Flask) -> list[SavedView]:
    with app.app_context():
        return list(db.session.scalars(select(SavedView).order_by(SavedView.id)))


def test_a_view_is_the_query_string_of_its_list_and_opens_as_it_was(app: Flask, world: World) -> None:
    with app.app_context():
        raised(world, "client_spoc", AT)
    answer = keep(world, "client_spoc", query="status=all&sort=-opened&columns=due,area&after=x&format=csv&colour=red")
    assert answer.status_code == 303
    [view] = stored(app)
    assert parse_qs(view.query) == {"status": ["all"], "sort": ["-opened"], "columns": ["due,area"]}
    assert parse_qs(urlsplit(answer.location).query) == {**parse_qs(view.query), "view": [str(view.id)]}
    page = world.client("client_spoc").get(answer.location).text
    assert "View: Late" in page
    assert re.findall(r'<th scope="col"[^>]*>\s*(?:<a[^>]*>)?([^<]+)', page) == ["Issue", "Due", "Functional area"]


def test_the_same_form_sent_twice_keeps_one_view(app: Flask, world: World) -> None:
    assert keep(world, "client_spoc").location == keep(world, "client_spoc").location
    assert len(stored(app)) == 1


def test_ones_own_view_exists_for_nobody_else(world: World) -> None:
    keep(world, "client_spoc", "Mine alone")
    assert "Mine alone" in offered(world, "client_spoc")
    assert "Mine alone" not in offered(world, "client_deputy")
    assert "Mine alone" not in offered(world, "supplier_spoc")
    assert world.client("client_deputy").get("/views/1").status_code == 404


def test_a_shared_view_is_offered_to_the_side_or_both_sides(world: World) -> None:
    keep(world, "supplier_lead", "Ours", audience="supplier")
    keep(world, "supplier_lead", "Everybody's", audience="shared")
    assert offered(world, "supplier_office").keys() >= {"Ours", "Everybody's"}
    assert "Ours" not in offered(world, "client_spoc")
    assert "Everybody's" in offered(world, "auditor")


def test_whoever_only_reads_shares_nothing(app: Flask, world: World) -> None:
    for who in ("client_observer", "executive"):
        assert keep(world, who, audience="shared").status_code == 422
        assert keep(world, who, "Own").status_code == 303
    assert keep(world, "client_lead", audience="supplier").status_code == 422
    assert keep(world, "client_lead", place="", audience="shared").status_code == 422
    assert [view.audience for view in stored(app)] == [None, None]


def test_a_shared_view_is_changed_by_its_owner_and_the_spocs(app: Flask, world: World) -> None:
    keep(world, "supplier_lead", audience="shared")
    for who, status in (("client_lead", 403), ("auditor", 403), ("supplier_lead", 303), ("client_spoc", 303)):
        values = {"name": f"Late, says {who}", "seen": "{}"}
        assert world.client(who).post("/r/MER/views/1", data=values).status_code == status, who
        assert world.client(who).get("/views/1").status_code == 404  # it is nobody's own
    assert stored(app)[0].name == "Late, says client_spoc"
    assert world.client("client_lead").post("/r/MER/views/1/removal").status_code == 403
    assert world.client("supplier_spoc").post("/r/MER/views/1/removal").status_code == 303
    assert stored(app) == []


def test_a_view_takes_over_what_the_list_shows_now(app: Flask, world: World) -> None:
    keep(world, "client_spoc")
    form = world.client("client_spoc").get("/views/1?severity=critical&view=1").text
    assert "Let it show what the list shows now" in form
    values = {"name": "Late", "seen": '{"name": "Late"}', "take": "y", "query": "severity=critical&view=1"}
    assert world.client("client_spoc").post("/views/1", data=values).status_code == 303
    assert stored(app)[0].query == "severity=critical"


def test_two_who_rename_a_view_at_once_see_each_other(app: Flask, world: World) -> None:
    keep(world, "supplier_lead", audience="shared")
    seen = {"seen": '{"name": "Late"}'}
    world.client("client_spoc").post("/r/MER/views/1", data={"name": "Too late", **seen})
    answer = world.client("supplier_lead").post("/r/MER/views/1", data={"name": "Very late", **seen})
    assert answer.status_code == 422
    assert "Changed meanwhile to “Too late”" in answer.text
    assert 'value="Very late"' in answer.text


def test_a_list_opens_with_its_default_and_the_standard_stays_at_hand(app: Flask, world: World) -> None:
    keep(world, "client_spoc", opens="y")
    client = world.client("client_spoc")
    answer = client.get("/r/MER/issues")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {"overdue": ["1"], "sort": ["-opened"], "view": ["1"]}
    assert client.get("/r/MER/issues?view=standard").status_code == 200
    assert client.get("/r/MER/issues?status=all").status_code == 200
    assert client.get("/issues").status_code == 200
    assert world.client("client_deputy").get("/r/MER/issues").status_code == 200
    client.post("/views/1/default", data={"wanted": ""})
    assert client.get("/r/MER/issues").status_code == 200


def test_one_view_opens_a_list_not_two(app: Flask, world: World) -> None:
    keep(world, "client_spoc", "One", opens="y")
    keep(world, "supplier_lead", "Two", audience="shared")
    assert world.client("client_spoc").post("/r/MER/views/2/default", data={"wanted": "1"}).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(DefaultView.view_id)).all() == [2]
    assert world.client("client_spoc").get("/r/MER/issues").location.endswith("view=2")


def test_a_view_taken_away_opens_nothing_any_more(world: World) -> None:
    keep(world, "supplier_lead", audience="shared")
    world.client("client_spoc").post("/r/MER/views/1/default", data={"wanted": "1"})
    world.client("supplier_lead").post("/r/MER/views/1/removal")
    assert world.client("client_spoc").get("/r/MER/issues").status_code == 200


def test_views_over_all_relationships_are_offered_in_each(world: World) -> None:
    keep(world, "client_spoc", "Everywhere", place="")
    assert "Everywhere" in offered(world, "client_spoc", "/issues?view=standard")
    address = offered(world, "client_spoc")["Everywhere"]
    assert address.startswith("/r/MER/issues?")
    keep(world, "client_spoc", "There")
    assert "There" not in offered(world, "client_spoc", "/issues?view=standard")


def test_what_is_shared_is_on_record_there_and_what_is_ones_own_is_not(app: Flask, world: World) -> None:
    keep(world, "client_spoc", "Own")
    keep(world, "client_spoc", "For all", audience="shared")
    with app.app_context():
        events = db.session.execute(select(AuditEvent.chain, AuditEvent.action, AuditEvent.changes)).all()
    mer = world.relationships["MER"]
    assert (mer, "view_saved", {"view": [None, "For all"]}) in [tuple(event) for event in events]
    assert [event.changes for event in events if event.chain == mer] == [{"view": [None, "For all"]}]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": " "}, "Give the view a name."),
        ({"name": "x" * 81}, "longer than 80"),
        ({"query": "q=" + "x" * 1001}, "more than a view can hold"),
        ({"audience": "everybody"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    app: Flask, world: World, values: dict[str, str], said: str
) -> None:
    answer = keep(world, "client_spoc", **values)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert stored(app) == []


def test_a_person_keeps_so_many_views_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST", 1)
    assert keep(world, "client_spoc", "One").status_code == 303
    assert "Take one away first" in keep(world, "client_spoc", "Two").text


def test_views_cost_a_list_one_statement(world: World) -> None:
    for name in ("One", "Two", "Three"):
        keep(world, "client_spoc", name)
    client = world.client("client_spoc")
    client.get("/r/MER/issues?view=standard")
    with counted() as made:
        client.get("/r/MER/issues?view=standard")
    assert len(made) <= 8
    assert sum("saved_view" in statement for statement in made) == 1


def test_actions_and_the_portfolio_have_views_too(world: World) -> None:
    client = world.client("governance_office")
    form = {"submission_id": "a", "name": "Lowest", "audience": "", "query": "sort=score&standing=watch", "opens": "y"}
    assert client.post("/views/portfolio", data=form).location.startswith("/portfolio?sort=score&standing=watch&view=")
    assert client.get("/portfolio").status_code == 302
    form = {"submission_id": "b", "name": "Done", "audience": "", "query": "status=finished"}
    assert client.post("/r/MER/views/actions", data=form).location.startswith("/r/MER/actions?status=finished")
    assert client.get("/views/new/raid").status_code in (200, 404)
    assert client.get("/views/new/people").status_code == 404


# --- columns ---------------------------------------------------------------------------------------------------------


def test_ticked_boxes_are_said_as_one_wish(world: World) -> None:
    client = world.client("client_spoc")
    answer = client.get("/issues?status=all&columns=due&columns=severity&view=")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {"status": ["all"], "columns": ["due,severity"]}


def test_a_column_moves_further_forward_without_scripts(world: World) -> None:
    client = world.client("client_spoc")
    answer = client.get("/issues?columns=due&columns=severity&columns=area&up=area")
    assert parse_qs(urlsplit(answer.location).query) == {"columns": ["due,area,severity"], "choose": ["columns"]}
    chooser = client.get(answer.location).text
    boxes = re.findall(r'name="columns" value="(\w+)"( checked)?', chooser)
    assert [key for key, ticked in boxes if ticked] == ["due", "area", "severity"]
    assert ("opened", "") in boxes


def test_the_choice_of_columns_keeps_the_rest_of_the_address(world: World) -> None:
    chooser = world.client("client_spoc").get("/issues?q=phone&columns=due&choose=columns").text
    assert ("q", "phone") in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', chooser)


def test_columns_nobody_knows_are_named(world: World) -> None:
    page = world.client("client_spoc").get("/issues?columns=salary").text
    assert "does not know what to do with: salary" in page


def test_every_view_of_the_demonstration_is_one_its_list_understands() -> None:
    for _, _, list_name, _, query, _ in views.KEPT:
        asked = dict(parse_qsl(query))
        assert dict(parse_qsl(lists.kept(list_name, asked))) == asked
        described = DESCRIBED[list_name]
        assert described.chosen(asked.get("columns"))[1] == []
