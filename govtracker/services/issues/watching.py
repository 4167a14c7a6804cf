"""Watching: who is told of what is said about a record and of how it moves."""

from collections.abc import Iterable
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import Base, before_commit, carried
from govtracker.mail import notices, watch_messages
from govtracker.models import Scorecard, Subject, Watch
from govtracker.models.subject import kind_of, name_of, pointing_at
from govtracker.queries import claims
from govtracker.queries.issues import watches
from govtracker.services import events
from govtracker.services.events import Happened


def follow(subject: Subject, people: Iterable[int | None], *, at: datetime) -> None:
    """Let these people (ids; None is left out) watch the record by themselves; whoever stopped is left alone."""
    if not notices.are_untold():
        _enter(subject, people, at=at)


def _enter(subject: Subject, people: Iterable[int | None], *, at: datetime) -> None:
    pointer = pointing_at(subject)
    rows = [
        {**pointer, "person_id": person_id, "is_on": True, "since_at": at}
        for person_id in dict.fromkeys(person for person in people if person is not None)
    ]
    claims.insert_missing(Watch, rows, unique=[*pointer, "person_id"])


def watch(subject: Subject, *, by: Viewer, at: datetime) -> None:
    """Tell the person of what happens here."""
    _set(subject, is_on=True, by=by, at=at)


def stop(subject: Subject, *, by: Viewer, at: datetime) -> None:
    """Tell the person no more; nothing but they themselves makes them watch it again."""
    _set(subject, is_on=False, by=by, at=at)


def _set(subject: Subject, *, is_on: bool, by: Viewer, at: datetime) -> None:
    _enter(subject, [by.person_id], at=at)
    found = watches.of(by, subject)
    if found is not None and found.is_on is not is_on:
        found.is_on, found.since_at = is_on, at


@events.heard
def _note(subject: Base | None, happened: Happened) -> None:
    """Whatever moves a record or gives it to someone, wherever it is written: its watchers are told at the end."""
    if {"status", "owner_id"} & happened.changes.keys() and kind_of(subject) and not notices.are_untold():
        carried().setdefault("moves", []).append((subject, happened))


@before_commit
def _tell() -> None:
    moves: list[tuple[Subject, Happened]] = carried().pop("moves", [])
    for subject, happened in moves:
        if "owner_id" in happened.changes and not isinstance(subject, Scorecard):
            follow(subject, [subject.owner_id], at=happened.at)
    moved = [(subject, happened) for subject, happened in moves if "status" in happened.changes]
    watching = watches.watchers([subject for subject, _ in moved])
    for subject, happened in moved:
        watch_messages.moved(
            subject,
            watching.get((name_of(subject), subject.id), []),
            to=happened.changes["status"][1],
            by=(happened.actor_id, happened.actor_name),
            at=happened.at,
        )
