"""The RAID log on both databases: four kinds in one order, pages that lead on and back, nothing of the other side."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import Base, db
from govtracker.enums import (
    ActionStatus,
    ActionType,
    Audience,
    DecisionStatus,
    IssueStatus,
    RaidKind,
    RiskResponse,
    Severity,
    Side,
)
from govtracker.models import Action, Decision, Issue, Relationship, Risk
from govtracker.queries import find
from govtracker.queries.issues import lateness, owed, raid
from govtracker.queries.issues.raid import Filter
from govtracker.queries.paging import Slice, every
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
DAY = date(2026, 11, 20)
NUMBERS = count(1)


def made(world: World, kind: RaidKind, due_in: int, **given: Any) -> Base:
    """An open record of that kind, due in so many days, opened when it was due a month later."""
    facts: dict[str, Any] = {
        "relationship_id": world.relationships["MER"],
        "number": next(NUMBERS),
        "audience": Audience.SHARED,
        "title": f"{kind.value} {due_in}",
        "updated_at": AT,
        "is_open": True,
        **given,
    }
    due_on, opened_at = DAY + timedelta(days=due_in), AT + timedelta(days=due_in - 30)
    row = MAKERS[kind](world, due_on, opened_at, facts)
    db.session.add(row)
    return row


def _risk(world: World, due_on: date, opened_at: datetime, facts: dict[str, Any]) -> Base:
    owner = {"owner_id": world.people["supplier_lead"], "owner_side": Side.SUPPLIER}
    weight = {"likelihood": 2, "impact": 2, "score": 4, "response": RiskResponse.REDUCE}
    own = {**owner, **weight, "recorded_by_id": world.people["client_spoc"]}
    return Risk(look_on=due_on, created_at=opened_at, **{**own, **facts})


def _action(world: World, due_on: date, opened_at: datetime, facts: dict[str, Any]) -> Base:
    owner = {"owner_id": world.people["client_lead"], "owner_side": Side.CLIENT}
    own = {**owner, "type": ActionType.CORRECTION, "status": ActionStatus.OPEN}
    return Action(due_on=due_on, first_due_on=due_on, created_at=opened_at, **{**own, **facts})


def _issue(world: World, due_on: date, opened_at: datetime, facts: dict[str, Any]) -> Base:
    own = {
        "area_id": world.areas["Customer care"],
        "severity": Severity.HIGH,
        "severity_rank": 1,
        "raised_side": Side.CLIENT,
        "waiting_on": Side.SUPPLIER,
        "status": IssueStatus.OPEN,
    }
    return Issue(due_on=due_on, opened_at=opened_at, **{**own, **facts})


def _decision(world: World, due_on: date, opened_at: datetime, facts: dict[str, Any]) -> Base:
    own = {
        "reason": "so",
        "seat_id": world.seats["client_spoc"],
        "waits_at_id": world.seats["client_spoc"],
        "owner_id": world.people["client_spoc"],
        "owner_side": Side.CLIENT,
        "recorded_by_id": world.people["client_lead"],
        "status": DecisionStatus.PROPOSED,
    }
    return Decision(due_on=due_on, created_at=opened_at, **{**own, **facts})


MAKERS = {
    RaidKind.RISK: _risk,
    RaidKind.ACTION: _action,
    RaidKind.ISSUE: _issue,
    RaidKind.DECISION: _decision,
}


@pytest.fixture
def mer(in_app: Flask, world: World) -> Relationship:
    """MER with three records of each kind, due −2, 0 and 3 days from the day; one of each kind is the client's own."""
    with database.transaction():
        for kind in RaidKind:
            for due_in in (-2, 0, 3):
                made(world, kind, due_in)
            own = {"owner_id": world.people["client_lead"], "owner_side": Side.CLIENT}
            internal = {} if kind is RaidKind.ISSUE else own
            made(world, kind, 1, audience=Audience.CLIENT, **internal)
    return find.relationship(world.viewer("client_spoc"), "MER")


def titles(world: World, who: str, relationship: Relationship, **wanted: Any) -> list[str]:
    rows = raid.listed(world.viewer(who), relationship, Filter(**wanted)).rows
    return [row.title for row in rows]


def test_what_is_due_first_comes_first_whatever_it_is(world: World, mer: Relationship) -> None:
    assert titles(world, "supplier_lead", mer) == [
        f"{kind.value} {due_in}" for due_in in (-2, 0, 3) for kind in RaidKind
    ]


def test_the_other_side_never_sees_what_is_internal(world: World, mer: Relationship) -> None:
    internal = {f"{kind.value} 1" for kind in RaidKind}
    assert internal < set(titles(world, "client_lead", mer))
    assert not internal & set(titles(world, "supplier_spoc", mer))
    assert titles(world, "other_supplier_spoc", mer) == []


@pytest.mark.parametrize("sort", ["due", "opened"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 3, 5, 16])
def test_pages_hold_every_row_once_forwards_and_backwards(
    world: World, mer: Relationship, sort: str, descending: bool, size: int
) -> None:
    viewer, wanted = world.viewer("client_spoc"), Filter(sort=sort, descending=descending)

    def ask(after: str | None) -> Slice:
        return raid.listed(viewer, mer, wanted, after=after, size=size)

    rows = [(row.kind, row.id) for row in every(ask)]
    assert len(rows) == len(set(rows)) == 16
    whole = [(row.kind, row.id) for row in raid.listed(viewer, mer, wanted, size=50).rows]
    assert rows == whole
    last = raid.listed(viewer, mer, wanted, size=15)
    assert last.after is not None
    end = raid.listed(viewer, mer, wanted, after=last.after, size=15)
    back = raid.listed(viewer, mer, wanted, before=end.before, size=15)
    assert [(row.kind, row.id) for row in back.rows] == whole[:15]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"kinds": (RaidKind.RISK,)}, ["risk -2", "risk 0", "risk 3"]),
        ({"side": Side.SUPPLIER, "kinds": (RaidKind.RISK, RaidKind.ACTION)}, ["risk -2", "risk 0", "risk 3"]),
        ({"finished": True}, []),
    ],
)
def test_filters(world: World, mer: Relationship, wanted: dict[str, Any], found: list[str]) -> None:
    assert titles(world, "supplier_lead", mer, **wanted) == found


def test_whose_and_where(world: World, mer: Relationship) -> None:
    mine = titles(world, "supplier_lead", mer, owner_id=world.people["client_lead"])
    assert mine == ["action -2", "action 0", "action 3"]
    there = titles(world, "supplier_lead", mer, area_id=world.areas["Customer care"])
    assert there == ["issue -2", "issue 0", "issue 3"]


def test_overdue_is_what_a_side_has_let_pass_by_its_own_hours(world: World, mer: Relationship) -> None:
    # Friday 09:00 UTC is 17:00 in Manila, where the day is over, and 10:00 in Berlin, where it is not
    deadlines = lateness.of_relationship(mer, at=AT)
    assert deadlines == {Side.CLIENT: DAY, Side.SUPPLIER: DAY + timedelta(days=1)}
    found = titles(world, "supplier_lead", mer, overdue=deadlines)
    assert found == ["risk -2", "action -2", "issue -2", "decision -2", "risk 0", "issue 0"]


def test_how_old_things_are_is_counted_for_who_looks(world: World, mer: Relationship) -> None:
    deadlines = lateness.of_relationship(mer, at=AT)
    of: dict[str, Any] = {"overdue": deadlines, "over_30": AT - timedelta(days=30), "over_90": AT - timedelta(days=90)}
    mine = raid.ageing(world.viewer("client_spoc"), mer, **of)
    theirs = raid.ageing(world.viewer("supplier_spoc"), mer, **of)
    assert mine[RaidKind.RISK] == raid.Ageing(open=4, overdue=2, over_30=1, over_90=0)
    assert theirs[RaidKind.RISK] == raid.Ageing(open=3, overdue=2, over_30=1, over_90=0)
    assert theirs[RaidKind.ACTION] == raid.Ageing(open=3, overdue=1, over_30=1, over_90=0)


def test_counting_stops_at_a_hundred_and_one(in_app: Flask, world: World) -> None:
    with database.transaction():
        for _ in range(105):
            made(world, RaidKind.RISK, 1)
    viewer = world.viewer("client_spoc")
    mer = find.relationship(viewer, "MER")
    deadlines = lateness.of_relationship(mer, at=AT)
    found = raid.ageing(viewer, mer, overdue=deadlines, over_30=AT, over_90=AT)
    assert found[RaidKind.RISK].open == 101


def test_each_side_owes_what_waits_on_it_and_only_what_is_shared(world: World, mer: Relationship) -> None:
    with database.transaction():
        done = {"status": ActionStatus.DONE, "is_open": False, "done_at": AT}
        made(world, RaidKind.ACTION, 0, title="done", **done)
    sides = {who: owed.by_side(world.viewer(who), mer) for who in ("client_spoc", "supplier_lead")}
    for found in sides.values():
        client, supplier = found[Side.CLIENT], found[Side.SUPPLIER]
        assert [row.title for row in supplier.asks] == ["issue -2", "issue 0", "issue 3"]
        assert [row.title for row in client.actions] == ["action -2", "action 0", "action 3"]
        assert [row.title for row in client.decisions] == ["decision -2", "decision 0", "decision 3"]
        assert [row.title for row in supplier.to_verify] == ["done"]
        others = (client.asks, supplier.actions, supplier.decisions, client.to_verify, supplier.to_sign)
        assert not any(others)
