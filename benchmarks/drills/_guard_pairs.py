"""A guard that nothing misses alone: the one in front of it is taken out first, and then it has to be missed."""

import logging
import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from benchmarks.drills._guard_sites import Guard
from benchmarks.drills._guard_trials import Trial
from govtracker.access import Place, Viewer
from govtracker.enums import Side
from govtracker.queries import visible
from govtracker.queries.issues import actions
from govtracker.queries.partnership import value

LONGEST = 180  # seconds for the trials of one pair
TRIALS = 120  # of those that pass the guard
FRONT = 40  # guards that trials pass together with it, the nearest first
Way = tuple[Trial, frozenset[str]]  # a trial, and the guards it passes


def _of_everybody(_viewer: Viewer) -> list[tuple[int, Side, None]]:
    return [(relationship_id, side, None) for relationship_id in range(1, 4) for side in Side]


def _client(_viewer: Viewer, _place: Place) -> Side:
    return Side.CLIENT


def _everywhere(_viewer: Viewer) -> set[tuple[int, Side]]:
    return {(relationship_id, side) for relationship_id in range(1, 4) for side in Side}


OVERSEEN = Guard("what the viewer oversees", partial(setattr, visible, "overseen", _of_everybody))
# queries that narrow by more than a condition → what is in front of it there
ELSEWHERE = {
    "issues.actions.awaiting_verification": OVERSEEN,
    "issues.work.waiting": OVERSEEN,
    "issues.actions.to_answer": Guard("what is allowed", partial(setattr, actions, "allowed", lambda *_: True)),
    "partnership.value._seen": Guard("whom they speak for", partial(setattr, value, "_spoken_for", _everywhere)),
    "structure.relationships.sides_of": Guard("the side they stand on", partial(setattr, Viewer, "side_in", _client)),
}


def in_front(guard: Guard, ways: Sequence[Way], guards: Mapping[str, Guard]) -> str:
    """The guard without which this one is missed as well; nothing where there is none.

    Both times the front one is gone, so that what differs is this guard's own doing.
    """
    front = ELSEWHERE.get(guard.name.partition(",")[0])
    if front is not None and differs([front], guard, [trial for trial, _ in ways]):
        return front.name
    near = _near(guard, ways, guards)
    some = ways[:: len(ways) // TRIALS + 1]
    if not near or not differs(near, guard, [trial for trial, _ in some]):
        return ""
    for one in near[:FRONT]:
        through = [trial for trial, passed in ways if one.name in passed]
        if differs([one], guard, through[:: len(through) // TRIALS + 1]):
            return one.name
    return f"the {len(near)} around it"


def _near(guard: Guard, ways: Sequence[Way], guards: Mapping[str, Guard]) -> list[Guard]:
    """What trials pass besides, of the same function first, then of the same module, then what they pass most often.

    A condition itself is in front of nothing: it is what the guards that ask it are made of.
    """
    met = Counter(name for _, passed in ways for name in passed if name != guard.name)
    whole = not guard.is_condition
    known = [guards[name] for name in met if name in guards and not (whole and guards[name].is_condition)]
    place = guard.name.partition(",")[0]
    module = place.rpartition(".")[0]

    def order(other: Guard) -> tuple[bool, bool, int]:
        return (
            other.name.partition(",")[0] != place,
            not other.name.startswith(f"{module}."),
            -met[other.name],
        )

    return sorted(known, key=order)


def differs(front: Sequence[Guard], guard: Guard, trials: Sequence[Trial]) -> bool:
    """In a process of its own, with `front` gone: do the trials come to something else without the guard?"""

    def asked() -> bool:
        for one in front:
            one.take_out()
        with_it = [came(trial) for trial in trials]
        guard.take_out()
        return any(came(trial) != before for trial, before in zip(trials, with_it, strict=True))

    return apart(asked)


def came(trial: Trial) -> object:
    """What comes of a trial; what breaks says how."""
    try:
        return trial()
    except Exception as fault:  # noqa: BLE001  # without its guards it may break anyhow
        return f"{type(fault).__name__}"


def apart(asked: Callable[[], bool]) -> bool:
    """The answer of a process of its own, which leaves nothing behind; no where it hangs."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        logging.disable()  # what breaks without a guard is no news
        answer = False
        try:
            answer = asked()
        finally:
            os._exit(0 if answer else 1)
    return os.waitpid(child, 0)[1] == 0
