"""Credits, bonuses and what is given back: worked by hand, and what must hold for any figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import EarnBack, EntryKind, Incentive, IncentiveThreshold, MeasurementState, Pillar, Rag, Unit
from govtracker.rules import periods
from govtracker.rules.performance import incentive_words, incentives, scoring
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.incentives import Deal, Line, Standing, Term, Version
from govtracker.rules.performance.scorecards import CriterionInput, CriterionResult

D = Decimal
OCTOBER = date(2026, 10, 1)
CURVE = Anchors(D(50), D(70), D(85), stretch=D(95))


def result(value, kpi_id=1, anchors=CURVE, **more):
    known = None if value is None else D(value)
    state = MeasurementState.MISSING if value is None else MeasurementState.MEASURED
    criterion = CriterionInput(
        kpi_id, "FCR", Pillar.EXPERIENCE, D(1), anchors, Unit.PERCENT, state, known, code="FCR", **more
    )
    score = None if known is None else scoring.score(known, anchors)
    return CriterionResult(criterion, score, scoring.rag(known, anchors), D(0), D(0), D(0))


def term(kpi_id=1, pool_share="50", share="40", direction=Incentive.CREDIT, at=IncentiveThreshold.BELOW_MINIMUM):
    return Term(kpi_id, "Quality", D(pool_share), D(share), direction, at)


def deal(*terms, **more):
    facts = Deal("EUR", 10_000_000, D(10), D(5), EarnBack.NONE, 0, D(100), date(2026, 1, 1), terms or (term(),))
    return replace(facts, **more)


def test_the_legal_example_half_of_the_pool_times_two_fifths_of_a_tenth_of_a_hundred_thousand():
    [line] = incentives.of_month(deal(), OCTOBER, {1: result("58")})
    assert (line.kind, line.amount, line.kpi_id) == (EntryKind.CREDIT, 200_000, 1)
    words = incentive_words.arithmetic(line.kind, line.amount, "EUR", line.basis, None)
    assert words == "50 % × 40 % × 10 % × 100,000.00 EUR = 2,000.00 EUR"
    assert incentive_words.because(line.basis) == "58 %, worse than the minimum of 70 %"


@pytest.mark.parametrize(
    ("value", "at", "falls_due"),
    [
        ("69.999", IncentiveThreshold.BELOW_MINIMUM, True),
        ("70", IncentiveThreshold.BELOW_MINIMUM, False),
        ("84.99", IncentiveThreshold.BELOW_TARGET, True),
        ("85", IncentiveThreshold.BELOW_TARGET, False),
        ("85", IncentiveThreshold.AT_TARGET, True),
        ("94.9", IncentiveThreshold.ABOVE_STRETCH, False),
        ("95", IncentiveThreshold.ABOVE_STRETCH, True),
        (None, IncentiveThreshold.BELOW_MINIMUM, False),
        (None, IncentiveThreshold.BELOW_TARGET, False),
    ],
)
def test_from_where_on_money_moves(value, at, falls_due):
    assert incentives.is_due(term(at=at), result(value)) is falls_due


def test_the_other_way_round_where_less_is_better_and_on_both_sides_of_a_range():
    lower = Anchors(D(600), D(420), D(300), stretch=D(240))
    assert incentives.is_due(term(), result("421", anchors=lower))
    assert not incentives.is_due(term(at=IncentiveThreshold.ABOVE_STRETCH), result("241", anchors=lower))
    assert incentives.is_due(term(at=IncentiveThreshold.ABOVE_STRETCH), result("240", anchors=lower))
    between = Anchors(D(60), D(70), D(75), high_target=D(85), high_minimum=D(90), high_worst=D(95))
    [line] = incentives.of_month(deal(), OCTOBER, {1: result("92", anchors=between)})
    assert incentive_words.because(line.basis) == "92 %, worse than the minimum of 90 %"


def test_a_value_that_rounds_to_its_anchor_is_said_in_full():
    [line] = incentives.of_month(deal(), OCTOBER, {1: result("69.96")})
    assert incentive_words.because(line.basis) == "69.96 %, worse than the minimum of 70 %"


def test_past_the_amount_at_risk_each_credit_is_cut_alike_and_the_sum_is_the_limit():
    terms = [term(kpi_id, "150", "100") for kpi_id in (1, 2)] + [term(3, "150", "50")]
    lines = incentives.of_month(deal(*terms), OCTOBER, {one: result("58", one) for one in (1, 2, 3)})
    assert [line.amount for line in lines] == [400_000, 400_000, 200_000]
    words = incentive_words.arithmetic(lines[2].kind, lines[2].amount, "EUR", lines[2].basis, None)
    assert words == (
        "150 % × 50 % × 10 % × 100,000.00 EUR = 7,500.00 EUR; the month’s sum of 37,500.00 EUR stops at 10,000.00 EUR "
        "(10 % of 100,000.00 EUR), each part cut alike: 2,000.00 EUR"
    )


def test_what_rounding_leaves_goes_to_the_largest_remainders_and_of_equal_ones_to_the_first():
    assert incentives.spread([D("33.4"), D("33.3"), D("33.3")], D(50)) == [17, 17, 16]
    assert incentives.spread([D("0.5"), D("0.5")], D(1)) == [0, 0]  # half even
    assert incentives.spread([D("1.5"), D("1.5")], D(3)) == [2, 1]  # each rounds up to 2, and 4 is too much
    assert incentives.spread([D("10")], D("0.9")) == [0]
    assert incentives.spread([], D(5)) == []


def test_a_yen_is_not_divided():
    [line] = incentives.of_month(deal(currency="JPY", charge=99_999), OCTOBER, {1: result("58")})
    assert line.amount == 2_000
    said = incentive_words.arithmetic(line.kind, line.amount, "JPY", line.basis, None)
    assert said == "50 % × 40 % × 10 % × 99,999 JPY = 1,999.98 JPY, rounded to 2,000 JPY"


def test_a_bonus_is_reckoned_from_its_own_limit_and_goes_the_other_way():
    paid = term(2, "50", "100", Incentive.BONUS, IncentiveThreshold.ABOVE_STRETCH)
    lines = incentives.of_month(deal(term(), paid), OCTOBER, {1: result("58"), 2: result("96", 2)})
    assert [(line.kind, line.amount) for line in lines] == [(EntryKind.CREDIT, 200_000), (EntryKind.BONUS, -250_000)]


def months(*values, first=date(2026, 1, 1)):
    """Month by month what KPI 1 came to; None: measured nothing, "-": no agreed scorecard."""
    return {periods.month_after(first, step): {1: result(value)} for step, value in enumerate(values) if value != "-"}


@pytest.mark.parametrize(
    ("values", "given_back"),
    [
        (["58", "86", "86", "86"], [(date(2026, 4, 1), -2_000)]),
        (["58", "86", "86"], []),
        (["58", "86", "84", "86", "86"], []),
        (["58", "86", None, "86"], []),  # what was not measured was not at target
        (["58", "86", "-", "86"], []),
        (["58", "86", "86", "86", "86", "86"], [(date(2026, 4, 1), -2_000)]),
    ],
)
def test_so_many_months_at_target_give_a_credit_back_once(values, given_back):
    terms = deal(earn_back=EarnBack.NEXT_PERIODS, earn_back_months=3)
    lines = incentives.earn_backs(terms, {(date(2026, 1, 1), 1): 2_000}, months(*values))
    assert [(line.period_on, line.amount) for line in lines] == given_back


def test_never_more_than_the_agreed_share_of_a_credit_is_given_back():
    terms = deal(earn_back=EarnBack.NEXT_PERIODS, earn_back_months=1, earn_back_share=D(50))
    [line] = incentives.earn_backs(terms, {(date(2026, 1, 1), 1): 2_001}, months("58", "86"))
    assert line.amount == -1_000
    words = incentive_words.arithmetic(line.kind, line.amount, "EUR", line.basis, line.source_on)
    assert words == "50 % of 20.01 EUR = 10.00 EUR: one month at target after the credit of January 2026"


def test_an_average_of_the_contract_year_at_target_gives_its_credits_back_in_its_last_month():
    terms = deal(earn_back=EarnBack.ANNUAL_AVERAGE, starts_on=date(2025, 3, 15))
    credited = {(date(2026, 3, 1), 1): 2_000, (date(2026, 5, 1), 1): 1_000, (date(2026, 2, 1), 1): 500}
    good = months("58", "86", "60", *["95"] * 9, first=date(2026, 3, 1))  # 1,059 over 12 is 88.25
    [line] = incentives.earn_backs(terms, credited, good)
    assert (line.period_on, line.amount, line.source_on) == (date(2027, 2, 1), -3_000, date(2026, 3, 1))
    assert line.basis["average"] == "88.25"
    poor = months("58", "86", "60", *["85"] * 9, first=date(2026, 3, 1))
    assert incentives.earn_backs(terms, credited, poor) == []
    waiting = months(*["95"] * 11, first=date(2026, 3, 1))
    assert incentives.earn_backs(terms, credited, waiting) == []


def test_the_average_of_ratios_is_the_ratio_of_sums():
    terms = deal(earn_back=EarnBack.ANNUAL_AVERAGE)
    parts = [("50", "100")] + [("890", "1000")] * 11  # 9,840 of 11,100 is 88.6 %
    year = {
        periods.month_after(date(2026, 1, 1), step): {
            1: result(D(above) / D(below) * 100, numerator=D(above), denominator=D(below))
        }
        for step, (above, below) in enumerate(parts)
    }
    [line] = incentives.earn_backs(terms, {(date(2026, 1, 1), 1): 100}, year)
    assert line.basis["average"].startswith("88.648648")
    year[date(2026, 5, 1)] = {1: result("89")}  # typed without its parts: a mean of ratios would be no average
    assert incentives.earn_backs(terms, {(date(2026, 1, 1), 1): 100}, year) == []


def test_the_average_of_values_is_weighted_by_n_where_every_month_says_it():
    terms = deal(earn_back=EarnBack.ANNUAL_AVERAGE)
    counts = [("50", 1)] + [("89", 100)] * 11  # 97,950 of 1,101 is 88.96, the plain mean 85.75
    year = {
        periods.month_after(date(2026, 1, 1), step): {1: result(value, n=n)} for step, (value, n) in enumerate(counts)
    }
    [line] = incentives.earn_backs(terms, {(date(2026, 1, 1), 1): 100}, year)
    assert line.basis["average"].startswith("88.96")


def test_a_credit_is_given_back_by_the_version_under_which_it_was_entered():
    whole = deal(earn_back=EarnBack.NEXT_PERIODS, earn_back_months=1)
    half = replace(whole, earn_back_share=D(50))
    in_dollars = replace(half, currency="USD")
    versions = [Version(date(2026, 1, 1), whole), Version(date(2026, 10, 1), half)]
    september, october, november = (date(2026, month, 1) for month in (9, 10, 11))
    credited = {(september, 1): (2_000, "EUR"), (october, 1): (2_000, "EUR")}
    found = months("58", "86", "86", first=september)
    assert [
        (line.period_on, line.source_on, line.amount) for line in incentives.given_back(versions, credited, found)
    ] == [
        (october, september, -2_000),
        (november, october, -1_000),
    ]
    assert incentives.given_back([versions[0], Version(october, in_dollars)], {(october, 1): (9, "EUR")}, found) == []
    assert incentives.reach(versions) == 12


def test_a_recomputation_adds_nothing_and_another_amount_takes_the_entry_back():
    due = [Line(OCTOBER, EntryKind.CREDIT, 1, 2_000, "EUR", {})]
    there = [Standing(7, OCTOBER, EntryKind.CREDIT, 1, 2_000, "EUR")]
    assert incentives.changes(due, there) == ([], [])
    assert incentives.changes(due, []) == ([], due)
    assert incentives.changes([], there) == (there, [])
    other = [replace(due[0], amount=1_500)]
    assert incentives.changes(other, there) == (there, other)
    in_dollars = [replace(due[0], currency="USD")]
    assert incentives.changes(in_dollars, there) == (there, in_dollars)


shares = st.decimals(D("0.01"), D(100), places=2)


@given(
    st.integers(0, 10**12),
    st.decimals(D(0), D(100), places=2),
    st.lists(st.tuples(shares, shares, st.sampled_from(["58", "75", "90", None])), max_size=8),
)
def test_a_month_never_comes_to_more_than_the_amount_at_risk(charge, at_risk, given_terms):
    terms = [term(number, pool, share) for number, (pool, share, _) in enumerate(given_terms)]
    found = {number: result(value, number) for number, (*_, value) in enumerate(given_terms)}
    lines = incentives.of_month(replace(deal(), charge=charge, at_risk=at_risk, terms=tuple(terms)), OCTOBER, found)
    assert sum(line.amount for line in lines) <= charge * at_risk / 100
    assert all(line.amount > 0 and found[line.kpi_id].rag is Rag.RED for line in lines)


@given(st.lists(st.decimals(D(0), D(10**9), places=4), max_size=10), st.decimals(D(0), D(10**9), places=4))
def test_nobody_is_cut_by_more_than_a_unit_beyond_the_common_factor(exact, limit):
    amounts = incentives.spread(exact, limit)
    total, top = sum(exact, D(0)), D(int(limit))
    assert sum(amounts) <= limit
    for amount, whole in zip(amounts, exact, strict=True):
        assert abs(amount - (whole * top / total if total > top else whole)) <= 1


@given(st.lists(st.sampled_from(["58", "75", "86"]), min_size=1, max_size=30), st.integers(1, 4), st.integers(0, 100))
def test_what_is_given_back_never_passes_what_was_credited(values, run, share):
    terms = deal(earn_back=EarnBack.NEXT_PERIODS, earn_back_months=run, earn_back_share=D(share))
    found = months(*values)
    credited = {
        (line.period_on, 1): line.amount
        for month, one in found.items()
        for line in incentives.of_month(terms, month, one)
    }
    lines = incentives.earn_backs(terms, credited, found)
    assert len({line.key for line in lines}) == len(lines)
    for line in lines:
        assert line.source_on is not None
        assert 0 < -line.amount <= credited[line.source_on, 1]


@given(st.lists(st.lists(st.sampled_from(["58", "75", "86", None]), min_size=3, max_size=3), min_size=1, max_size=8))
def test_however_often_a_month_is_amended_its_entries_add_up_to_what_is_due_and_stay_within_the_limit(amendments):
    terms = deal(*(term(kpi_id, "150", "80") for kpi_id in (1, 2, 3)))
    amounts: dict[int, int] = {}  # every entry ever made, counter-entries too
    there: list[Standing] = []
    for values in amendments:
        found = {kpi_id: result(value, kpi_id) for kpi_id, value in enumerate(values, 1)}
        due = incentives.of_month(terms, OCTOBER, found)
        wrong, missing = incentives.changes(due, there)
        amounts |= {len(amounts) + place: -entry.amount for place, entry in enumerate(wrong)}
        made = [
            Standing(len(amounts) + place, OCTOBER, one.kind, one.kpi_id, *one.money)
            for place, one in enumerate(missing)
        ]
        amounts |= {one.id: one.amount for one in made}
        there = [one for one in there if one not in wrong] + made
        assert sum(amounts.values()) == sum(one.amount for one in there) == sum(line.amount for line in due)
        assert sum(amounts.values()) <= terms.limit(Incentive.CREDIT)
        assert incentives.changes(due, there) == ([], [])
