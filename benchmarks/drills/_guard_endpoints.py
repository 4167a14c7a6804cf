"""What every endpoint declares of itself, weakened: the table of who gets which answer has to notice."""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask

from benchmarks.drills._guard_sites import Guard
from govtracker import clock
from govtracker.access import WITHOUT_SUBJECT, Permission, Viewer
from govtracker.queries import viewers
from govtracker.web.access import Declared
from tests.support import world as worlds
from tests.support.applications import let_go
from tests.support.databases import Sqlite
from tests.support.world import PEOPLE, World
from tests.web.access_table import Row
from tests.web.test_access_table import ROWS, is_of_a_person, of_somebody_who_may_not, prepared

OPEN = (Permission.OWN, Permission.SEE_PORTFOLIO, Permission.VIEW)  # nothing is weaker but being open to everyone
REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
OF_ONESELF = {"own_company", "own", "own_one"}  # loaders that ask for nothing that could be another's
WORLD, READY = "world", "ready"
ENDPOINTS = sorted(ROWS)


@dataclass(frozen=True)
class Weakened:
    """An endpoint with one part of what it declares made weaker, and who is asked whether they notice."""

    name: str
    take_out: Callable[[], None]
    people: list[str]
    front: Guard | None = None  # what has to be gone for anybody to get as far as this


class Rows:
    """The table of access on a database of its own."""

    def __init__(self, app: Flask, store: Sqlite) -> None:
        self.app, self.store = app, store
        worlds.keep(app, store)

    def weakened(self, endpoint: str) -> Iterator[tuple[Weakened, Callable[[], object]]]:
        """Each part of the declaration, weakened, with the trial of it: whether somebody gets another answer; behind
        another part, what everybody gets.
        """
        declared: Declared = getattr(self.app.view_functions[endpoint], "declared")  # noqa: B009
        row = ROWS.get(endpoint)
        if row is None or declared.permission is None:
            return
        self.store.restore(WORLD)
        world = worlds.kept(self.app)
        sent = prepared(row, self.app, world)
        let_go(self.app)
        self.store.keep(READY)
        for one in _parts(endpoint, declared, row, world):
            let_go(self.app)
            self.store.restore(READY)
            trial: Callable[[], object] = functools.partial(_notices, row, world, sent, one.people)
            if one.front is not None:
                trial = functools.partial(_gets, row, world, sent, one.people)
            elif not one.people and is_of_a_person(self.app, endpoint):
                trial = functools.partial(_goes_on, row, world, sent)
            yield one, trial
            let_go(self.app)


def _goes_on(row: Row, world: World, sent: tuple[str, Mapping[str, Any]]) -> bool:
    """Does somebody who may take in files no more get anywhere with one they began?"""
    began = of_somebody_who_may_not(world)
    let_go(world.app)
    got = world.client(began).open(sent[0], method=row.method, data=sent[1]).status_code
    return got != HTTPStatus.FORBIDDEN


def _parts(endpoint: str, declared: Declared, row: Row, world: World) -> Iterator[Weakened]:
    blind = _loader_for_all(endpoint, declared, row, world)
    if declared.permission in OPEN:
        yield Weakened(
            f"@requires of {endpoint}: anybody", functools.partial(_set, declared, permission=None), [ANYBODY]
        )
    else:
        weaker = Permission.OWN if declared.permission in WITHOUT_SUBJECT else Permission.VIEW
        name = f"@requires of {endpoint}: {weaker} for {declared.permission}"
        people, front = _expecting(row, HTTPStatus.FORBIDDEN), None
        if not people and blind is not None:  # nobody is forbidden what they do not find
            people, front = [who for who in PEOPLE if _refused(row, who)], blind
        yield Weakened(name, functools.partial(_set, declared, permission=weaker), people, front)
    if blind is not None:
        yield Weakened(blind.name, blind.take_out, _expecting(row, HTTPStatus.NOT_FOUND))


def _loader_for_all(endpoint: str, declared: Declared, row: Row, world: World) -> Guard | None:
    """What finds the subject, as a guard; None where there is none, or nobody may."""
    rightful = next((who for who in PEOPLE if not _refused(row, who)), None)
    if declared.subject is None or rightful is None or _called(declared.subject) in OF_ONESELF:
        return None
    seen = _seen_by(world, rightful)
    blind = functools.partial(_set, declared, subject=_blind(declared.subject, seen))
    return Guard(f"@requires of {endpoint}: whoever asks", blind)


ANYBODY = "anonymous"


def _set(declared: Declared, **weaker: Any) -> None:
    for name, value in weaker.items():
        object.__setattr__(declared, name, value)


def _blind(subject: Callable[..., Any], rightful: Viewer) -> Callable[..., Any]:
    """The loader, finding for everybody what one who may read it finds."""

    @functools.wraps(subject)
    def found(viewer: Viewer, **address: Any) -> Any:
        del viewer
        return subject(rightful, **address)

    return found


def _called(subject: Callable[..., Any]) -> str:
    plain = subject.func if isinstance(subject, functools.partial) else subject
    return str(plain.__name__)


def _seen_by(world: World, who: str) -> Viewer:
    with world.context():
        viewer = viewers.viewer(world.people[who], today=clock.today("UTC"))
    assert viewer is not None
    return viewer


def _expected(row: Row, who: str) -> tuple[int, ...]:
    expected = row.anonymous if who == ANYBODY else row.statuses.get(who, row.others)
    return expected if isinstance(expected, tuple) else (expected,)


def _refused(row: Row, who: str) -> bool:
    return bool({*_expected(row, who)} & {*REFUSED})


def _expecting(row: Row, status: int) -> list[str]:
    return [who for who in PEOPLE if _expected(row, who) == (status,)]


def _notices(row: Row, world: World, sent: tuple[str, Mapping[str, Any]], people: list[str]) -> bool:
    url, data = sent
    for who in people:
        client = world.app.test_client() if who == ANYBODY else world.client(who)
        if client.open(url, method=row.method, data=data, buffered=True).status_code not in _expected(row, who):
            return True
    return False


def _gets(row: Row, world: World, sent: tuple[str, Mapping[str, Any]], people: list[str]) -> list[int]:
    url, data = sent
    return [world.client(who).open(url, method=row.method, data=data, buffered=True).status_code for who in people]
