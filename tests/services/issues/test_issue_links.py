"""Links between issues: kept once, seen by whoever sees both ends, never in a circle."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, LinkKind
from govtracker.models import AuditEvent, Issue, IssueLink
from govtracker.queries import find
from govtracker.queries.issues import ties
from govtracker.rules.issues.links import Word
from govtracker.services import Refused
from govtracker.services.issues import issue_links
from tests.services.issue_steps import raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
LATER = datetime(2026, 11, 19, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("in_app")


def link(world: World, one: str, word: Word, other: str, who: str = "client_spoc") -> None:
    viewer = world.viewer(who)
    with database.transaction():
        ends = find.issue(viewer, "MER", one), find.issue(viewer, "MER", other)
        issue_links.link(ends[0], word, ends[1], by=viewer, at=LATER)


def seen(world: World, number: str, who: str = "client_spoc") -> list[tuple[str, int]]:
    """(word, number) of the links of an issue as `who` sees them."""
    viewer = world.viewer(who)
    found = ties.of_issue(viewer, find.issue(viewer, "MER", number))
    return [(word.value, row.number) for word, row in found.links]


@pytest.mark.parametrize(
    ("word", "back"),
    [
        (Word.RELATES_TO, "relates_to"),
        (Word.DUPLICATE_OF, "duplicated_by"),
        (Word.BLOCKED_BY, "blocks"),
        (Word.BLOCKS, "blocked_by"),
        (Word.DUPLICATED_BY, "duplicate_of"),
    ],
)
def test_a_link_is_read_from_both_ends_and_stands_once(world: World, word: Word, back: str) -> None:
    for _ in range(2):
        raised(world, "client_spoc", AT)
    link(world, "1", word, "2")
    link(world, "1", word, "2", who="supplier_spoc")
    assert seen(world, "1") == [(word.value, 2)]
    assert seen(world, "2", "supplier_lead") == [(back, 1)]
    assert len(db.session.scalars(select(IssueLink)).all()) == 1
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "linked").order_by(AuditEvent.seq)).all()
    assert {(event.label, *event.changes) for event in told} == {("MER-1", word.value), ("MER-2", back)}


def test_what_has_no_direction_is_the_same_from_either_end(world: World) -> None:
    for _ in range(2):
        raised(world, "client_spoc", AT)
    link(world, "1", Word.RELATES_TO, "2")
    link(world, "2", Word.RELATES_TO, "1")
    assert seen(world, "2") == [("relates_to", 1)]


def test_a_link_taken_off_from_either_end_is_gone(world: World) -> None:
    for _ in range(2):
        raised(world, "client_spoc", AT)
    link(world, "1", Word.BLOCKED_BY, "2")
    viewer = world.viewer("supplier_spoc")
    for _ in range(2):
        with database.transaction():
            ends = find.issue(viewer, "MER", "2"), find.issue(viewer, "MER", "1")
            issue_links.unlink(ends[0], Word.BLOCKS, ends[1], by=viewer, at=AT)
    assert seen(world, "1") == []


@pytest.mark.parametrize("word", [Word.DUPLICATE_OF, Word.BLOCKED_BY])
def test_no_circle_however_long(world: World, word: Word) -> None:
    for _ in range(4):
        raised(world, "client_spoc", AT)
    for one, other in (("1", "2"), ("2", "3"), ("3", "4")):
        link(world, one, word, other)
    for start in ("2", "3", "4"):
        with pytest.raises(Refused, match="a circle"):
            link(world, start, word, "1")
    with pytest.raises(Refused, match="not linked to itself"):
        link(world, "1", word, "1")
    link(world, "4", Word.RELATES_TO, "1")


def test_an_issue_is_a_duplicate_of_one_other_alone(world: World) -> None:
    for _ in range(3):
        raised(world, "client_spoc", AT)
    link(world, "1", Word.DUPLICATE_OF, "2")
    with pytest.raises(Refused, match="duplicate of another"):
        link(world, "1", Word.DUPLICATE_OF, "3")
    link(world, "3", Word.DUPLICATE_OF, "2")


def test_a_link_exists_only_for_whoever_sees_both_ends(world: World) -> None:
    shared = raised(world, "client_spoc", AT)
    raised(world, "client_spoc", AT, audience=Audience.CLIENT)
    link(world, "1", Word.BLOCKED_BY, "C1")
    assert seen(world, "1") == [("blocked_by", 1)]
    assert seen(world, "1", "supplier_spoc") == []
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "linked")).all()
    assert {event.audience for event in events} == {Audience.CLIENT}
    db.session.expire_all()
    own = db.session.scalars(select(Issue).where(Issue.audience == Audience.SHARED)).one()
    assert own.updated_at == shared.updated_at


def test_a_refusal_tells_nothing_of_what_the_other_side_keeps_to_itself(world: World) -> None:
    for _ in range(2):
        raised(world, "client_spoc", AT)
    raised(world, "supplier_spoc", AT, audience=Audience.SUPPLIER)
    link(world, "1", Word.BLOCKED_BY, "S1", who="supplier_spoc")
    link(world, "S1", Word.BLOCKED_BY, "2", who="supplier_spoc")
    link(world, "1", Word.DUPLICATE_OF, "S1", who="supplier_spoc")
    link(world, "2", Word.BLOCKED_BY, "1")
    link(world, "1", Word.DUPLICATE_OF, "2")
    kinds = db.session.scalars(select(IssueLink.kind).order_by(IssueLink.id)).all()
    assert kinds[-2:] == [LinkKind.BLOCKED_BY, LinkKind.DUPLICATE_OF]
    with pytest.raises(Refused, match="a circle"):
        link(world, "S1", Word.BLOCKED_BY, "1", who="supplier_spoc")
