"""Longer periods: a sum of months is measured against the anchors of as many months."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from govtracker.enums import Aggregation, Frequency, MeasurementState, Pillar, Rag, Unit
from govtracker.rules.performance import drafts, explanation
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.drafts import Said
from govtracker.rules.performance.measuring import Entry
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.performance.standings import Corridor
from tests.support.measured import D, terms

MONTHS = ("July 2026", "August 2026", "September 2026")
MORE, FEWER = Anchors(D(100), D(150), D(200), stretch=D(220)), Anchors(D(30), D(20), D(10))


def rolled(anchors: Anchors, *figures: str, **changed: Any) -> CriterionResult:
    """What a KPI comes to in a quarter of these months; "" is a month that lacks."""
    usual = {"unit": Unit.COUNT, "decimals": 0, "aggregation": Aggregation.SUM, "anchors": anchors}
    one = terms("SELL", kpi_id=1, **{**usual, **changed})
    version = Criteria(1, {Pillar.EXPERIENCE: D(100)}, Corridor(D(65), D(90), D(70), D(70)), (one,))
    months: list[tuple[str, Mapping[int, Said]]] = [
        (name, {1: Said(Entry(MeasurementState.MEASURED, D(figure)))} if figure else {})
        for name, figure in zip(MONTHS, figures, strict=True)
    ]
    return drafts.draft("MER", "2026-Q3", version, drafts.rolled(version, months)).result.criteria[0]


@pytest.mark.parametrize(
    ("anchors", "figures", "score", "rag"),
    [
        (MORE, ("182", "182", "182"), "85.6", Rag.AMBER),
        (MORE, ("200", "200", "200"), "100", Rag.GREEN),
        (MORE, ("90", "100", "110"), "0", Rag.RED),
        (FEWER, ("10", "10", "10"), "100", Rag.GREEN),
        (FEWER, ("15", "15", "15"), "80", Rag.AMBER),
        (MORE, ("182", "182", ""), "85.6", Rag.AMBER),
        (MORE, ("", "", "182"), "85.6", Rag.AMBER),
    ],
)
def test_a_sum_is_scored_as_its_months_are(anchors: Anchors, figures: tuple[str, ...], score: str, rag: Rag) -> None:
    found = rolled(anchors, *figures)
    assert (found.score, found.rag) == (D(score), rag)


def test_the_explanation_says_whose_anchors_they_are() -> None:
    lines = dict(explanation.explain(rolled(MORE, "182", "182", "182")))
    assert lines["Anchors"] == "300 → 0 · 450 → 60 · 600 → 100; those agreed times 3, for 3 periods are added up"
    assert lines["Score"] == "60 + (546 − 450) ÷ (600 − 450) × 40 = 85.6"
    assert lines["Colour"].endswith("450")
    plain = dict(explanation.explain(rolled(MORE, "", "182", "")))
    assert plain["Anchors"] == "100 → 0 · 150 → 60 · 200 → 100"


def test_what_is_no_sum_keeps_its_anchors() -> None:
    found = rolled(MORE, "180", "190", "182", aggregation=Aggregation.LAST)
    assert (found.criterion.anchors, found.criterion.value) == (MORE, D(182))


@pytest.mark.parametrize(
    ("month", "year_begins", "state"),
    [
        (9, 1, MeasurementState.MISSING),
        (10, 1, MeasurementState.NOT_APPLICABLE),
        (11, 1, MeasurementState.NOT_APPLICABLE),
        (12, 1, MeasurementState.MISSING),
        (12, 2, MeasurementState.NOT_APPLICABLE),
        (1, 2, MeasurementState.MISSING),  # February begins the year: quarters end in April, July, October, January
        (10, 2, MeasurementState.MISSING),
    ],
)
def test_what_is_measured_by_the_quarter_is_missing_only_where_a_quarter_ends(
    month: int, year_begins: int, state: MeasurementState
) -> None:
    monthly, quarterly = terms("FCR", kpi_id=1), terms("NPS", kpi_id=2, weight=D(80), frequency=Frequency.QUARTERLY)
    version = Criteria(1, {Pillar.EXPERIENCE: D(100)}, Corridor(D(65), D(90), D(70), D(70)), (monthly, quarterly))
    said = {1: Said(Entry(MeasurementState.MEASURED, D(80)))}
    stands = drafts.with_not_due(version, date(2026, month, 1), said, year_begins=year_begins)
    made = drafts.draft("MER", f"2026-{month:02}", version, stands)
    assert made.result.criteria[1].criterion.state is state
    assert made.result.coverage == (D(20) if state is MeasurementState.MISSING else D(100))
    words = dict(explanation.explain(made.result.criteria[1]))["Because"]
    assert ("not due in this month" in words) == (state is MeasurementState.NOT_APPLICABLE)
    given = {2: Said(Entry(MeasurementState.MEASURED, D(80))), **said}
    assert drafts.with_not_due(version, date(2026, month, 1), given, year_begins=year_begins) == given


def test_a_quarter_of_what_is_measured_by_the_quarter_is_whole_with_one_value() -> None:
    one = terms("NPS", kpi_id=1, frequency=Frequency.QUARTERLY, aggregation=Aggregation.LAST)
    version = Criteria(1, {Pillar.EXPERIENCE: D(100)}, Corridor(D(65), D(90), D(70), D(70)), (one,))
    months: list[tuple[str, Mapping[int, Said]]] = [(name, {}) for name in MONTHS[:2]]
    months.append((MONTHS[2], {1: Said(Entry(MeasurementState.MEASURED, D(80)))}))
    assert drafts.rolled(version, months)[1].entry.state is MeasurementState.MEASURED


def test_what_is_measured_by_the_quarter_is_whole_in_it_and_has_its_own_anchors() -> None:
    found = rolled(MORE, "", "", "182", frequency=Frequency.QUARTERLY)
    assert (found.score, found.criterion.anchors, found.criterion.state) == (
        D("85.6"),
        MORE,
        MeasurementState.MEASURED,
    )
    assert found.criterion.source == "measured by the quarter: September 2026"
    monthly = rolled(MORE, "60", "60", "62", frequency=Frequency.QUARTERLY)
    assert (monthly.score, monthly.criterion.anchors) == (D("85.6"), MORE), "its anchors are those of a quarter"


@pytest.mark.parametrize("figure", ["0", "60.5", "79.99", "100", "140", "-3"])
@pytest.mark.parametrize("state", [MeasurementState.MEASURED, MeasurementState.PROVISIONAL, MeasurementState.MISSING])
def test_the_scores_of_a_line_are_those_of_the_draft(figure: str, state: MeasurementState) -> None:
    two = terms("FCR", kpi_id=1), terms("CSAT", kpi_id=2)
    version = Criteria(1, {Pillar.EXPERIENCE: D(100)}, Corridor(D(65), D(90), D(70), D(70)), two)
    said = {1: Said(Entry(state, D(figure)))}
    drafted = drafts.draft("MER", "2026-10", version, said).result.criteria
    line = drafts.scores(version, said)
    assert {found.criterion.id: found.score for found in drafted} == {1: line[1], 2: line.get(2)}
