"""What a client's operations supervisor reads: the issues of their customer, and not one of anybody else's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from govtracker import database
from govtracker.access import Permission, SeatHeld, Viewer, allowed
from govtracker.database import db
from govtracker.enums import Audience, PortfolioRole, SeatRole, Severity, Side
from govtracker.models import AuditEvent, CustomerSegment, Issue, Person, Relationship
from govtracker.queries import find, viewers, visible
from govtracker.queries.partnership import customers
from govtracker.queries.partnership import supervisors as asked
from govtracker.services.issues import issues
from govtracker.services.partnership import customer_accounts, supervisors
from govtracker.services.performance import client_catalogues
from tests.services import issue_steps
from tests.support.world import World

AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
TODAY = AT.date()


@pytest.fixture
def served(world: World) -> Iterator[World]:
    """Northgate knows the segments Gold and Silver, and Harbour Bank, an account in Gold; so does Cascade know Gold."""
    with world.context():
        company = world.organisations["Northgate"]
        with database.transaction():
            gold = client_catalogues.add(CustomerSegment, company, "Gold", by=None, at=AT)
            client_catalogues.add(CustomerSegment, company, "Silver", by=None, at=AT)
            client_catalogues.add(CustomerSegment, world.organisations["Cascade"], "Gold", by=None, at=AT)
            db.session.flush()
            customer_accounts.add(company, "Harbour Bank", segment_id=gold.id, by=None, at=AT)
        yield world


def raised(world: World, who: str, segment: str, audience: Audience = Audience.SHARED, key: str = "MER") -> Issue:
    area = {} if key == "MER" else {"area_id": world.areas["Finance"]}
    severity = Severity.LOW
    return issue_steps.raised(world, who, AT, key, segment=segment, audience=audience, severity=severity, **area)


def test_a_text_that_names_a_customer_leads_to_it_whoever_types_it(served: World) -> None:
    names = {
        one.name: one.id for one in db.session.scalars(select(CustomerSegment).order_by(CustomerSegment.id.desc()))
    }
    account = customers.named(served.organisations["Northgate"], ["Harbour Bank"])["Harbour Bank"]
    assert account.segment_id == names["Gold"]
    for said, found in (
        ("gold", (names["Gold"], None)),
        ("Harbour bank", (names["Gold"], account.account_id)),
        ("Bronze", (None, None)),
        ("", (None, None)),
    ):
        issue = raised(served, "supplier_spoc", said)
        assert (issue.customer_segment_id, issue.customer_account_id) == found
        assert issue.segment == said


def test_another_name_leads_elsewhere_and_nothing_of_it_is_in_the_history(served: World) -> None:
    raised(served, "supplier_spoc", "Bronze")
    with database.transaction():
        viewer = served.viewer("client_spoc")
        issue = find.issue(viewer, "MER", "1")
        issues.edit(issue, {"segment": "Silver"}, by=viewer, at=AT)
        assert issue.customer_segment_id is not None
    said = [event.changes for event in db.session.scalars(select(AuditEvent).where(AuditEvent.subject_type == "issue"))]
    assert {"segment": ["Bronze", "Silver"]} in said
    assert not [changes for changes in said if "customer_segment_id" in changes or "customer_account_id" in changes]


def test_a_new_account_takes_in_the_issues_that_say_its_name_but_for_what_the_supplier_keeps(served: World) -> None:
    raised(served, "supplier_spoc", "acme")
    raised(served, "supplier_spoc", "Acme", Audience.SUPPLIER)
    with database.transaction():
        account = customer_accounts.add(served.organisations["Northgate"], "Acme", by=None, at=AT)
        account_id = account.id
    rows = db.session.execute(select(Issue.audience, Issue.customer_account_id))
    led = {row.audience: row.customer_account_id for row in rows}
    assert led == {Audience.SHARED: account_id, Audience.SUPPLIER: None}


def test_the_other_side_is_offered_what_was_said_and_not_the_clients_catalogue(served: World) -> None:
    raised(served, "client_spoc", "Silver")
    raised(served, "supplier_spoc", "Bronze")
    raised(served, "client_spoc", "Harbour Bank", Audience.CLIENT)
    relationship = db.session.get_one(Relationship, served.relationships["MER"])
    assert customers.offered(served.viewer("client_lead"), relationship) == ["Gold", "Harbour Bank", "Silver"]
    assert customers.offered(served.viewer("supplier_spoc"), relationship) == ["Bronze", "Silver"]


def test_the_role_is_read_with_the_days_it_holds_and_ends_at_once(served: World) -> None:
    company, person_id = served.organisations["Northgate"], served.people["nobody"]
    account = customers.named(company, ["Harbour Bank"])["Harbour Bank"]
    with database.transaction():
        person, customer = db.session.get_one(Person, person_id), customers.account(company, account.account_id or 0)
        role = supervisors.give(
            person,
            customer,
            from_on=TODAY,
            to_on=TODAY + timedelta(days=9),
            by=served.viewer("governance_office"),
            at=AT,
        )
        role_id = role.id

    def accounts(on: date) -> frozenset[int]:
        viewer = viewers.viewer(person_id, today=on)
        assert viewer is not None
        assert not viewer.segments
        return viewer.accounts

    days = (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=9), TODAY + timedelta(days=10))
    assert [bool(accounts(day)) for day in days] == [False, True, True, False]
    with database.transaction():
        supervisors.end(asked.role(company, role_id), by=None, at=AT)
    assert not accounts(TODAY)


def test_the_list_holds_what_the_rule_allows_whoever_looks(served: World) -> None:
    for segment in ("Gold", "Silver", "Harbour Bank", "Bronze"):
        raised(served, "client_spoc", segment)
        raised(served, "client_spoc", segment, Audience.CLIENT)
        raised(served, "supplier_spoc", segment, Audience.SUPPLIER)
    with database.transaction():
        for issue in db.session.scalars(select(Issue)).unique().all()[::2]:
            issue.relationship_id, issue.number = served.relationships["CAS"], issue.id + 100
    db.session.expire_all()
    stored = db.session.scalars(select(Issue)).unique().all()
    places = st.sampled_from([served.relationships["MER"], served.relationships["CAS"]])
    segments = [one.id for one in db.session.scalars(select(CustomerSegment))]
    accounts = [one.customer_account_id for one in stored if one.customer_account_id]
    seen_once = set()

    @settings(max_examples=80, deadline=None, database=None, derandomize=True)
    @given(
        st.sampled_from(sorted(served.organisations.values())),
        st.sets(st.sampled_from(segments)),
        st.sets(st.sampled_from(accounts)),
        st.sets(st.sampled_from(PortfolioRole), max_size=1),
        st.dictionaries(places, st.sampled_from(Side)),
    )
    def holds(company: int, own: set[int], named: set[int], roles: set[PortfolioRole], sides: dict[int, Side]) -> None:
        seats = tuple(SeatHeld(1, where, side, SeatRole.MEMBER) for where, side in sides.items())
        viewer = Viewer(
            1, company, "A B", roles=frozenset(roles), seats=seats, segments=frozenset(own), accounts=frozenset(named)
        )
        found = set(db.session.scalars(select(Issue.id).where(visible.supervised_issues(viewer))))
        assert found == {one.id for one in stored if allowed(viewer, Permission.SUPERVISE, one)}
        seen_once.update(found)

    holds()
    assert seen_once, "Nobody saw anything, which proves nothing."
    theirs = {one.id for one in stored if one.audience is Audience.SUPPLIER}
    assert not seen_once & theirs
