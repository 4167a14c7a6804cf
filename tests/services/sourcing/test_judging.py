"""Two people who say for the first time how support types are judged: the second sees what the first said."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.queries.sourcing import judging as asked
from govtracker.rules.sourcing.judging import OURS
from govtracker.services.sourcing import judging
from tests.support.world import World

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
FIRST, SECOND = replace(OURS, misfit_points=Decimal(15)), replace(OURS, misfit_points=Decimal(20))


@pytest.mark.database("postgresql")
def test_whoever_comes_second_at_the_same_moment_reads_what_the_first_set(app: Flask, world: World) -> None:
    viewer = world.viewer("governance_office")

    def second() -> Decimal:
        with app.app_context(), database.transaction():
            there = judging.held(viewer)
            judging.settle(SECOND, by=viewer, at=AT)
            return there.misfit_points

    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), database.transaction():
            judging.held(viewer)
            theirs = pool.submit(second)
            judging.settle(FIRST, by=viewer, at=AT)
        assert theirs.result(timeout=60) == FIRST.misfit_points
    with app.app_context():
        assert asked.of(viewer.organisation_id) == SECOND
