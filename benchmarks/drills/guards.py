"""Take out one guard after the other: at least one test has to turn red for every one of them."""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import time_machine
from flask import Flask

from benchmarks.drills import _guard_endpoints as endpoints
from benchmarks.drills import _guard_pairs as pairs
from benchmarks.drills import _guard_sites as sites
from benchmarks.drills import _guard_trials as held
from benchmarks.drills._guard_sites import Guard
from benchmarks.drills._guard_trials import House, Trial
from tests.support import applications, asking, databases, marked, marked_records
from tests.support import world as worlds
from tests.support.databases import Sqlite

Names = Sequence[str]  # parts of the names of guards


@dataclass(frozen=True)
class Verdict:
    """Whether something turned red without a guard; `behind` names the one that had to be taken out before it."""

    name: str
    caught: bool
    behind: str = ""


def main(arguments: list[str]) -> int:
    """0 when every guard that was taken out was missed."""
    asked = _parsed(arguments)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        verdicts = [verdict for part in pool.map(_part, PARTS, [asked.only] * len(PARTS)) for verdict in part]
    behind = {verdict.name: verdict.behind for verdict in verdicts if verdict.behind}
    survived = sorted(verdict.name for verdict in verdicts if not verdict.caught)
    for name in sorted(behind):
        say(f"{name} is missed once {behind[name]} is gone, too")
    for name in survived:
        say(f"nothing turned red without {name}")
    caught = len(verdicts) - len(survived)
    print(json.dumps({"guards": len(verdicts), "caught": caught, "behind": len(behind), "survived": survived}))
    return 1 if survived or not verdicts else 0


def say(text: str) -> None:
    """Tell who waits."""
    print(f"· {text}", file=sys.stderr, flush=True)


def _is_asked(name: str, only: Names) -> bool:
    return any(part in name for part in only)


def _part(name: str, only: Names) -> list[Verdict]:
    begun = time.monotonic()
    found = list(PARTS[name](only))
    say(f"{name}: {len(found)} guards in {time.monotonic() - begun:.0f} s")
    return found


def sight(only: Names) -> Iterator[Verdict]:
    """Conditions of sight: looked for in the marked world, by all who have no business there."""
    everything = sites.conditions()
    guards = [guard for guard in everything if _is_asked(guard.name, only)]
    if not guards:
        return
    with empty_ground() as (app, _), time_machine.travel(marked.NOW, tick=False):
        house = House(app, worlds.make(app))
        with asking.noted() as questions:
            house.marks = marked.make(house.world)
        house.questions.extend(questions.values())
        marked_records.more(house.world)
        for guard in everything:
            guard.watch()
        for trials in (held.quick, held.thorough):  # what has been missed need not be looked for any more
            guards = yield from _round(house, guards, trials)
        by_name = {guard.name: guard for guard in everything}
        for guard in guards:
            applications.let_go(house.app)
            ways = house.passed[guard.name]
            behind = pairs.in_front(guard, ways, by_name)
            if not behind:
                say(f"{len(ways)} trials pass {guard.name}")
            yield Verdict(guard.name, bool(behind), behind)


def _round(
    house: House, guards: list[Guard], trials: Callable[[House], Iterator[Trial]]
) -> Generator[Verdict, None, list[Guard]]:
    """Take out each of them; returns those that nothing missed."""
    before, house.passed = house.passed, defaultdict(list)
    for trial in trials(house) if guards else ():
        house.note(trial)
    say(f"{sum(map(len, house.passed.values()))} trials pass {len(house.passed)} guards")
    left = []
    for guard in guards:
        applications.let_go(house.app)  # no connection is shared with the process that is forked
        if missed(guard.take_out, [trial for trial, _ in house.passed[guard.name]]):
            yield Verdict(guard.name, caught=True)
        else:
            left.append(guard)
            house.passed[guard.name] += before[guard.name]
    return left


@contextmanager
def empty_ground() -> Iterator[tuple[Flask, Sqlite]]:
    """An application on an empty, migrated database of its own; requests go to it, so no context is open."""
    with databases.quick_folder() as folder:
        store = Sqlite(folder / "govtracker.sqlite3")
        app = applications.build(applications.environment(store.url, str(folder)))
        applications.migrate(app, store)
        yield app, store
        applications.let_go(app)


def rules(only: Names) -> Iterator[Verdict]:
    """Permissions and predicates: asked of everybody in the table of rules."""
    trials = list(held.rules())
    for guard in sites.predicates():
        if _is_asked(guard.name, only):
            yield Verdict(guard.name, missed(guard.take_out, trials))
    for name, table, key in sites.policy():
        if _is_asked(name, only):
            yield Verdict(name, missed(partial(table.__setitem__, key, lambda *_: True), trials))


def declared(only: Names) -> Iterator[Verdict]:
    """What endpoints declare: asked of everybody whom the table of access refuses."""
    with empty_ground() as (app, store):
        rows = endpoints.Rows(app, store)
        for endpoint in endpoints.ENDPOINTS:
            if _is_asked(f"@requires of {endpoint}", only):
                for one, notices in rows.weakened(endpoint):
                    if one.front is None:
                        yield Verdict(one.name, missed(one.take_out, [notices]))
                    else:
                        caught = pairs.differs([one.front], Guard(one.name, one.take_out), [notices])
                        yield Verdict(one.name, caught, one.front.name if caught else "")


def missed(take_out: Callable[[], None], trials: Sequence[Trial]) -> bool:
    """In a process of its own: without the guard, does one of the trials turn red?"""

    def red() -> bool:
        take_out()
        return any(map(pairs.came, trials))  # what breaks without its guard is noticed as well

    return pairs.apart(red)


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill guards", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[""], help="guards with one of these in their names")
    return parser.parse_args(arguments)


PARTS: dict[str, Callable[[Names], Iterator[Verdict]]] = {"sight": sight, "rules": rules, "declared": declared}
