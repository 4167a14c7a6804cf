"""Standings: bands moved and named by the administrator, for the scorecards made from now on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from govtracker.database import db
from govtracker.enums import ConsequenceKind, Standing
from govtracker.models import AuditEvent, Scorecard, StandingBand
from govtracker.queries.performance import scorecard_rows, standing_bands
from govtracker.rules.performance import bands, verification
from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.world import World

PAGE = "/administration/standings"


def typed(**changed: str) -> dict[str, Any]:
    """The bands as they are shipped, with changes; what is ticked is sent."""
    values = {f"{one.standing.value}_name": one.called for one in bands.OURS}
    values |= {f"{one.standing.value}_floor": f"{one.low:f}" for one in bands.OURS}
    ticks = {f"{one.value}_{kind.value}": "y" for one, kinds in bands.OUR_CONSEQUENCES.items() for kind in kinds}
    return {**values, **ticks, **changed}


def test_the_bands_in_use_are_shown_and_nothing_is_stored_when_nothing_changed(app: Flask, world: World) -> None:
    administrator = world.client("administrator")
    assert 'value="85"' in administrator.get(PAGE).text
    assert administrator.post(PAGE, data=typed()).status_code == 303
    with app.app_context():
        assert db.session.query(StandingBand).count() == 0


def test_moved_bands_judge_what_is_shared_from_now_on_and_leave_what_was(app: Flask, world: World) -> None:
    with app.app_context():
        measured.agree(world)
        measured.enter(world, "2026-08", OCTOBER)
        measured.share(world, "2026-08")
    changed = typed(satisfactory_floor="65", satisfactory_name="Silver", watch_notify_sponsors="y")
    assert world.client("administrator").post(PAGE, data=changed).status_code == 303
    with app.app_context():
        measured.enter(world, "2026-10", OCTOBER)
        measured.share(world, "2026-10")
        before, after = db.session.query(Scorecard).order_by(Scorecard.number)
        assert (before.standing, before.standing_name) == (Standing.WATCH, "Watch")
        assert (after.standing, after.standing_name) == (Standing.SATISFACTORY, "Silver")
        assert standing_bands.consequences()[Standing.WATCH] == {ConsequenceKind.NOTIFY_SPONSORS}
        assert [verification.differences(kept) for _, _, kept in scorecard_rows.signed()] == [[], []]
        event = db.session.query(AuditEvent).filter_by(action="standings_changed").one()
        assert set(event.changes) == {"satisfactory", "watch"}
    assert "Silver" in world.client("client_spoc").get("/r/MER/scorecards/2026-10").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"under_review_floor": "5"}, "The lowest band begins at 0"),
        ({"watch_floor": "70"}, "It has to begin below 70, where Satisfactory begins."),
        ({"watch_floor": "seventy"}, "seventy"),
        ({"watch_floor": ""}, "Enter the score it begins at."),
        ({"watch_name": "preferred"}, "Another band has this name."),
    ],
)
def test_what_leaves_a_score_without_a_band_is_refused_beside_its_field(
    world: World, changed: dict[str, str], said: str
) -> None:
    answer = world.client("administrator").post(PAGE, data=typed(**changed))
    assert answer.status_code == 422
    assert said in answer.text.replace("&#34;", '"')


def test_two_administrators_who_save_together_both_get_through(app: Flask, world: World) -> None:
    start = Barrier(2)
    people = [world.client("administrator") for _ in range(2)]

    def save(number: int) -> int:
        start.wait()
        return people[number].post(PAGE, data=typed(satisfactory_name=f"Silver {number}")).status_code

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(save, range(2))) == [303, 303]
    with app.app_context():
        assert db.session.query(StandingBand).count() == len(bands.OURS)
