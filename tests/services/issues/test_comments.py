"""Comments: for an audience chosen beforehand, and without a trace for the other side where they are internal."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, Side
from govtracker.models import Comment, CommentRevision, Issue, Mention
from govtracker.queries import NotFound, claims, find
from govtracker.queries import history as histories
from govtracker.queries.issues import comments as conversations
from govtracker.services import Refused
from govtracker.services.issues import comments
from tests.services.issue_steps import done_actions, fresh, history, raised
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("in_app")


def _write(world: World, who: str, body: str, audience: Audience, number: str = "1") -> int:
    viewer = world.viewer(who)
    with database.transaction():
        written = comments.write(find.issue(viewer, "MER", number), body, audience, by=viewer, at=LATER)
        db.session.flush()
        return written.comment.id


def _edit(world: World, comment_id: int, body: str, at: datetime, who: str = "client_lead") -> None:
    viewer = world.viewer(who)
    with database.transaction():
        comments.edit(find.comment(viewer, "MER", comment_id), body, by=viewer, at=at)


def _read(world: World, who: str, issue: Issue) -> list[str]:
    return [row.body for row in conversations.of_subject(world.viewer(who), issue).rows[::-1]]


def test_supplier_side_never_sees_an_internal_comment_nor_that_there_is_one(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    _write(world, "client_lead", "They are late again.", Audience.CLIENT)
    assert _read(world, "client_spoc", issue) == ["They are late again."]
    assert _read(world, "supplier_spoc", issue) == []
    actions = [event.action for event in histories.of_subject(world.viewer("supplier_spoc"), issue)]
    assert "commented" not in actions
    assert fresh(issue).updated_at == AT


def test_both_sides_read_a_shared_comment(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    _write(world, "supplier_lead", "  We are on it.\r\nMore at noon.  ", Audience.SHARED)
    assert _read(world, "client_spoc", issue) == _read(world, "supplier_spoc", issue)
    assert _read(world, "client_spoc", issue) == ["We are on it.\nMore at noon."]
    assert fresh(issue).updated_at == LATER


@pytest.mark.parametrize(
    ("body", "audience", "number"),
    [
        ("", Audience.SHARED, "1"),
        (" \n ", Audience.SHARED, "1"),
        ("x" * 20_001, Audience.SHARED, "1"),
        ("a\x00b", Audience.SHARED, "1"),
        ("for them alone", Audience.SUPPLIER, "1"),
        ("wider than what it stands under", Audience.SHARED, "C1"),
    ],
    ids=["empty", "blank", "too long", "null byte", "the other side's audience", "wider than its issue"],
)
def test_what_cannot_stand_is_refused(world: World, body: str, audience: Audience, number: str) -> None:
    issue = raised(world, "client_spoc", AT, audience=Audience.CLIENT if number == "C1" else Audience.SHARED)
    with pytest.raises(Refused):
        _write(world, "client_lead", body, audience, number)
    assert _read(world, "client_spoc", issue) == []


def test_every_version_of_a_comment_is_kept_for_whoever_reads_it(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    comment_id = _write(world, "client_lead", "Frist", Audience.SHARED)
    _edit(world, comment_id, "First", LATER + timedelta(minutes=5))
    _edit(world, comment_id, "First", LATER + timedelta(minutes=6))
    _edit(world, comment_id, "Second", LATER + timedelta(days=2))
    supplier = world.viewer("supplier_spoc")
    [row] = conversations.of_subject(supplier, issue).rows
    assert (row.body, row.edited_at) == ("Second", LATER + timedelta(days=2))
    versions = conversations.revisions(find.comment(supplier, "MER", comment_id))
    assert [(version.body, version.written_at) for version in versions] == [
        ("Frist", LATER),
        ("First", LATER + timedelta(minutes=5)),
    ]
    assert history(issue)[-3:] == ["commented", "comment_edited", "comment_edited"]


def test_a_removed_comment_leaves_its_place_and_nothing_of_its_text(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    comment_id = _write(world, "client_lead", "A slip of the tongue about @Priya Nair.", Audience.SHARED)
    _edit(world, comment_id, "Another slip, @Priya Nair.", LATER)
    author = world.viewer("client_lead")
    with database.transaction():
        comments.remove(find.comment(author, "MER", comment_id), by=author, at=LATER)
    [row] = conversations.of_subject(world.viewer("supplier_spoc"), issue).rows
    assert (row.body, row.removed_at) == ("", LATER)
    assert db.session.scalars(select(CommentRevision)).all() == []
    assert db.session.scalars(select(Mention)).all() == []
    with pytest.raises(NotFound):
        find.comment(author, "MER", comment_id)


def test_versions_of_an_internal_comment_do_not_exist_for_the_other_side(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    comment_id = _write(world, "client_lead", "They are late again.", Audience.CLIENT)
    _edit(world, comment_id, "They are late, again.", LATER)
    supplier = world.viewer("supplier_spoc")
    with pytest.raises(NotFound):
        find.comment(supplier, "MER", comment_id)
    actions = {event.action for event in histories.of_subject(supplier, issue)}
    assert not {"commented", "comment_edited"} & actions
    assert fresh(issue).updated_at == AT


def test_an_action_carries_a_conversation_too(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    done_actions(world, issue, AT)
    viewer = world.viewer("supplier_lead")
    with database.transaction():
        action = find.action(viewer, "MER", "1")
        comments.write(action, "Done on Friday.", Audience.SHARED, by=viewer, at=LATER)
    action = find.action(world.viewer("client_spoc"), "MER", "1")
    assert [row.body for row in conversations.of_subject(world.viewer("client_spoc"), action).rows] == [
        "Done on Friday."
    ]
    assert _read(world, "client_spoc", issue) == []


def test_ten_thousand_comments_are_read_a_page_at_a_time(world: World) -> None:
    issue = raised(world, "client_spoc", AT)
    row = {
        "relationship_id": issue.relationship_id,
        "issue_id": issue.id,
        "author_id": world.people["client_lead"],
        "side": Side.CLIENT,
        "written_at": AT,
    }
    shared = [{**row, "audience": Audience.SHARED, "body": f"number {number}"} for number in range(10_000)]
    with database.transaction():
        claims.insert_rows(Comment, [*shared, {**row, "audience": Audience.CLIENT, "body": "between us"}])
    supplier = world.viewer("supplier_spoc")
    with counted() as made:
        newest = conversations.of_subject(supplier, issue)
    assert len(made) == 1
    assert [row.body for row in newest.rows[:2]] == ["number 9999", "number 9998"]
    assert len(newest.rows) == conversations.NEWEST
    earlier = conversations.of_subject(supplier, issue, after=newest.after)
    assert earlier.rows[0].body == f"number {9999 - conversations.NEWEST}"
    assert earlier.before is not None
