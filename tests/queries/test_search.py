"""Searching issues: the same answers on both databases, and nothing the person may not see."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, Severity
from govtracker.models import Issue
from govtracker.queries import search
from govtracker.queries.issues import issues as asked
from govtracker.services.issues import issues
from tests.services.issue_steps import raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("in_app")


def found(world: World, who: str, words: str, **more: bool) -> list[str]:
    """Titles of what that person finds, the newest first."""
    viewer = world.viewer(who)
    sides = [(place.relationship_id, place.side) for place in asked.standpoints(viewer)]
    ids = search.issues(viewer, sides, words, **more).ids
    titles = {row.id: row.title for row in db.session.execute(select(Issue.id, Issue.title))}
    return [titles[issue_id] for issue_id in ids]


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("billing", True),
        ("BILLING outage", True),
        ("bill", True),  # the last word may be a beginning
        ("bill outage", False),  # the others may not
        ("outage bill", True),
        ("café", True),
        ("CAFE", True),
        ("naïve", False),
        ("mer-1", True),
        ("'; drop table issue; --", False),
        ('billing" OR "x', False),
        ("billing & !outage | :*", True),
        ("NOT billing", False),
        ("in1shared", False),
        ("400", True),
        ("😀", False),
        ('"billing outage"', True),
        ('"outage billing"', False),
        ('"400 calls an"', True),
        ('"outage at"', False),  # no phrase reaches from the title into the text
        ("mer-2", False),
        ("mer-a1", False),
        ("", False),
        ("   ", False),
        ("x" * 5000, False),
    ],
)
def test_words_are_found_however_they_are_written(world: World, words: str, hit: bool) -> None:
    raised(world, "client_spoc", AT, title="Billing outage", description="At the Café, 400 calls an hour.")
    assert found(world, "client_lead", words) == (["Billing outage"] if hit else [])


def test_nobody_finds_what_is_not_theirs(world: World) -> None:
    raised(world, "client_spoc", AT, title="Shared billing")
    raised(world, "client_spoc", AT, title="Our billing", audience=Audience.CLIENT)
    raised(world, "supplier_spoc", AT, title="Their billing", audience=Audience.SUPPLIER)
    assert found(world, "client_member", "billing") == ["Our billing", "Shared billing"]
    assert found(world, "supplier_office", "billing") == ["Their billing", "Shared billing"]
    assert found(world, "other_client_spoc", "billing") == []
    assert found(world, "administrator", "billing") == []


def test_a_standpoint_that_is_not_the_viewers_opens_nothing(world: World) -> None:
    raised(world, "supplier_spoc", AT, title="Their billing", audience=Audience.SUPPLIER)
    client, supplier = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    theirs = [(place.relationship_id, place.side) for place in asked.standpoints(supplier)]
    assert search.issues(client, theirs, "billing").ids == []


def test_what_was_edited_is_found_by_its_new_words_alone(world: World) -> None:
    issue = raised(world, "client_spoc", AT, title="Billing outage")
    viewer = world.viewer("client_spoc")
    with database.transaction():
        stored = db.session.scalars(select(Issue).where(Issue.id == issue.id)).one()
        issues.edit(stored, {"title": "Payments are down"}, by=viewer, at=AT)
    assert found(world, "client_spoc", "outage") == []
    assert found(world, "client_spoc", "payments") == ["Payments are down"]
    with database.transaction():
        db.session.scalars(select(Issue).where(Issue.id == issue.id)).one().severity = Severity.LOW
    assert found(world, "client_spoc", "payments") == ["Payments are down"]


def test_any_word_finds_what_shares_one_and_closed_ones_may_be_left_out(world: World) -> None:
    raised(world, "client_spoc", AT, title="Phones crackle")
    closed = raised(world, "client_spoc", AT, title="Phones are silent")
    with database.transaction():
        db.session.scalars(select(Issue).where(Issue.id == closed.id)).one().is_open = False
    assert found(world, "client_spoc", "phones headsets", any_word=True) == ["Phones are silent", "Phones crackle"]
    assert found(world, "client_spoc", "phones headsets", any_word=True, only_open=True) == ["Phones crackle"]


def test_more_than_is_looked_at_is_said(world: World) -> None:
    for number in range(4):
        raised(world, "client_spoc", AT, title=f"Billing {number}")
    viewer = world.viewer("client_spoc")
    sides = [(place.relationship_id, place.side) for place in asked.standpoints(viewer)]
    few = search.issues(viewer, sides, "billing", most=3)
    assert (len(few.ids), few.more) == (3, True)
    assert search.issues(viewer, sides, "billing", most=4).more is False
