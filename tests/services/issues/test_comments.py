"""Comments: for an audience chosen beforehand, and without a trace for the other side where they are internal."""

from datetime import UTC, datetime, timedelta

import pytest

from govtracker import database
from govtracker.enums import Audience
from govtracker.models import Issue
from govtracker.queries import find
from govtracker.queries import history as histories
from govtracker.queries.issues import comments as conversations
from govtracker.services import Refused
from govtracker.services.issues import comments
from tests.services.issue_steps import fresh, raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
LATER = AT + timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("in_app")


def _write(world: World, who: str, body: str, audience: Audience, number: str = "1") -> None:
    viewer = world.viewer(who)
    with database.transaction():
        comments.write(find.issue(viewer, "MER", number), body, audience, by=viewer, at=LATER)


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
