"""What the agenda and the shared pack say of long lists: each part is cut by itself, and counted whole."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience, ReviewStatus, Severity, Side
from govtracker.models import Action, Issue
from govtracker.queries.reviews import agenda, pack, reviews
from govtracker.rules.reviews.review_pack import Figure
from govtracker.services.reviews import pack_content
from tests.services import issue_steps
from tests.support import forums
from tests.support.world import World

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = AT.date()
SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATE, LATER, TO_COME = date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 20)


def planned(world: World) -> int:
    with database.transaction():
        return forums.review(forums.forum(world), SCHEDULED, ReviewStatus.IN_PREPARATION).id


def promised(world: World, side: Side, due_on: date, count: int, *, first: int) -> None:
    """So many open shared actions of one side, numbered from `first`."""
    owner = world.people[f"{side.value}_spoc"]
    with database.transaction():
        place = {"relationship_id": world.relationships["MER"], "audience": Audience.SHARED, "owner_side": side}
        when = {"created_at": AT, "updated_at": AT, "due_on": due_on, "first_due_on": due_on}
        db.session.add_all(
            Action(**place, **when, number=number, title=f"Mend {number}", owner_id=owner, type=ActionType.CORRECTION)
            for number in range(first, first + count)
        )


def told(review_id: int) -> Any:
    review = reviews.to_be_stepped(review_id)
    return pack_content.shared(review, pack.shared(review, at=AT), number=1, at=AT)


def test_neither_side_s_lateness_hides_the_other_s(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    promised(world, Side.CLIENT, LATE, 61, first=1)
    promised(world, Side.SUPPLIER, LATER, 10, first=101)
    promised(world, Side.SUPPLIER, TO_COME, 40, first=201)
    found = agenda.live(reviews.to_be_stepped(review_id), today=TODAY, at=AT)
    assert {side: found.late_actions(side) for side in Side} == {Side.CLIENT: 61, Side.SUPPLIER: 10}
    assert (found.count("overdue_actions"), found.more("overdue_actions")) == (71, 31)
    assert (len(found.open_actions), found.more("open_actions")) == (30, 10)
    pack = told(review_id)
    assert Figure("Overdue actions", "client 61, supplier 10") in pack.figures
    late = {part.title: (len(part.lines), part.more) for part in pack.sections if "Overdue actions" in part.title}
    assert late == {"Overdue actions of Northgate": (30, 31), "Overdue actions of Meridian": (10, 0)}


def test_what_is_late_is_told_however_much_graver_is_not(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    graver = issue_steps.raised(world, "client_spoc", AT, severity=Severity.HIGH)
    late = issue_steps.raised(world, "client_spoc", AT, severity=Severity.LOW, title="Slow since October")
    with database.transaction():
        for one, due_on, count in ((late, LATER, 5), (graver, TO_COME, 90)):
            row = db.session.get_one(Issue, one.id)
            row.level, row.due_on = 1, due_on
            copied = {one.key: getattr(row, one.key) for one in Issue.__table__.columns if one.key != "id"}
            again = range(row.number * 1000, row.number * 1000 + count - 1)
            db.session.add_all(Issue(**{**copied, "number": number}) for number in again)
    found = agenda.live(reviews.to_be_stepped(review_id), today=TODAY, at=AT)
    assert [found.count(name) for name in ("escalated", "overdue_issues", "open_issues")] == [0, 5, 90]
    assert (len(found.overdue_issues), len(found.open_issues), found.more("open_issues")) == (5, 30, 60)
    pack = told(review_id)
    assert Figure("Overdue issues", "5") in pack.figures
    assert [len(part.lines) for part in pack.sections if part.title == "Overdue issues"] == [5]
