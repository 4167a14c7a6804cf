"""The operations supervisor's pages: one customer across all suppliers, and nothing of anybody else."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from govtracker import database
from govtracker.enums import Audience, Severity
from govtracker.queries import find
from govtracker.queries.partnership import supervision, supervisors
from govtracker.services.governance import escalation
from govtracker.services.issues import comments, issues
from govtracker.services.partnership import supervisors as roles
from tests.services import issue_steps
from tests.support import supervised
from tests.support.statements import counted
from tests.support.supervised import AT, SUPERVISOR, Customers
from tests.support.world import World

NOW = AT + timedelta(hours=3)


@pytest.fixture
def customers(world: World, clock_at: Callable[[datetime], None]) -> Customers:
    clock_at(NOW)
    return supervised.known(world)


def raised(world: World, who: str, mark: str, segment: str, audience: Audience = Audience.SHARED) -> str:
    """The number of a new issue whose texts are marked."""
    said = {"title": f"{mark} title", "description": f"{mark} description", "segment": segment, "category": "Billing"}
    with world.context():
        issue = issue_steps.raised(world, who, AT, severity=Severity.LOW, audience=audience, **said)
        return issue.key.removeprefix("MER-")


def talked(world: World, who: str, number: str, mark: str, audience: Audience) -> None:
    viewer = world.viewer(who)
    with world.context(), database.transaction():
        found = find.issue(viewer, "MER", number)
        comments.write(found, f"{mark} comment", audience, by=viewer, at=AT)


@pytest.mark.parametrize("on", ["account", "segment"])
def test_a_supervisor_meets_what_is_of_their_customer_and_no_word_of_anything_else(
    world: World, clock_at: Callable[[datetime], None], on: str
) -> None:
    clock_at(NOW)
    customers = supervised.known(world, on=on)
    shared = raised(world, "client_spoc", "theirs1", "Harbour Bank")
    raised(world, "client_spoc", "theirs2", "Harbour Bank", Audience.CLIENT)
    talked(world, "client_lead", shared, "theirs3", Audience.CLIENT)
    talked(world, "supplier_lead", shared, "theirs4", Audience.SHARED)
    talked(world, "supplier_lead", shared, "secret1", Audience.SUPPLIER)
    raised(world, "supplier_spoc", "secret2", "Harbour Bank", Audience.SUPPLIER)
    raised(world, "client_spoc", "secret3", "Silver")
    raised(world, "client_spoc", "secret4", "")
    if on == "account":
        raised(world, "client_spoc", "secret5", "Gold")
    browser, seen = world.client(SUPERVISOR), ""
    here = f"/supervision/{on}s/{customers.harbour if on == 'account' else customers.gold}"
    numbers = [*range(1, 7), *(f"{side}{count}" for side in "CS" for count in (1, 2))]
    for address in (
        *("/supervision", here, f"/supervision/segments/{customers.silver}", "/issues", "/actions", "/portfolio", "/"),
        *("/search?q=secret", "/search?q=theirs", "/r/MER", "/r/MER/issues", "/calendar", "/notices", "/opportunities"),
        *(f"{base}/{number}" for base in ("/supervision/issues/MER", "/r/MER/issues") for number in numbers),
    ):
        answer = browser.get(address)
        assert answer.status_code in (200, 404), address
        seen += answer.get_data(as_text=True)
    assert set(re.findall(r"(?:theirs|secret)\d", seen)) == {f"theirs{one}" for one in range(1, 5)}
    assert browser.get("/r/MER").status_code == 404


def test_it_ends_at_once_with_the_role(world: World, customers: Customers) -> None:
    raised(world, "client_spoc", "theirs", "Harbour Bank")
    browser, page = world.client(SUPERVISOR), f"/supervision/accounts/{customers.harbour}"
    assert browser.get(page).status_code == browser.get("/supervision/issues/MER/1").status_code == 200
    with world.context(), database.transaction():
        role = supervisors.role(world.organisations["Northgate"], customers.role)
        roles.end(role, by=world.viewer("governance_office"), at=NOW)
    assert browser.get(page).status_code == browser.get("/supervision/issues/MER/1").status_code == 404
    assert browser.get("/supervision").status_code == 403


def test_what_comes_again_is_told_with_its_context_across_suppliers(world: World, customers: Customers) -> None:
    for number in range(3):
        raised(world, "client_spoc", f"outage{number}", "Harbour Bank")
    with world.context():
        viewer = world.viewer(SUPERVISOR)
        account = supervisors.account(viewer, customers.harbour)
        _, [again] = supervision.issues(viewer, account, at=NOW)
        assert (again.category, len(again.issues), again.understood) == ("Billing", 3, None)
        [figures] = supervision.figures(viewer, account, at=NOW)
        assert (figures.company, figures.open, figures.resolved, figures.mean) == ("Meridian", 3, 0, None)
    page = world.client(SUPERVISOR).get(f"/supervision/accounts/{customers.harbour}").get_data(as_text=True)
    assert "3 issues in 90 days, at Meridian" in page
    assert "waiting on Meridian" in page


@pytest.mark.parametrize(("who", "kind"), [(SUPERVISOR, "account"), ("governance_office", "segment")])
def test_the_page_sends_at_most_twelve_statements_however_much_it_shows(
    world: World, customers: Customers, who: str, kind: str
) -> None:
    customer_id = customers.harbour if kind == "account" else customers.gold
    browser, page = world.client(who), f"/supervision/{kind}s/{customer_id}"
    browser.get("/")
    raised(world, "client_spoc", "one", "Harbour Bank")
    with counted() as few:
        browser.get(page)
    for number in range(4):
        raised(world, "client_spoc", f"more{number}", "Harbour Bank")
    with counted() as many:
        browser.get(page)
    assert len(many) <= len(few) + 1 <= 12


def test_an_account_is_added_with_what_was_typed_kept_where_it_is_refused(world: World, customers: Customers) -> None:
    browser = world.client("governance_office")
    said = {"name": "harbour bank", "segment_id": str(customers.gold), "owner_id": ""}
    refused = browser.post("/supervision/accounts", data=said)
    assert refused.status_code == 422
    assert "among the accounts already" in refused.get_data(as_text=True)
    assert 'value="harbour bank"' in refused.get_data(as_text=True)
    assert browser.post("/supervision/accounts", data={**said, "name": "Acme"}).status_code == 303
    assert "Acme" in browser.get("/supervision/accounts").get_data(as_text=True)
    given = {"person_id": str(world.people["client_member"]), "customer": "account:2", "from_on": "2026-11-16"}
    assert browser.post("/supervision/supervisors", data=given).status_code == 303
    assert world.client("client_member").get("/supervision/accounts/2").status_code == 200


def test_an_opportunity_goes_to_the_accounts_owner_who_says_what_became_of_it(
    world: World, customers: Customers
) -> None:
    said = {"account_id": str(customers.harbour), "kind": "upgrade", "title": "Support at night", "value": "12000"}
    answer = world.client(SUPERVISOR).post("/opportunities", data={**said, "currency": "EUR"})
    assert answer.status_code == 303
    page = answer.headers["Location"]
    owner = world.client(supervised.OWNER)
    assert "Support at night" in owner.get("/notices").get_data(as_text=True)
    assert f'href="{page}"' in owner.get("/").get_data(as_text=True)
    assert "Say why it is not pursued" in owner.post(f"{page}/answer", data={"status": "not_pursued"}).get_data(
        as_text=True
    )
    won = owner.post(f"{page}/answer", data={"status": "won", "won": "9500", "outcome": "From January."})
    assert won.status_code == 303
    assert "9,500.00 EUR" in world.client(SUPERVISOR).get(page).get_data(as_text=True)
    assert world.client("client_member").get(page).status_code == 404
    assert world.client("supplier_spoc").get(page).status_code == 404


@pytest.mark.parametrize(
    ("field", "typed"), [("from_on", "0001-01-01"), ("to_on", "9999-12-31"), ("from_on", "0206-10-01")]
)
def test_a_statement_of_far_days_is_refused_beside_its_field(
    world: World, customers: Customers, field: str, typed: str
) -> None:
    said = {"from_on": "2026-10-01", "to_on": "2026-10-31", field: typed}
    answer = world.client(SUPERVISOR).post(f"/supervision/accounts/{customers.harbour}/statements", data=said)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.get_data(as_text=True)


def test_a_statement_is_drafted_from_what_is_shared_edited_and_released_for_good(
    world: World, customers: Customers
) -> None:
    for audience in (Audience.SHARED, Audience.CLIENT):
        number = raised(world, "client_spoc", "MER-9", "Harbour Bank", audience)
        who = "client_lead" if audience is Audience.CLIENT else "supplier_lead"
        with world.context(), database.transaction():
            viewer = world.viewer("client_spoc")
            escalation.acknowledge(find.current_rung(viewer, "MER", number), by=world.viewer(who), at=NOW)
            issues.start_work(find.issue(viewer, "MER", number), by=viewer, at=NOW)
            said = replace(issue_steps.CONTEXT, why_it_occurred=f"Meridian forgot it, {audience.value}.")
            issues.resolve(find.issue(viewer, "MER", number), said, by=viewer, at=NOW)
    browser = world.client(SUPERVISOR)
    drafted = browser.post(
        f"/supervision/accounts/{customers.harbour}/statements", data={"from_on": "2026-11-01", "to_on": "2026-11-30"}
    )
    assert drafted.status_code == 303
    page = drafted.headers["Location"]
    shown = browser.get(page).get_data(as_text=True)
    assert "our partner forgot it, shared." in shown
    assert "client." not in shown
    edit = f"{page}/edit"
    words = {"title": "November", "introduction": "Meridian had a bad month.", "resolved": "", "performance": ""}
    assert browser.post(edit, data={**words, "improvements": ""}).status_code == 303
    read = {"version": re.findall(r'name="version" value="(\d+)"', browser.get(page).text)[0]}
    refused = browser.post(f"{page}/release", data=read)
    assert refused.status_code == 422
    assert "It names Meridian" in refused.get_data(as_text=True)
    browser.post(edit, data={**words, "introduction": "We had a bad month.", "improvements": ""})
    late = browser.post(f"{page}/release", data=read)
    assert (late.status_code, "has changed since you opened the page" in late.text) == (422, True)
    read = {"version": re.findall(r'name="version" value="(\d+)"', late.text)[0]}
    assert browser.post(f"{page}/release", data=read).status_code == 303
    assert browser.post(edit, data={**words, "introduction": "All was well."}).status_code == 422
    kept = browser.get(page).get_data(as_text=True)
    assert "We had a bad month." in kept
    assert "SHA-256" in kept
    assert browser.get(f"{page}.pdf").get_data().startswith(b"%PDF")
