"""Full-text search over everything: one order on both databases, nothing internal to the other side, never stale."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from govtracker import database
from govtracker.access import Stance, sees
from govtracker.cli import searching
from govtracker.database import db
from govtracker.enums import ActionType, Audience, Severity
from govtracker.models import Comment, Issue, Organisation, Person, Relationship, SearchDocument, Topic
from govtracker.queries import find, search
from govtracker.queries.issues import issues as asked
from govtracker.queries.paging import Slice
from govtracker.rules import search_text
from govtracker.services.issues import actions, comments, issues
from govtracker.services.issues.actions import NewAction
from govtracker.services.structure import seats
from tests.services.issue_steps import raised
from tests.support import contracted, forums, measured, obliged, raid, valued
from tests.support.statements import counted
from tests.support.world import PEOPLE, World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("in_app")


def found(world: World, who: str, typed: str, **more: Any) -> list[str]:
    """What that person finds, in order: the kind and the title, or the text of what has none."""
    return [f"{row.kind}: {row.title or row.text}" for row in page(world, who, typed, **more).rows]


def page(world: World, who: str, typed: str, **more: Any) -> Slice:
    viewer = world.viewer(who)
    places = [(place.relationship_id, place.side) for place in asked.standpoints(viewer)]
    return search.found(viewer, places, search_text.wanted(typed), **more)


def acted(
    world: World, title: str, at: datetime, audience: Audience = Audience.SHARED, consequence: str = "It gets worse."
) -> None:
    viewer = world.viewer("supplier_spoc" if audience is Audience.SUPPLIER else "client_spoc")
    new = NewAction(title, ActionType.CORRECTIVE, viewer.person_id, at.date(), consequence, audience)
    with database.transaction():
        actions.add(find.relationship(viewer, "MER"), new, by=viewer, at=at, today=at.date())


def said(world: World, who: str, issue: Issue, body: str, at: datetime, audience: Audience = Audience.SHARED) -> None:
    viewer = world.viewer(who)
    with database.transaction():
        subject = find.issue(viewer, "MER", issue.key.removeprefix("MER-"))
        comments.write(subject, body, audience, by=viewer, at=at)


def test_decisions_risks_and_problems_are_found_by_those_who_see_them(world: World) -> None:
    with database.transaction():
        raid.decision(world, AT, reason="The tool works.")
        raid.risk(world, AT + HOUR)
        whys = [{"question": "Why does it break?", "answer": "Nobody oils the hinge."}]
        raid.problem(world, AT, description="Each tool breaks.", audience=Audience.CLIENT, five_whys=whys)
    shared = ["risk: The tool may fail", "decision: Keep the tool"]
    assert found(world, "supplier_member", "tool") == shared
    assert found(world, "client_member", "tool") == [shared[0], "problem: The tool fails", shared[1]]
    assert found(world, "other_client_spoc", "tool") == []
    assert found(world, "client_member", '"oils the hinge"') == ["problem: The tool fails"]
    assert searching_mends() == 0


def reviewed(world: World, title: str, notes: str, at: datetime) -> None:
    with database.transaction():
        review = forums.review(forums.forum(world), at)
        review.topics = [Topic(position=1, title=title, notes=notes)]


def corpus(world: World) -> None:
    """Records of every kind that speak of invoices, each an hour after the one before."""
    first = raised(world, "client_spoc", AT, title="Late invoices", description="Each month the invoice comes late.")
    raised(world, "supplier_spoc", AT + HOUR, title="Portal down", description="Nobody sees an invoice.")
    acted(world, "Send invoices by mail", AT + 2 * HOUR, consequence="We pay late.")
    acted(world, "Check the portal", AT + 3 * HOUR, consequence="An invoice is lost again.")
    said(world, "client_lead", first, "Again no invoice. Late!", AT + 4 * HOUR)
    reviewed(world, "Invoices", "Late payment was talked about.", AT + 5 * HOUR)
    raised(world, "client_spoc", AT + 6 * HOUR, title="Our own invoice check", audience=Audience.CLIENT)
    raised(world, "supplier_spoc", AT + 7 * HOUR, title="Their invoice desk", audience=Audience.SUPPLIER)
    said(world, "supplier_lead", first, "Invoice desk is understaffed.", AT + 8 * HOUR, Audience.SUPPLIER)


BOTH = [
    "topic: Invoices",
    "action: Send invoices by mail",
    "issue: Late invoices",
    "comment: Again no invoice. Late!",
    "action: Check the portal",
    "issue: Portal down",
]


@pytest.mark.parametrize(
    ("who", "typed", "expected"),
    [
        ("client_member", "invoice", ["issue: Our own invoice check", *BOTH]),
        (
            "supplier_member",
            "invoice",
            ["issue: Their invoice desk", *BOTH[:3], "comment: Invoice desk is understaffed.", *BOTH[3:]],
        ),
        ("auditor", "invoice", ["issue: Our own invoice check", *BOTH]),
        ("other_client_spoc", "invoice", []),
        ("administrator", "invoice", []),
        ("client_member", "late inv", ["issue: Late invoices", BOTH[0], BOTH[3], BOTH[1]]),
        ("client_member", '"late invoices"', ["issue: Late invoices"]),
        ("client_member", '"invoice comes"', ["issue: Late invoices"]),
        ("client_member", '"invoices each"', []),
        ("client_member", "inv late", []),  # only the last word may be a beginning
        ("client_member", "portal", ["action: Check the portal", "issue: Portal down"]),
        ("client_member", "priya", ["person: Priya Nair"]),
    ],
)
def test_what_is_found_and_in_which_order(world: World, who: str, typed: str, expected: list[str]) -> None:
    corpus(world)
    assert found(world, who, typed) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["comment"], ["comment: Again no invoice. Late!"]),
        (["topic", "action"], ["topic: Invoices", "action: Send invoices by mail", "action: Check the portal"]),
        (["person"], []),
    ],
)
def test_kinds_narrow_it(world: World, kinds: list[str], expected: list[str]) -> None:
    corpus(world)
    assert found(world, "client_member", "invoice", kinds=kinds) == expected


def test_people_are_found_by_whoever_shares_a_relationship_with_them(world: World) -> None:
    with database.transaction():
        for who in ("supplier_lead", "other_supplier_spoc", "nobody"):
            db.session.scalars(select(Person).where(Person.id == world.people[who])).one().job_title = "Billing lead"
    assert found(world, "client_observer", "billing") == ["person: Priya Nair"]
    assert found(world, "client_observer", "meridian")[0] == "relationship: MER Northgate and Meridian"
    assert len(found(world, "client_observer", "meridian")) == 1 + 5  # those who sit in it
    assert found(world, "governance_office", "billing") == ["person: Noah Berg", "person: Priya Nair"]
    assert found(world, "supplier_office", "billing") == ["person: Priya Nair"]
    assert found(world, "nobody", "billing") == []


def test_a_person_appears_when_they_are_seated_and_their_new_name_is_known(world: World) -> None:
    assert found(world, "supplier_lead", "nils") == []
    spoc = world.viewer("client_spoc")
    with database.transaction():
        seat = find.seat(spoc, "MER", world.seats["vacant_client"])
        seats.fill(seat, world.people["nobody"], from_on=AT.date(), by=spoc, at=AT, today=AT.date())
    assert found(world, "supplier_lead", "nils") == ["person: Nils Frei"]
    with database.transaction():
        db.session.scalars(select(Organisation).where(Organisation.name == "Northgate")).one().name = "Southgate"
    assert found(world, "supplier_lead", "southgate", kinds=["relationship"]) == [
        "relationship: MER Southgate and Meridian"
    ]
    assert "person: Nils Frei" in found(world, "supplier_lead", "southgate")
    assert searching_mends() == 0


class Undone(Exception):
    pass


def _renamed_and_undone(topic_id: int) -> None:
    with database.transaction():
        db.session.scalars(select(Topic).where(Topic.id == topic_id)).one().title = "Zebra"
        db.session.flush()
        raise Undone


def searching_mends() -> int:
    return sum(looked.mended for looked in searching.mend())


def test_the_index_follows_every_write_and_nothing_that_was_taken_back(world: World) -> None:
    corpus(world)
    reviewing = select(Topic)
    with database.transaction():
        topic = db.session.scalars(reviewing).one()
        topic.decision = "Ask the treasurer."
        comment = db.session.scalars(select(Comment).where(Comment.body.startswith("Again"))).one()
        comment.body = "Treasurer was told."
    assert found(world, "supplier_spoc", "treasurer") == ["topic: Invoices", "comment: Treasurer was told."]
    with database.transaction():
        db.session.scalars(select(Comment).where(Comment.body.startswith("Treasurer"))).one().removed_at = AT
    assert found(world, "supplier_spoc", "treasurer") == ["topic: Invoices"]
    with pytest.raises(Undone):
        _renamed_and_undone(db.session.scalars(reviewing).one().id)
    assert found(world, "supplier_spoc", "zebra") == []
    with database.transaction():
        db.session.delete(db.session.scalars(reviewing).one())
    assert found(world, "supplier_spoc", "treasurer") == []
    assert searching_mends() == 0


def test_a_change_that_nobody_could_search_for_leaves_the_index_alone(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    viewer = world.viewer("client_spoc")
    with counted() as made, database.transaction():
        issues.edit(find.issue(viewer, "MER", str(issue.number)), {"severity": Severity.LOW}, by=viewer, at=AT)
    assert not [statement for statement in made if "search_document" in statement]


def test_a_broken_index_is_mended(world: World) -> None:
    corpus(world)
    assert searching_mends() == 0
    with database.transaction():
        db.session.execute(delete(SearchDocument).where(SearchDocument.kind == "action"))
        db.session.execute(update(SearchDocument).where(SearchDocument.kind == "topic").values(title="zebra"))
        db.session.execute(
            update(SearchDocument)
            .where(SearchDocument.kind == "comment")
            .values(subject_id=SearchDocument.subject_id + 9)
        )
    assert found(world, "client_spoc", "zebra") == ["topic: Invoices"]
    assert {looked.kind: looked.mended for looked in searching.mend() if looked.mended} == {
        "action": 2,
        "comment": 4,
        "topic": 1,
    }
    assert found(world, "client_spoc", "zebra") == []
    assert found(world, "client_member", "invoice")[1:] == BOTH
    assert searching_mends() == 0


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_hold_everything_once_in_both_directions(world: World, size: int) -> None:
    corpus(world)
    whole = found(world, "client_member", "invoice")
    pages, cursor = [], None
    while True:
        one = page(world, "client_member", "invoice", size=size, after=cursor)
        pages.append(one)
        cursor = one.after
        if cursor is None:
            break
    assert [f"{row.kind}: {row.title or row.text}" for one in pages for row in one.rows] == whole
    assert pages[0].before is None
    for earlier, later in pairwise(pages):
        assert found(world, "client_member", "invoice", size=size, before=later.before) == [
            f"{row.kind}: {row.title or row.text}" for row in earlier.rows
        ]


@pytest.mark.parametrize("cursor", ["", "x", "2.5", "1.", "1." + "9" * 19, "-1.3", "0.0", "1.١"])
def test_a_cursor_that_is_none_does_no_harm(world: World, cursor: str) -> None:
    corpus(world)
    page(world, "client_member", "invoice", after=cursor)
    page(world, "client_member", "invoice", before=cursor)


def test_nobody_finds_a_word_of_what_is_not_theirs(world: World) -> None:
    """A word that stands in one record alone is found by exactly those the rule lets see the record."""
    shared = raised(world, "client_spoc", AT, title="Shared matter")
    places = {
        "ours": (Audience.CLIENT, "client_spoc"),
        "theirs": (Audience.SUPPLIER, "supplier_spoc"),
        "everybodys": (Audience.SHARED, "supplier_spoc"),
    }
    for word, (audience, who) in places.items():
        raised(world, who, AT, title=f"Canary{word}title", description=f"canary{word}text", audience=audience)
        said(world, who, shared, f"canary{word}comment", AT, audience)
        acted(world, f"canary{word}action", AT, audience)
    with database.transaction():
        mer = db.session.scalars(select(Relationship).where(Relationship.key == "MER")).unique().one()
        stances = {word: Stance(mer.place(audience)) for word, (audience, _) in places.items()}
    for who in PEOPLE:
        viewer = world.viewer(who)
        for word, stance in stances.items():
            for record in ("title", "text", "comment", "action"):
                hits = page(world, who, f"canary{word}{record}").rows
                assert len(hits) == sees(viewer, stance), (who, word, record)
        everything = page(world, who, "canary", size=100).rows
        assert len(everything) == sum(3 * sees(viewer, stance) for stance in stances.values())


def test_somebody_elses_places_open_nothing(world: World) -> None:
    corpus(world)
    client, supplier = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    theirs = [(place.relationship_id, place.side) for place in asked.standpoints(supplier)]
    wanted = search_text.wanted("desk")
    assert search.found(client, theirs, wanted).rows == []
    assert search.found(client, [], search_text.wanted("invoice")).rows == []
    other = world.viewer("other_client_spoc")
    assert search.found(other, theirs, search_text.wanted("invoice")).rows == []
    assert search.found(other, theirs, search_text.wanted("priya")).rows == []


def test_more_places_than_are_named_are_narrowed_all_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_PLACES", 0)
    corpus(world)
    assert found(world, "client_member", "invoice") == ["issue: Our own invoice check", *BOTH]
    assert found(world, "other_client_spoc", "invoice") == []
    assert found(world, "other_client_spoc", "priya") == []
    assert found(world, "client_member", "priya") == ["person: Priya Nair"]


def test_a_search_costs_as_many_statements_however_much_is_found(world: World) -> None:
    viewer = world.viewer("client_spoc")
    places = [(place.relationship_id, place.side) for place in asked.standpoints(viewer)]
    corpus(world)
    with counted() as few:
        search.found(viewer, places, search_text.wanted("priya"))
    for number in range(30):
        raised(world, "client_spoc", AT, title=f"Invoice {number}")
    with counted() as many:
        search.found(viewer, places, search_text.wanted("invoice"))
    assert len(few) == len(many) == 2


WORDS = st.text(st.characters(codec="utf-8", categories=["Ll", "Lu", "Lo", "Nd"]), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_record_is_found_by_each_of_its_words_on_both_databases(world: World, typed: list[str]) -> None:
    title = " ".join(typed)
    issue = raised(world, "client_spoc", AT, title=title)
    viewer = world.viewer("client_spoc")
    for phrase in ('"' + title + '"', *typed):
        wanted = search_text.wanted(phrase)
        if wanted.phrases:
            places = [(issue.relationship_id, viewer.seats[0].side)]
            assert issue.id in {
                row.subject_id for row in search.found(viewer, places, wanted, kinds=["issue"], size=99).rows
            }


@pytest.mark.parametrize(
    "word", ["1e5", "0x1f", "10e400", "5e3abc", "v2", "a1b2", "12345678901234567890123", "ß", "日本語"]
)
def test_words_that_databases_read_differently_are_found(world: World, word: str) -> None:
    raised(world, "client_spoc", AT, title=f"Before {word} after")
    assert found(world, "client_spoc", word, kinds=["issue"]) == [f"issue: Before {word} after"]
    assert found(world, "client_spoc", f'"before {word} after"') == [f"issue: Before {word} after"]


def test_the_contract_in_force_and_the_obligations_are_found_by_whoever_sees_the_relationship(world: World) -> None:
    measured.agree(world)
    contracted.in_force(world)
    obliged.agreed(world, title="Forecast of invoices")
    expected = {"contract: Customer care services", "obligation: Forecast of invoices"}
    for who in ("client_member", "supplier_member"):
        assert {*found(world, who, "services"), *found(world, who, "forecast")} == expected
        assert found(world, who, '"MSA-2024-07"') == ["contract: Customer care services"]
    assert found(world, "other_client_spoc", "forecast") == []


def test_programmes_benefits_and_launches_are_found_by_whoever_sees_the_relationship(world: World) -> None:
    valued.noted(world)
    valued.planned(world)
    programme, benefit = "programme: Calls settled", "benefit: Cost of repeat contacts"
    launch = "launch: Fibre for business"
    said = {"calls": [programme], '"fewer come back"': [programme], "repeat": [benefit], '"monthly invoice"': [benefit]}
    said |= {"fibre": [launch], "tariff": [launch]}
    for who in ("client_member", "supplier_member"):
        assert {typed: found(world, who, typed) for typed in said} == said
    assert {typed: found(world, "other_client_spoc", typed) for typed in said} == {typed: [] for typed in said}
    assert found(world, "client_member", "calls repeat fibre", kinds=["benefit"]) == []
    with database.transaction():
        valued.the_launch(world).title = "Copper for business"
    assert found(world, "supplier_member", "fibre") == []
    assert found(world, "supplier_member", "copper", kinds=["launch"]) == ["launch: Copper for business"]
    assert searching_mends() == 0
