"""Everybody × everything an address may name: what is not theirs to read does not exist for them."""

import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from inspect import signature
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from govtracker import clock
from govtracker.access import Permission, SeatHeld, Stance, Viewer, allowed
from govtracker.database import db
from govtracker.enums import Audience, PortfolioRole, SeatRole, Side
from govtracker.models import (
    Action,
    ActionSeries,
    Attachment,
    AuditEvent,
    Comment,
    Decision,
    Issue,
    PreparationNote,
    Problem,
    Relationship,
    ReviewPack,
    Risk,
    SavedView,
    TaskLink,
)
from govtracker.queries import NotFound, viewers, visible
from tests.support import marked, marked_records
from tests.support.marked_house import House
from tests.support.marked_records import Record
from tests.support.world import World

pytestmark = pytest.mark.timeout(900)
AROUND = {"viewer", "key", "review_id", "forum_id"}  # where something lies, beside what it is
# they ask for nothing that could be another's
OF_ONESELF = {"people.own_company", "invitations.own", "identity_providers.own_one"}


def loaders(app: Flask) -> dict[str, Callable[..., Any]]:
    """Whatever finds the subject of an endpoint, by its name."""
    found = {}
    for view in app.view_functions.values():
        subject = getattr(view, "declared").subject  # noqa: B009  # put there by access.requires
        if subject is not None:
            is_partial = isinstance(subject, functools.partial)
            plain = subject.func if is_partial else subject
            if not is_partial or subject.keywords.get("kind") in marked_records.IMPORTED:
                found[f"{plain.__module__.rpartition('.')[2]}.{plain.__name__}"] = subject
    return found


def records(name: str, loader: Callable[..., Any], world: World) -> list[Record]:
    """What it may be asked for."""
    if name in marked_records.OF_LOADER:
        return list(marked_records.OF_LOADER[name](world))
    asked = [one for one in signature(loader).parameters if one not in AROUND and not _is_fixed(loader, one)]
    inner = asked or [one for one in signature(loader).parameters if one != "viewer"][-1:]
    wanted = "kind" if "kind" in asked else inner[0]
    assert wanted in marked_records.RECORDS, (
        f"{name} asks for {wanted}: say in tests/support/marked_records.py which records of the marked world that names"
    )
    return list(marked_records.RECORDS[wanted](world))


def _is_fixed(loader: Callable[..., Any], name: str) -> bool:
    return isinstance(loader, functools.partial) and name in loader.keywords


def seen_by(world: World) -> Iterator[tuple[str, Viewer | None]]:
    """Everybody, with their rights of today."""
    for name, person_id in world.people.items():
        yield name, viewers.viewer(person_id, today=clock.today("UTC"))


def finds(loader: Callable[..., Any], viewer: Viewer, named: dict[str, Any]) -> bool:
    try:
        loader(viewer, **named)
    except NotFound:
        return False
    return True


def test_everybody_finds_what_is_theirs_to_read_and_nothing_else(house: House) -> None:
    everybody_finds_their_own(house.world)


def everybody_finds_their_own(world: World) -> None:
    """In the marked world, which is filled up with what takes an agreed contract."""
    marked_records.more(world)
    wrong, unproved = [], []
    with world.app.test_request_context():
        people = dict(seen_by(world))
        assert {name for name, viewer in people.items() if viewer is None} == {
            "deactivated_client",
            "deactivated_supplier",
        }
        for name, loader in sorted(loaders(world.app).items()):
            if name in OF_ONESELF:
                continue
            found = records(name, loader, world)
            unproved += [] if found else [name]
            for letter, named in found:
                readers = marked.readers(world, letter)
                for who, viewer in people.items():
                    if viewer is not None and finds(loader, viewer, named) is not (who in readers):
                        wrong.append((name, named, who, "may read it" if who in readers else "may not read it"))
                if "key" in named and len(named) > 1 and letter not in marked.OWN:
                    other = {**named, "key": "CAS" if named["key"] == "MER" else "MER"}
                    head = people[marked.SPOTS["o" if named["key"] == "MER" else "m"][2]]
                    if not ELSEWHERE_TOO & other.keys() and head is not None and finds(loader, head, other):
                        wrong.append((name, other, "anybody", "finds it under another relationship's key"))
    assert not wrong, "\n".join(map(str, wrong))
    assert not unproved, "There is no record that these find, so that their silence proves nothing."
    the_lists_hold_what_the_rules_allow(world)


def the_lists_hold_what_the_rules_allow(world: World) -> None:
    """Whoever looks: the conditions that narrow lists let through exactly what the rules let them view."""
    with world.context():
        places = {row.id: row.place() for row in db.session.query(Relationship)}
        rows = {
            condition: [
                (row.id, _asked(row), Stance(replace(places[relationship_id], audience=audience)))
                for row in db.session.query(model)
                for relationship_id, audience in [_belongs(row)]
                if relationship_id in places
            ]
            for condition, model in CONDITIONS.items()
        }
        assert all(rows.values()), "There is nothing to see, which proves nothing."
        refused = {permission for _, permission, _ in rows[visible.events]}
        assert refused == {Permission.VIEW, Permission.READ_REFUSED}, "Nothing was refused, which proves nothing."

        @settings(max_examples=60, deadline=None, database=None, derandomize=True)
        @given(strangers_and_friends(world))
        def holds(viewer: Viewer) -> None:
            for condition, model in CONDITIONS.items():
                seen = set(db.session.scalars(select(model.id).where(condition(viewer))))
                assert seen == {
                    row_id for row_id, permission, stance in rows[condition] if allowed(viewer, permission, stance)
                }

        holds()


def _belongs(row: Any) -> tuple[int, Audience]:
    """Where a row belongs, and who it exists for."""
    relationship_id = row.chain if isinstance(row, AuditEvent) else getattr(row, "relationship_id", row.id)
    return relationship_id, getattr(row, "audience", Audience.SHARED)


def _asked(row: Any) -> Permission:
    """What somebody must be allowed who finds it in a list."""
    return Permission.READ_REFUSED if isinstance(row, AuditEvent) and row.is_refused else Permission.VIEW


@st.composite
def strangers_and_friends(draw: st.DrawFn, world: World) -> Viewer:
    """Anybody there might be: seats on one side of some relationships, acting or not, and roles across them."""
    sides = draw(st.dictionaries(st.sampled_from(sorted(world.relationships.values())), st.sampled_from(Side)))
    seats = tuple(
        SeatHeld(
            draw(st.integers(1, 20)),
            relationship_id,
            side,
            draw(st.sampled_from(SeatRole)),
            area_id=draw(st.none() | st.integers(1, 3)),
            acting_for=draw(st.none() | st.integers(1, 20)),
        )
        for relationship_id, side in sides.items()
    )
    return Viewer(
        draw(st.sampled_from(sorted(world.people.values()))),
        draw(st.sampled_from(sorted(world.organisations.values()))),
        "A B",
        is_administrator=draw(st.booleans()),
        roles=frozenset(draw(st.sets(st.sampled_from(PortfolioRole)))),
        seats=seats,
    )


def test_every_condition_of_sight_is_held_against_the_rules() -> None:
    alike = {
        function
        for name, function in vars(visible).items()
        if hasattr(function, "cache_clear") and list(signature(function).parameters) == ["viewer"]
    }
    assert alike - CONDITIONS.keys() == OTHERWISE, "Put it into CONDITIONS with its model."


CONDITIONS: dict[Callable[[Viewer], Any], Any] = {
    visible.relationships: Relationship,
    visible.issues: Issue,
    visible.actions: Action,
    visible.action_series: ActionSeries,
    visible.decisions: Decision,
    visible.risks: Risk,
    visible.problems: Problem,
    visible.review_packs: ReviewPack,
    visible.comments: Comment,
    visible.attachments: Attachment,
    visible.preparation_notes: PreparationNote,
    visible.saved_views: SavedView,
    visible.task_links: TaskLink,
    visible.events: AuditEvent,
}
# of what somebody was told, of people besides, and of no relationship
OTHERWISE = {
    *(visible.notices, visible.documents, visible.installation_events),
    # tests/queries/partnership/test_supervised.py
    *(visible.supervised_issues, visible.supervised_segments, visible.supervised_accounts, visible.supervised_parts),
    *(visible.opportunities, visible.value_statements),  # tests/web/partnership/test_supervision.py
}
ELSEWHERE_TOO = {"number", "code", "period", "version"}  # every relationship has its own
