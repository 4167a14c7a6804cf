"""The name of a customer: the supplier reads a label until the client tells it the name, however it is written."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import AuditEvent, CustomerAccount, Issue, Organisation
from govtracker.queries import find
from govtracker.queries.partnership import customers
from govtracker.services import Refused
from govtracker.services.issues import issues
from govtracker.services.partnership import account_releases, customer_accounts
from tests.services import issue_steps
from tests.support import supervised
from tests.support.supervised import AT
from tests.support.world import World

NAME, LABEL = "Harbour Bank", "Customer 1"


def said(world: World, who: str, segment: str = NAME, **values: Any) -> tuple[str, int | None]:
    issue = issue_steps.raised(world, who, AT, segment=segment, **values)
    stored = db.session.get_one(Issue, issue.id)
    return stored.segment, stored.customer_account_id


def decide(world: World, harbour: int, deed: str = "release", supplier: str = "Meridian") -> None:
    office = world.viewer("governance_office")
    with database.transaction():
        account = db.session.get_one(CustomerAccount, harbour)
        told = db.session.get_one(Organisation, world.organisations[supplier])
        getattr(account_releases, deed)(account, told, by=office, at=AT)


def test_the_supplier_reads_a_label_until_it_is_told_the_name(in_app: Flask, world: World) -> None:
    known = supervised.known(world)
    assert said(world, "client_spoc") == (LABEL, known.harbour)
    assert said(world, "client_spoc", "harbour bank") == (LABEL, known.harbour)
    assert not [one for one in db.session.query(AuditEvent).filter_by(subject_type="issue") if NAME in one.text]
    decide(world, known.harbour, supplier="Cascade")
    assert said(world, "client_spoc") == (LABEL, known.harbour)
    decide(world, known.harbour)
    assert said(world, "client_spoc") == (NAME, known.harbour)
    decide(world, known.harbour, "withdraw")
    assert said(world, "client_spoc") == (LABEL, known.harbour)
    decide(world, known.harbour)
    assert said(world, "client_spoc") == (NAME, known.harbour)


def test_what_only_the_client_reads_says_the_name(in_app: Flask, world: World) -> None:
    known = supervised.known(world)
    assert said(world, "client_spoc", audience=Audience.CLIENT) == (NAME, known.harbour)


def test_what_the_supplier_types_stays_and_tells_it_nothing(in_app: Flask, world: World) -> None:
    known = supervised.known(world)
    assert said(world, "supplier_spoc") == (NAME, known.harbour)
    assert said(world, "supplier_spoc", LABEL.lower()) == (LABEL.lower(), known.harbour)


def test_editing_says_no_more_than_raising(in_app: Flask, world: World) -> None:
    known, spoc = supervised.known(world), world.viewer("client_spoc")
    issue = issue_steps.raised(world, "client_spoc", AT, segment="Households")
    with database.transaction():
        found = find.issue(spoc, "MER", issue.key.removeprefix("MER-"))
        issues.edit(found, {"segment": NAME}, by=spoc, at=AT)
    assert (found.segment, found.customer_account_id) == (LABEL, known.harbour)


def _edited(world: World, harbour: int, at: datetime = AT, **values: object) -> None:
    with database.transaction():
        account = db.session.get_one(CustomerAccount, harbour)
        customer_accounts.edit(account, values, by=world.viewer("governance_office"), at=at)


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("", "Say what suppliers read"),
        ("The harbour BANK", "gives the name away"),
        ("Customer 2", "Another account is called"),
        ("x" * 121, "at most 120"),
    ],
)
def test_a_label_gives_nothing_away(in_app: Flask, world: World, label: str, sentence: str) -> None:
    known = supervised.known(world)
    with database.transaction():
        customer_accounts.add(
            world.organisations["Northgate"], "Customer 2", label="The second", by=world.viewer("auditor"), at=AT
        )
    with pytest.raises(Refused, match=sentence):
        _edited(world, known.harbour, label=label)
    _edited(world, known.harbour, label="A bank in the north")
    assert said(world, "client_spoc") == ("A bank in the north", known.harbour)


def test_a_new_name_is_not_in_the_words_that_stand_for_it(in_app: Flask, world: World) -> None:
    known = supervised.known(world)
    _edited(world, known.harbour, label="Best Hotel of all")
    with pytest.raises(Refused, match="would hold this name") as refusal:
        _edited(world, known.harbour, name="Best Hotel")
    assert refusal.value.field == "name"
    _edited(world, known.harbour, name="Best Hotel", label="A house by the sea")


def test_accounts_are_numbered_past_names_that_are_taken(in_app: Flask, world: World) -> None:
    supervised.known(world)
    company, by = world.organisations["Northgate"], world.viewer("auditor")
    with database.transaction():
        customer_accounts.add(company, "Customer 3", label="A third", by=by, at=AT)
        added = customer_accounts.add(company, "Lakeside", by=by, at=AT)
        assert added.label == "Customer 4"
        assert added.currency == "EUR"


def test_the_clients_own_people_read_the_name_behind_the_label(in_app: Flask, world: World) -> None:
    supervised.known(world)
    issue = issue_steps.raised(world, "client_spoc", AT, segment=NAME)
    assert customers.behind(world.viewer("client_spoc"), issue) == NAME
    assert customers.behind(world.viewer(supervised.SUPERVISOR), issue) == NAME
    assert customers.behind(world.viewer("supplier_spoc"), issue) == ""


def test_older_issues_lead_to_a_segment_that_is_added_with_their_words(in_app: Flask, world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", AT, segment="gold")
    supplier_only = issue_steps.raised(world, "supplier_spoc", AT, segment="Gold", audience=Audience.SUPPLIER)
    known = supervised.known(world)
    db.session.expire_all()
    assert db.session.get_one(Issue, issue.id).customer_segment_id == known.gold
    assert db.session.get_one(Issue, supplier_only.id).customer_segment_id is None
