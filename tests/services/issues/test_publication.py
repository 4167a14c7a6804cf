"""Publishing copies chosen fields into a new shared issue; what is internal stays where it is."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, Severity, Side
from govtracker.models import AuditEvent, Comment, Issue, Notification
from govtracker.queries import find
from govtracker.queries.issues import ties
from govtracker.services import Refused
from govtracker.services.issues import comments, publication
from govtracker.services.issues.issues import NewIssue
from tests.services.issue_steps import raised
from tests.support.world import World

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)
CANARY = "INTERNAL-7f3"

pytestmark = pytest.mark.usefixtures("in_app")


def kept(world: World) -> list[int]:
    """MER-C1 with two comments; their ids."""
    raised(world, "client_lead", AT, audience=Audience.CLIENT, title=CANARY, description=CANARY)
    viewer = world.viewer("client_lead")
    with database.transaction():
        issue = find.issue(viewer, "MER", "C1")
        for body in (CANARY, "Agents wait for ten minutes."):
            comments.write(issue, body, Audience.CLIENT, by=viewer, at=AT)
    return list(db.session.scalars(select(Comment.id).order_by(Comment.id)))


def publish(world: World, number: str = "C1", chosen: Any = ()) -> str:
    viewer = world.viewer("client_spoc")
    new = NewIssue(
        title="Agents wait",
        description="For minutes.",
        area_id=world.areas["Customer care"],
        severity=Severity.HIGH,
        audience=Audience.CLIENT,
    )
    with database.transaction():
        issue = find.issue(viewer, "MER", number)
        return publication.publish(issue, new, chosen, by=viewer, at=AT).key


def test_the_shared_issue_holds_what_was_chosen_and_waits_on_the_other_side(world: World) -> None:
    said = kept(world)
    assert publish(world, chosen=said[1:]) == "MER-1"
    supplier = world.viewer("supplier_spoc")
    shared = find.issue(supplier, "MER", "1")
    assert (shared.title, shared.severity, shared.waiting_on) == ("Agents wait", Severity.HIGH, Side.SUPPLIER)
    assert shared.climb_at is not None
    copied = db.session.scalars(select(Comment).where(Comment.issue_id == shared.id)).one()
    assert copied.audience is Audience.SHARED
    assert copied.body == "Rafael Ortega, Thu 19 Nov:\nAgents wait for ten minutes."


def test_nothing_else_of_it_reaches_the_other_side(world: World) -> None:
    kept(world)
    publish(world)
    supplier = world.viewer("supplier_spoc")
    shared = find.issue(supplier, "MER", "1")
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.audience == Audience.SHARED)).all()
    assert not [event for event in told if CANARY in event.text or "C1" in event.text]
    notices = db.session.scalars(select(Notification).where(Notification.audience == Audience.SHARED)).all()
    assert notices
    assert not [notice for notice in notices if CANARY in str(notice.facts)]
    assert ties.of_issue(supplier, shared).published_from is None
    client = world.viewer("client_spoc")
    from_there = ties.of_issue(client, find.issue(client, "MER", "1")).published_from
    assert from_there is not None
    assert from_there.title == CANARY
    to_there = ties.of_issue(client, find.issue(client, "MER", "C1")).published_as
    assert to_there is not None
    assert to_there.number == 1


def test_published_twice_it_is_one(world: World) -> None:
    kept(world)
    assert [publish(world), publish(world)] == ["MER-1", "MER-1"]
    assert len(db.session.scalars(select(Issue).where(Issue.audience == Audience.SHARED)).all()) == 1


def test_an_internal_issue_never_turns_shared_itself(world: World) -> None:
    kept(world)
    publish(world)
    db.session.expire_all()
    own = db.session.scalars(select(Issue).where(Issue.audience == Audience.CLIENT)).one()
    assert (own.title, own.is_open) == (CANARY, True)
    with pytest.raises(Refused, match="Both companies see this issue already"):
        publish(world, "1")


def test_comments_of_other_issues_are_not_copied(world: World) -> None:
    kept(world)
    raised(world, "client_lead", AT, audience=Audience.CLIENT)
    viewer = world.viewer("client_lead")
    with database.transaction():
        comments.write(find.issue(viewer, "MER", "C2"), CANARY, Audience.CLIENT, by=viewer, at=AT)
    publish(world, chosen=[db.session.scalars(select(Comment.id).order_by(Comment.id.desc())).first()])
    assert db.session.scalars(select(Comment).where(Comment.audience == Audience.SHARED)).all() == []
