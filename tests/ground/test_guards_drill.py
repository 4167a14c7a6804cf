"""The rehearsal that takes out guards: it notices what others hold, and says so where nobody does."""

from functools import partial

import pytest
from flask import Flask

from benchmarks.drills import _guard_pairs, _guard_sites, guards
from benchmarks.drills._guard_pairs import Way
from benchmarks.drills._guard_sites import Guard
from benchmarks.drills.guards import Verdict
from govtracker.queries import NotFound, find
from tests.support.applications import let_go
from tests.support.world import World


def test_permissions_that_let_everybody_through_are_noticed() -> None:
    assert {verdict.name: verdict.caught for verdict in guards.rules(["POLICY[AGREE_"])} == {
        f"access.POLICY[AGREE_{what}]": True for what in ("CONTRACT", "CRITERIA", "MINUTES", "PATH", "SCORECARD")
    }


def test_predicate_that_holds_for_everybody_is_noticed_and_what_nobody_tries_is_not() -> None:
    [guard] = [guard for guard in _guard_sites.predicates() if guard.name == "access.lead_of_area"]
    assert list(guards.rules([guard.name])) == [Verdict(guard.name, caught=True)]
    assert not guards.missed(guard.take_out, [])


@pytest.mark.database("sqlite")
def test_condition_taken_out_of_a_query_lets_strangers_find(app: Flask, world: World) -> None:
    stranger = world.viewer("other_supplier_spoc")
    [guard] = [guard for guard in _guard_sites.conditions() if guard.name.startswith("find.relationship,")]

    def finds() -> bool:
        with app.app_context():
            try:
                return find.relationship(stranger, "MER") is not None
            except NotFound:
                return False

    let_go(app)  # the process that tries shares no connection
    assert guards.missed(guard.take_out, [finds])
    assert not guards.missed(lambda: None, [finds])


def test_guard_behind_another_is_missed_once_that_one_is_gone() -> None:
    gone: set[str] = set()
    front, behind, idle = (Guard(name, partial(gone.add, name)) for name in ("front", "behind", "idle"))
    known = {guard.name: guard for guard in (front, behind, idle)}

    def tells() -> str:
        return "a secret" if gone >= {"front", "behind"} else ""

    ways: list[Way] = [(tells, frozenset(known))]
    assert not guards.missed(behind.take_out, [tells])
    assert _guard_pairs.in_front(behind, ways, known) == "front"
    assert not _guard_pairs.in_front(idle, ways, known)


def test_declaration_of_a_route_that_is_weakened_is_noticed() -> None:
    verdicts = {verdict.name: verdict.caught for verdict in guards.declared(["@requires of task_links.index"])}
    assert verdicts == {f"@requires of task_links.index: {how}": True for how in ("view for give_link", "whoever asks")}


def test_permission_that_stands_behind_a_loader_is_noticed_once_that_finds_for_everybody() -> None:
    name = "@requires of supervision.segment"
    permission = f"{name}: own for read_supervision"
    verdicts = {verdict.name: verdict for verdict in guards.declared([name])}
    assert verdicts[permission] == Verdict(permission, caught=True, behind=f"{name}: whoever asks")
