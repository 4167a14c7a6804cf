"""Contacts between the companies of the test world's MER, each at its instant, written as rows."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from govtracker.database import db
from govtracker.enums import ActionType, Audience, PauseReason, RiskResponse, Severity, Side, Trigger
from govtracker.models import (
    Action,
    ClockPause,
    Comment,
    DueDateMove,
    EscalationLevel,
    Issue,
    Problem,
    Risk,
    Rung,
    Subject,
)
from govtracker.models.subject import pointing_at
from tests.support.world import World

Written = TypeVar("Written")

NUMBERS = count(1000)


def issue(world: World, who: str, at: datetime, *, area: str = "Customer care", **values: Any) -> Issue:
    """An issue raised by that person; closed where `values` say so."""
    side = side_of(who)
    facts: dict[str, Any] = {
        "relationship_id": world.relationships["MER"],
        "number": next(NUMBERS),
        "audience": Audience.SHARED,
        "title": "Outage",
        "area_id": world.areas[area],
        "severity": Severity.LOW,
        "severity_rank": Severity.LOW.rank,
        "raised_by_id": world.people[who],
        "raised_side": side,
        "waiting_on": side.other,
        "due_on": at.date() + timedelta(days=400),
        "opened_at": at,
        "updated_at": at,
    }
    return add(Issue(**{**facts, **values}))


def action(world: World, who: str, at: datetime, *, area: str | None = "Customer care", **values: Any) -> Action:
    """An action added by that person, for themselves."""
    facts: dict[str, Any] = {
        "relationship_id": world.relationships["MER"],
        "number": next(NUMBERS),
        "audience": Audience.SHARED,
        "title": "Mend it",
        "type": ActionType.CORRECTION,
        "area_id": world.areas[area] if area else None,
        "owner_id": world.people[who],
        "owner_side": side_of(who),
        "due_on": at.date() + timedelta(days=400),
        "first_due_on": at.date() + timedelta(days=400),
        "added_by_id": world.people[who],
        "created_at": at,
        "updated_at": at,
    }
    return add(Action(**{**facts, **values}))


def problem(world: World, who: str, at: datetime) -> Problem:
    """A problem in Customer care."""
    return add(
        Problem(
            relationship_id=world.relationships["MER"],
            number=next(NUMBERS),
            audience=Audience.SHARED,
            title="Releases are not tested",
            area_id=world.areas["Customer care"],
            raised_by_id=world.people[who],
            raised_side=side_of(who),
            opened_at=at,
            updated_at=at,
        )
    )


def risk(world: World, who: str, at: datetime) -> Risk:
    """A risk in Customer care."""
    return add(
        Risk(
            relationship_id=world.relationships["MER"],
            number=next(NUMBERS),
            audience=Audience.SHARED,
            title="Flood",
            area_id=world.areas["Customer care"],
            likelihood=2,
            impact=2,
            score=4,
            response=RiskResponse.REDUCE,
            owner_id=world.people[who],
            owner_side=side_of(who),
            look_on=at.date(),
            recorded_by_id=world.people[who],
            created_at=at,
            updated_at=at,
        )
    )


def handed_over(world: World, who: str, at: datetime, on: Issue) -> ClockPause:
    """That somebody acknowledged an issue, before their side handed it over an hour later."""
    return add(
        ClockPause(
            issue_id=on.id,
            side=side_of(who),
            round=1,
            position=1,
            reason=PauseReason.HANDED_OVER,
            from_at=at + timedelta(hours=1),
            acknowledged_at=at,
            acknowledged_by_id=world.people[who],
        )
    )


def comment(world: World, who: str, at: datetime, on: Subject, *, audience: Audience = Audience.SHARED) -> Comment:
    """A comment of that person."""
    on.updated_at = max(on.updated_at, at)
    return add(
        Comment(
            relationship_id=on.relationship_id,
            audience=audience,
            author_id=world.people[who],
            side=side_of(who),
            body="Word.",
            written_at=at,
            **pointing_at(on),
        )
    )


def acknowledgement(world: World, who: str, at: datetime, on: Issue) -> Rung:
    """The first level of an issue, acknowledged by that person."""
    level = db.session.query(EscalationLevel).filter_by(path_id=world.path_id, position=1).one()
    on.updated_at = max(on.updated_at, at)
    return add(
        Rung(
            issue_id=on.id,
            round=1,
            position=1,
            level_id=level.id,
            waiting_on=side_of(who),
            answering_seat_id=world.seats[who],
            trigger=Trigger.OPENED,
            told_at=on.opened_at,
            acknowledged_at=at,
            acknowledged_by_id=world.people[who],
        )
    )


def moved(world: World, action: Action, from_on: date, at: datetime) -> None:
    """That the due date of an action was another one until that instant."""
    add(
        DueDateMove(
            action_id=action.id,
            from_on=from_on,
            to_on=action.due_on,
            reason="Late",
            moved_by_id=world.people["client_spoc"],
            moved_at=at,
        )
    )


def side_of(who: str) -> Side:
    """The side of a person of the test world."""
    return Side.SUPPLIER if who.startswith("supplier") else Side.CLIENT


def add(row: Written) -> Written:
    """Write a row."""
    db.session.add(row)
    db.session.flush()
    return row
