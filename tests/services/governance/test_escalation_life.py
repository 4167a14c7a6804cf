"""Random lives of issues keep the promises of escalation: never twice, never to the late person, never lost."""

from collections.abc import Callable

from flask import Flask
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.databases import Database
from tests.support.escalation_life import Life, resetting

SHORT = settings(
    max_examples=6,
    stateful_step_count=40,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


def test_whatever_people_do_nothing_is_told_twice_or_to_the_late_or_lost(
    in_app: Flask, database_kind: str, applications: Callable[[str], tuple[Flask, Database]]
) -> None:
    Life.from_the_start(resetting(in_app, applications(database_kind)[1]))
    run_state_machine_as_test(seed(20261122)(Life), settings=SHORT)
    assert Life.climbs > 0
