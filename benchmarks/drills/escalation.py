"""Escalation under random lives and killed workers: never twice, never to the late person, never lost."""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from ctypes import c_double
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import RawValue
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import func, select

from benchmarks.drills._ground import ground
from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, Severity
from govtracker.models import Issue, Rung
from govtracker.queries import find
from govtracker.services.issues import issues
from govtracker.services.issues.issues import NewIssue
from tests.support import escalation_oracle
from tests.support.escalation_life import STARTS, Life, resetting
from tests.support.escalation_oracle import Verdict
from tests.support.world import World

STEPS = 10_000
KILLS = 40
WORKERS = 4
ISSUES = 120
LIFE = settings(
    max_examples=10,
    stateful_step_count=50,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
    print_blob=False,
)


def main(arguments: list[str]) -> int:
    """0 when nothing was twice, lost, told to the late person or parked."""
    asked = _parsed(arguments)
    with ground(asked.database) as (app, store):
        reset = resetting(app, store)
        broken = _lives(reset, asked.steps, asked.seed)
        verdicts, issues_killed, climbs_killed = _kills(app, reset, asked.kills, random.Random(asked.seed))
    verdicts = [*Life.verdicts, *verdicts]
    figures = {
        "steps": Life.steps,
        "issues": Life.issues_raised + issues_killed,
        "climbs": Life.climbs + climbs_killed,
        **{name: sum(len(getattr(one, name)) for one in verdicts) for name in Verdict.__dataclass_fields__},
    }
    for sentence in dict.fromkeys(sentence for one in verdicts for sentence in one.everything):
        say(sentence)
    print(json.dumps(figures))
    return 1 if broken or any(one.everything for one in verdicts) else 0


def _lives(reset: Callable[[], World], steps: int, first: int) -> bool:
    """Lives until so many steps were taken; whether one of them came to a bad end."""
    Life.from_the_start(reset)
    broken = False
    for number in range(first, sys.maxsize):
        if Life.steps >= steps:
            return broken
        try:
            run_state_machine_as_test(seed(number)(Life), settings=LIFE)
        except Exception as end:  # noqa: BLE001  # whatever it is, the others are lived too
            broken = True
            say(f"lives {number} came to a bad end: {type(end).__name__}: {end}")
        say(f"{Life.steps:,} steps, {Life.climbs:,} climbs")
    return broken


def _kills(app: Flask, reset: Callable[[], World], kills: int, chance: random.Random) -> tuple[list[Verdict], int, int]:
    """What the judge says after workers were killed at random while time went on; issues and levels reached."""
    world, now = reset(), STARTS[0]
    _raise(world, now, chance)
    db.session.remove()
    db.engine.dispose()
    instant = RawValue(c_double, now.timestamp())
    workers = [_worker(app, instant) for _ in range(WORKERS)]
    for number in range(kills):
        now += timedelta(minutes=chance.choice((15, 60, 240, 960)))
        instant.value = now.timestamp()
        time.sleep(chance.uniform(0.02, 0.4))
        place = number % WORKERS
        workers[place].kill()
        workers[place].join()
        workers[place] = _worker(app, instant)
    for worker in workers:
        worker.kill()
        worker.join()
    say(f"{kills} workers killed")
    while jobs.run(jobs.job_named("escalate"), at=now).done:
        pass
    verdict = escalation_oracle.judge(now)
    levels = db.session.scalar(select(func.count()).select_from(Rung)) or 0
    raised = db.session.scalar(select(func.count()).select_from(Issue)) or 0
    db.session.rollback()
    return [verdict], raised, levels - raised


def _worker(app: Flask, instant: Any) -> BaseProcess:
    """A process that sweeps again and again, until it is killed."""

    def work() -> None:
        db.engine.dispose(close=False)  # connections of the process it was born from
        while True:
            jobs.run(jobs.job_named("escalate"), at=datetime.fromtimestamp(instant.value, UTC))
            time.sleep(0.002)

    process = get_context("fork").Process(target=work, daemon=True)
    process.start()
    return process


def _raise(world: World, at: datetime, chance: random.Random) -> None:
    for number in range(ISSUES):
        viewer = world.viewer(chance.choice(("client_spoc", "supplier_spoc")))
        severity = chance.choice(list(Severity))
        with database.transaction():
            facts = NewIssue(
                title=f"Issue {number}",
                description="",
                area_id=world.areas["Customer care"],
                severity=severity,
                audience=Audience.SHARED,
            )
            when = at + timedelta(minutes=chance.randrange(480))
            issues.raise_issue(find.relationship(viewer, "MER"), facts, by=viewer, at=when)


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev drill escalation", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--steps", type=int, default=STEPS, help=f"of random lives ({STEPS})")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"of workers ({KILLS})")
    parser.add_argument("--seed", type=int, default=1, help="the same again")
    return parser.parse_args(arguments)


def say(text: str) -> None:
    """Tell who waits."""
    print(f"· {text}", file=sys.stderr, flush=True)
