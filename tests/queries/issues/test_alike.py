"""Titles alike are found the same way on both databases, only in one's own relationship, at a fixed cost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import Issue
from govtracker.queries import claims, find
from govtracker.queries.issues import alike
from govtracker.queries.issues.issues import Standpoint
from govtracker.rules import likeness
from tests.services.issue_steps import raised
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
TITLES = (
    "Invoices stop after the release",
    "Invoicing stopped after release 7",
    "Phones are down",
    "Störung im Rechnungslauf",
    "100 % of_all invoices wrong",
)

pytestmark = pytest.mark.usefixtures("in_app")


def found(world: World, title: str, who: str = "client_spoc", key: str = "MER") -> list[tuple[str, int]]:
    viewer = world.viewer(who)
    place = Standpoint.of(find.relationship(viewer, key), viewer)
    return [(one.issue.title, one.percent) for one in alike.issues(viewer, place, title)]


def test_other_forms_of_the_same_words_are_found(world: World) -> None:
    for title in TITLES:
        raised(world, "client_spoc", AT, title=title)
    assert found(world, "Invoice stops after release") == [
        (title, likeness.percent("Invoice stops after release", title)) for title in TITLES[:2]
    ]
    assert found(world, "störung im rechnungslauf") == [(TITLES[3], 100)]
    assert found(world, "a % b") == []


def test_what_is_internal_or_of_another_relationship_is_not(world: World) -> None:
    raised(world, "client_spoc", AT, title="Invoices stop", audience=Audience.CLIENT)
    assert found(world, "Invoices stop") == [("Invoices stop", 100)]
    assert found(world, "Invoices stop", "supplier_spoc") == []
    assert found(world, "Invoices stop", "other_client_spoc", "CAS") == []


def test_a_changed_title_is_found_by_its_new_words_alone(world: World) -> None:
    raised(world, "client_spoc", AT, title="Phones are down")
    with database.transaction():
        db.session.scalars(select(Issue)).one().title = "Invoices stop"
    assert found(world, "Phones are down") == []
    assert found(world, "Invoices stop") == [("Invoices stop", 100)]
    with database.transaction():
        db.session.execute(text("UPDATE issue SET audience = 'client'"))
    assert found(world, "Invoices stop", "supplier_spoc") == []


def test_ten_thousand_alike_cost_one_statement_and_the_newest_are_looked_at(world: World) -> None:
    first = raised(world, "client_spoc", AT, title="Invoices stop")
    row = {name: getattr(first, name) for name in Issue.__table__.columns.keys() if name != "id"}  # noqa: SIM118
    copies = [
        {**row, "number": number, "title": f"Invoices stop {number}", "opened_at": AT + timedelta(seconds=number)}
        for number in range(2, 10_002)
    ]
    with database.transaction():
        claims.insert_rows(Issue, copies)
    with counted() as sent:
        titles = [title for title, _ in found(world, "Invoices stop 9")]
    assert len(titles) == alike.MOST
    assert all(int(title.split()[-1]) > 10_001 - alike.MOST_COMPARED for title in titles)
    assert len([one for one in sent if "issue.title" in one]) == 1


@pytest.mark.database("postgresql")
def test_our_percentage_is_that_of_the_database(world: World) -> None:
    plain = [title for title in TITLES if title.isascii()]  # which letters belong to words is a matter of its locale
    pairs = [(one, other) for one in plain for other in ("Invoice stops after release", *plain)]
    for one, other in pairs:
        theirs = db.session.scalar(text("SELECT similarity(:one, :other)"), {"one": one, "other": other})
        assert likeness.percent(one, other) == int(100 * theirs + 1e-6), (one, other)
