"""What a month would have been under another version, with the figures worked by hand."""

from dataclasses import replace
from decimal import Decimal

from govtracker.enums import MeasurementState, Pillar
from govtracker.rules import periods
from govtracker.rules.performance import what_if
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.drafts import Judging, Said, measure
from govtracker.rules.performance.measuring import read_cell
from govtracker.rules.performance.standings import Corridor
from tests.support.measured import KPIS, OCTOBER, terms

D = Decimal
CORRIDOR = Corridor(D(65), D(90), D(70), D(70))
TERMS = tuple(replace(one, kpi_id=number) for number, one in enumerate(KPIS))
SAID = {one.kpi_id: Said(read_cell(OCTOBER[one.code], measure(one))) for one in TERMS}
MONTH = periods.parse("2026-10")


def version(experience: int, cost: int, revenue: int, *more) -> Criteria:
    weights = {Pillar.EXPERIENCE: D(experience), Pillar.COST: D(cost), Pillar.REVENUE: D(revenue)}
    return Criteria(2, weights, CORRIDOR, (*TERMS, *more))


AGREED = version(50, 35, 15)


def sentences(after: Criteria) -> list[str]:
    what = what_if.compare(AGREED, after, MONTH, SAID, Judging())
    assert what is not None
    return what_if.words(what)


def test_other_weights_would_have_made_another_score() -> None:
    # (50 · 45.6 + 35 · 85.714… + 15 · 85.6) ÷ 100 = 65.64; (20 · 45.6 + 65 · 85.714… + 15 · 85.6) ÷ 100 = 77.67…
    score = "77.7 (satisfactory) instead of 65.6 (watch)"
    assert sentences(version(20, 65, 15)) == [
        f"With this version October 2026 would have been {score}, from the same measurements."
    ]


def test_weights_scaled_would_have_made_the_same() -> None:
    assert sentences(version(100, 70, 30)) == sentences(AGREED)
    assert "the same: 65.6 (watch)" in sentences(AGREED)[0]


def test_a_kpi_that_nobody_measured_lowers_what_would_have_been_measured_and_not_the_score() -> None:
    found = sentences(version(50, 35, 15, terms("NEW", kpi_id=99, weight=D(50))))
    assert found == [
        "With this version October 2026 would have come out the same: 65.6 (watch).",
        "75 % of the weight would have been measured instead of 100 %.",
    ]


def test_a_new_target_shows_in_its_pillar() -> None:
    curve = replace(TERMS[0].anchors, worst=D(40), minimum=D(50), target=D(58))
    easier = replace(AGREED, terms=(replace(TERMS[0], anchors=curve), *TERMS[1:]))
    # first contact resolution would score 100 instead of 18: experience (20 · 100 + 20 · 64 + 10 · 64) ÷ 50 = 78.4
    assert sentences(easier)[-1] == "Customer experience: 78.4 instead of 45.6."


def test_nothing_is_said_while_weights_do_not_stand_or_nothing_was_measured() -> None:
    assert what_if.compare(AGREED, version(0, 0, 0), MONTH, SAID, Judging()) is None
    empty = what_if.compare(AGREED, version(1, 1, 1), MONTH, {}, Judging())
    assert empty is not None
    assert empty.after.overall is None
    assert "without a score" in what_if.words(empty)[0]
    assert all(one.entry.state is MeasurementState.MEASURED for one in SAID.values())
