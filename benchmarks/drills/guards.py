"""Take out one guard after the other: at least one test has to turn red for every one of them."""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

import time_machine
from flask import Flask

from benchmarks.drills import _guard_sites as sites
from benchmarks.drills import _guard_trials as held
from benchmarks.drills._guard_sites import Guard
from benchmarks.drills._guard_trials import House, Trial
from tests.support import applications, asking, databases, marked, marked_records
from tests.support import world as worlds
from tests.support.databases import Sqlite

LONGEST = 180  # seconds for the trials of one guard
Verdict = tuple[str, bool]  # a guard, and whether something turned red without it


def main(arguments: list[str]) -> int:
    """0 when every guard that was taken out was missed."""
    asked = _parsed(arguments)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        verdicts = [verdict for part in pool.map(_part, PARTS, [asked.only] * len(PARTS)) for verdict in part]
    survived = sorted(name for name, caught in verdicts if not caught)
    for name in survived:
        say(f"nothing turned red without {name}")
    figures = {"guards": len(verdicts), "caught": len(verdicts) - len(survived), "survived": survived}
    print(json.dumps(figures))
    return 1 if survived or not verdicts else 0


def say(text: str) -> None:
    """Tell who waits."""
    print(f"· {text}", file=sys.stderr, flush=True)


def _part(name: str, only: str) -> list[Verdict]:
    begun = time.monotonic()
    found = list(PARTS[name](only))
    say(f"{name}: {len(found)} guards in {time.monotonic() - begun:.0f} s")
    return found


def sight(only: str) -> Iterator[Verdict]:
    """Conditions of sight: looked for in the marked world, by all who have no business there."""
    guards = [guard for guard in sites.conditions() if only in guard.name]
    if not guards:
        return
    with empty_ground() as app, time_machine.travel(marked.NOW, tick=False):
        house = House(app, worlds.make(app))
        with asking.noted() as questions:
            marked.make(house.world)
        house.questions.extend(questions.values())
        marked_records.more(house.world)
        for guard in guards:
            guard.watch()
        for trials in (held.quick, held.thorough):  # what has been missed need not be looked for any more
            guards = yield from _round(house, guards, trials)
        yield from ((guard.name, False) for guard in guards)


def _round(
    house: House, guards: list[Guard], trials: Callable[[House], Iterator[Trial]]
) -> Generator[Verdict, None, list[Guard]]:
    """Take out each of them; returns those that nothing missed."""
    house.passed.clear()
    for trial in trials(house) if guards else ():
        house.note(trial)
    say(f"{sum(map(len, house.passed.values()))} trials pass {len(house.passed)} guards")
    left = []
    for guard in guards:
        applications.let_go(house.app)  # no connection is shared with the process that is forked
        if missed(guard.take_out, house.passed[guard.name]):
            yield guard.name, True
        else:
            left.append(guard)
    return left


@contextmanager
def empty_ground() -> Iterator[Flask]:
    """An application on an empty, migrated database of its own; requests go to it, so no context is open."""
    with databases.quick_folder() as folder:
        store = Sqlite(folder / "govtracker.sqlite3")
        app = applications.build(applications.environment(store.url, str(folder)))
        applications.migrate(app, store)
        yield app
        applications.let_go(app)


def rules(only: str) -> Iterator[Verdict]:
    """Permissions and predicates: asked of everybody in the table of rules."""
    trials = list(held.rules())
    for guard in sites.predicates():
        if only in guard.name:
            yield guard.name, missed(guard.take_out, trials)
    for name, table, key in sites.policy():
        if only in name:
            yield name, missed(partial(table.__setitem__, key, lambda *_: True), trials)


def missed(take_out: Callable[[], None], trials: list[Trial]) -> bool:
    """In a process of its own: without the guard, does one of the trials turn red?"""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)  # what hangs is counted as noticed by nobody
        take_out()
        red = False
        try:
            red = any(trial() for trial in trials)
        except Exception as fault:  # noqa: BLE001  # what breaks without its guard is noticed as well
            say(f"{type(fault).__name__}: {str(fault)[:200]}")
            red = True
        finally:
            os._exit(0 if red else 1)
    return os.waitpid(child, 0)[1] == 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill guards", description=__doc__)
    parser.add_argument("--only", default="", help="guards with this in their name")
    return parser.parse_args(arguments)


PARTS: dict[str, Callable[[str], Iterator[Verdict]]] = {"sight": sight, "rules": rules}
