"""What a version of the criteria lacks, weighs and says."""

from decimal import Decimal

import pytest

from govtracker.enums import Pillar, Rag, Unit
from govtracker.rules.performance import criteria, criteria_changes
from govtracker.rules.performance.anchors import Anchors, doubtful
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.criteria_changes import Change
from govtracker.rules.performance.standings import Corridor
from tests.support.measured import KPIS, terms

D = Decimal
CORRIDOR = Corridor(D(65), D(90), D(70), D(70))
WEIGHTS = {Pillar.EXPERIENCE: D(50), Pillar.COST: D(35), Pillar.REVENUE: D(15)}
NUMBERED = tuple(terms(f"K{number}", kpi_id=number) for number in range(1, 12))


def version(*wanted, weights=WEIGHTS, corridor=CORRIDOR):
    return Criteria(
        1, weights, corridor, wanted or tuple(terms(one.code, **facts(one, n)) for n, one in enumerate(KPIS))
    )


def facts(one, number):
    kept = {name: getattr(one, name) for name in one.__dataclass_fields__ if name not in ("code", "kpi_id")}
    return {**kept, "kpi_id": number}


def test_effective_weights_are_percentages_of_the_whole_whatever_was_typed():
    assert list(criteria.effective_weights(version()).values()) == [20, 20, 10, 25, 10, 15]
    doubled = version(weights={pillar: weight * 2 for pillar, weight in WEIGHTS.items()})
    assert criteria.effective_weights(doubled) == criteria.effective_weights(version())


def test_an_empty_version_cannot_be_proposed_and_has_no_effective_weights():
    empty = Criteria(1, WEIGHTS, CORRIDOR, ())
    assert criteria.gaps(empty) == ["There is no criterion yet: add at least one."]
    assert criteria.effective_weights(empty) == {}


def test_more_than_ten_criteria_are_a_warning_and_ten_are_none():
    ten = version(*NUMBERED[:10], weights={Pillar.EXPERIENCE: D(100)})
    eleven = version(*NUMBERED, weights={Pillar.EXPERIENCE: D(100)})
    assert criteria.warnings(ten) == []
    assert criteria.warnings(eleven) == ["11 criteria are many: more than 10 are hard to steer by."]
    assert criteria.gaps(eleven) == []


def test_pillar_weights_that_do_not_add_up_are_a_warning_and_stop_nobody():
    found = version(weights={Pillar.EXPERIENCE: D(60), Pillar.COST: D("35.5"), Pillar.REVENUE: D(15)})
    assert criteria.warnings(found) == ["The pillars weigh 110.5 together, not 100: what each comes to is shown."]
    assert criteria.gaps(found) == []
    assert criteria.warnings(version()) == []


def test_a_pillar_that_weighs_without_criteria_and_one_that_does_not_weigh_are_pointed_out():
    found = criteria.warnings(version(NUMBERED[0], weights={Pillar.COST: D(100)}))
    assert found == [
        "Cost carries weight, and no criterion measures it.",
        "Customer experience has criteria and no weight: they do not count.",
    ]


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [
        (Anchors(D(55), D(65), D(70)), [("60", 30, Rag.RED), ("67.5", 80, Rag.AMBER), ("70", 100, Rag.GREEN)]),
        (Anchors(D(6), D(5), D(4)), [("5.5", 30, Rag.RED), ("4.5", 80, Rag.AMBER), ("4", 100, Rag.GREEN)]),
        (
            Anchors(D(60), D(70), D(75), high_target=D(85), high_minimum=D(91), high_worst=D(95)),
            [("65", 30, Rag.RED), ("75", 100, Rag.GREEN), ("88", 80, Rag.AMBER)],
        ),
    ],
)
def test_three_worked_examples_show_what_anchors_mean(anchors, expected):
    found = [criteria.example(value, anchors, Unit.POINTS) for value in criteria.telling_values(anchors)]
    assert [(one.value, one.score, one.rag) for one in found] == [(D(v), D(s), rag) for v, s, rag in expected]
    assert found[0].sum_done.endswith("= 30")


@pytest.mark.parametrize(
    ("value", "unit", "score", "words"),
    [
        ("76", Unit.PERCENT, 100, "on target: 100; 106 where a bonus is paid"),
        ("101", Unit.PERCENT, None, "A percentage cannot be above 100."),
        ("-3", Unit.COUNT, None, "A count cannot be below 0."),
        ("54", Unit.PERCENT, 0, "at the worst value or beyond it: 0"),
    ],
)
def test_a_tried_value_says_what_it_comes_to_or_why_it_is_none(value, unit, score, words):
    found = criteria.example(D(value), Anchors(D(55), D(65), D(70), stretch=D(80)), unit)
    assert (found.score, found.sum_done) == (score, words)


@pytest.mark.parametrize(
    ("anchors", "unit", "field"),
    [
        (Anchors(D("0.5"), D("0.75"), D("0.85")), Unit.PERCENT, "target"),
        (Anchors(D("0.12"), D("0.08"), D("0.05")), Unit.PERCENT, "worst"),
        (Anchors(D("0.5"), D("0.75"), D(1)), Unit.PERCENT, "target"),
        (Anchors(D(50), D(75), D(85)), Unit.PERCENT, None),
        (Anchors(D("2"), D("0.5"), D("0.1")), Unit.PERCENT, None),
        (Anchors(D("0.5"), D("0.75"), D("0.85")), Unit.HOURS, None),
    ],
)
def test_percentages_that_look_like_shares_of_one_are_asked_about(anchors, unit, field):
    assert doubtful(anchors, unit) == field


def test_any_change_changes_the_digest_and_order_of_typing_does_not():
    before = criteria_changes.digest(version())
    assert before == criteria_changes.digest(version())
    others = [
        version(weights={**WEIGHTS, Pillar.COST: D(36)}),
        version(corridor=Corridor(D(64), D(90), D(70), D(70))),
        version(*version().terms[:-1]),
        version(*version().terms[:-1], terms("SELL", definition="new words")),
    ]
    assert len({before, *map(criteria_changes.digest, others)}) == 5


def test_differences_name_what_was_added_taken_out_and_altered():
    first, second = NUMBERED[:2]
    before = version(first, second)
    after = Criteria(
        2,
        {Pillar.EXPERIENCE: D(60)},
        Corridor(D(65), D(88), D(70), D(70)),
        (terms("K1", kpi_id=1, is_gate=True, anchors=Anchors(D(60), D(75), D(80))), NUMBERED[2]),
    )
    assert criteria_changes.between(before, after) == [
        "Weight of customer experience: changed from 50 to 60.",
        "Weight of cost: taken out (was 35).",
        "Weight of revenue: taken out (was 15).",
        "Experience top: changed from 90 to 88.",
        "K3: added.",
        "K2: taken out.",
        "K1: gate changed from “no” to “yes”.",
        "K1: target changed from 85 to 80.",
    ]
    assert criteria_changes.between(before, before) == []
    assert criteria_changes.changes(before, after)[-1] == Change("K1", "target", "85", "80")
    assert [one.about for one in criteria_changes.changes(after, before)][-4:] == ["K2", "K3", "K1", "K1"]
