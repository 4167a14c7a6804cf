"""Scorecards computed again: as they were signed, and every way in which one is not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from govtracker.enums import Pillar, Standing
from govtracker.rules.performance import drafts, scoring, snapshot, standings, verification
from govtracker.rules.performance.bands import OURS, Before
from govtracker.rules.performance.scorecards import CriterionInput, scorecard
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.performance.verification import Kept
from tests.rules.performance.test_scorecards import criteria
from tests.rules.scorecard_examples import OCTOBER, PILLAR_WEIGHTS, D

CORRIDOR = Corridor(D(65), D(90), D(70), D(60))


def signed(given: Sequence[CriterionInput] = OCTOBER, before: Before | None = None) -> Snapshot:
    result = scorecard(given, PILLAR_WEIGHTS)
    judged = standings.standing(result.overall, result.coverage, result.gates_red, OURS, before)
    zone = drafts.zone(result, CORRIDOR)
    facts = ("MER", "2026-10", 4, PILLAR_WEIGHTS, result, judged.standing, judged.reasons, CORRIDOR, zone)
    return Snapshot(*facts, bands=OURS, before=before, banded=judged.banded)


def kept(shown: Snapshot, **changed: Any) -> Kept:
    text = snapshot.write(shown)
    scores = [shown.result.overall, *(shown.result.pillar_score(one) for one in standings.THREE)]
    overall, one, two, three = (None if score is None else scoring.storable(score) for score in scores)
    coverage = scoring.storable(shown.result.coverage)
    reds = sum(found.rag == "red" for found in shown.result.criteria)
    figures = (overall, coverage, shown.standing, one, two, three, reds)
    whole = Kept(text, snapshot.digest(text), *figures, "MER", "2026-10", "Scorecard of October 2026", False, 4)
    return replace(whole, **changed)


def test_what_was_signed_computes_again_to_the_same() -> None:
    assert verification.differences(kept(signed())) == []


@given(criteria())
def test_recomputation_is_stable_whatever_was_measured(given: list[CriterionInput]) -> None:
    whole = kept(signed(given))
    assert verification.differences(whole) == []
    again = kept(snapshot.read(whole.text))
    assert again == whole


def test_a_standing_that_was_held_computes_again_from_what_was_kept_of_the_period_before() -> None:
    held = signed(before=Before("2026-09", D("70.4"), Standing.SATISFACTORY))
    assert verification.differences(kept(held)) == []
    near = signed([replace(one, value=D("59.5")) if one.id == 1 else one for one in OCTOBER])
    assert near.standing is Standing.WATCH


def test_a_snapshot_from_before_bands_were_kept_is_judged_by_ours() -> None:
    old = replace(signed(), bands=(), before=None, banded=None)
    assert "bands" not in snapshot.write(old)
    assert verification.differences(kept(old)) == []


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('"overall":"65.64"', '"overall":"95.64"', "overall: 95.64 is stored, 65.64 computes"),
        ('"standing":"watch","zone"', '"standing":"preferred","zone"', "standing: preferred is stored, watch computes"),
        ('"low":"55"', '"low":"66"', "nothing can be computed from it"),
        ('"value":"58"', '"value":"68"', "score: 18 is stored"),
        ('"zone":"under_serve"', '"zone":"ahead"', "zone: ahead is stored, under_serve computes"),
        ('"weight":"25"', '"weight":"0"', "is stored"),
    ],
)
def test_figures_that_do_not_compute_are_named_besides_the_digest(old: str, new: str, part: str) -> None:
    whole = kept(signed())
    assert old in whole.text
    found = verification.differences(replace(whole, text=whole.text.replace(old, new, 1)))
    assert found[0].startswith("the digest is ")
    assert any(part in line for line in found)


def test_figures_in_lists_that_are_not_those_of_the_snapshot_are_named() -> None:
    whole = kept(signed(), overall=D(80), standing=Standing.PREFERRED, red_count=0)
    assert verification.differences(whole) == [
        "score in lists: 80 is stored, 65.64 computes",
        "standing in lists: preferred is stored, watch computes",
        "red KPIs in lists: 0 is stored, 1 computes",
    ]


def test_what_is_no_snapshot_is_said_so() -> None:
    found = verification.differences(kept(signed(), text="{}"))
    assert len(found) == 2
    assert "not a snapshot" in found[1]


def test_the_period_before_says_its_band_and_not_what_a_gate_made_of_it() -> None:
    shown = replace(signed(), standing=Standing.UNDER_REVIEW, banded=Standing.WATCH)
    assert drafts.before(shown) == Before("2026-10", D("65.64"), Standing.WATCH)
    assert drafts.before(replace(shown, banded=None, bands=())) == Before("2026-10", D("65.64"), Standing.WATCH)
    assert drafts.before(replace(shown, standing=Standing.INSUFFICIENT_DATA)) is None
    assert drafts.before(None) is None
    assert shown.result.pillar_score(Pillar.COMPLIANCE) is None


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [
        ({"relationship": "CAS"}, "relationship: the row says CAS, MER was signed"),
        ({"period": "2026-09"}, "period: the row says 2026-09, 2026-10 was signed"),
        ({"criteria_version": 5}, "criteria version: the row says 5, 4 was signed"),
        ({"is_of_scope": True, "title": "Scorecard of October 2026, Cebu"}, "scope: the row says Scorecard of Octob"),
    ],
)
def test_what_was_signed_for_something_else_is_named(elsewhere: dict[str, Any], said: str) -> None:
    [found] = verification.differences(kept(signed(), **elsewhere))
    assert found.startswith(said)


def test_what_was_signed_for_another_scope_is_named() -> None:
    of_cebu = kept(replace(signed(), scope="Cebu"), is_of_scope=True, title="Scorecard of October 2026, Cebu")
    assert verification.differences(of_cebu) == []
    moved = replace(of_cebu, title="Scorecard of October 2026, Manila")
    assert verification.differences(moved) == ["scope: the row says Scorecard of October 2026, Manila, Cebu was signed"]


def test_a_pillar_that_is_left_out_is_named() -> None:
    whole = signed()
    less = replace(whole, result=replace(whole.result, pillars=whole.result.pillars[:-1]))
    assert any(line.startswith("pillars: ") for line in verification.differences(kept(less)))
