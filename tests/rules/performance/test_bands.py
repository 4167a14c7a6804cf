"""Bands as data: where they begin, what is refused, and a score at a bound that changes nothing to and fro."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Standing
from govtracker.rules.performance import bands
from govtracker.rules.performance.bands import OURS, BadBand, Before
from govtracker.rules.performance.standings import standing

D = Decimal
NAMED: Mapping[Standing, tuple[str, Decimal]] = {
    Standing.PREFERRED: ("Gold", D(90)),
    Standing.SATISFACTORY: ("Silver", D("72.5")),
    Standing.WATCH: ("Bronze", D(60)),
    Standing.IMPROVEMENT_PLAN: ("On a plan", D(45)),
    Standing.UNDER_REVIEW: ("Under review", D(0)),
}
scores = st.decimals(min_value=0, max_value=100, places=2)


def test_bands_reach_up_to_the_one_above_and_the_best_one_holds_100() -> None:
    made = bands.made(NAMED)
    assert [(one.low, one.high) for one in made] == [
        (D(90), D(100)),
        (D("72.5"), D(90)),
        (D(60), D("72.5")),
        (D(45), D(60)),
        (D(0), D(45)),
    ]
    for score, name in (("100", "Gold"), ("90", "Gold"), ("89.99", "Silver"), ("0", "Under review")):
        assert bands.of(D(score), made).called == name


@given(st.sets(st.integers(1, 99), min_size=4, max_size=4), scores)
def test_every_score_lies_in_exactly_one_band_wherever_they_begin(floors: set[int], score: Decimal) -> None:
    ordered = [D(floor) for floor in sorted(floors, reverse=True)] + [D(0)]
    made = bands.made({one: (one.value, floor) for one, floor in zip(bands.IN_ORDER, ordered, strict=True)})
    assert sum(band.holds(score) for band in made) == 1


@pytest.mark.parametrize(
    ("changed", "field", "part"),
    [
        ({Standing.UNDER_REVIEW: ("Under review", D(1))}, "under_review_floor", "begins at 0"),
        ({Standing.WATCH: ("Bronze", D("72.5"))}, "watch_floor", "below 72.5, where Silver begins"),
        ({Standing.WATCH: ("Bronze", D(80))}, "watch_floor", "below 72.5"),
        ({Standing.PREFERRED: ("Gold", D(100))}, "preferred_floor", "below 100"),
        ({Standing.PREFERRED: ("Gold", D(-1))}, "preferred_floor", "between 0 and 100"),
        ({Standing.PREFERRED: ("Gold", D("NaN"))}, "preferred_floor", "between 0 and 100"),
        ({Standing.PREFERRED: ("Gold", D("90.001"))}, "preferred_floor", "two decimals"),
        ({Standing.WATCH: ("silver", D(60))}, "watch_name", "Another band"),
        ({Standing.WATCH: (" ", D(60))}, "watch_name", "what it is called"),
        ({Standing.WATCH: ("x" * 41, D(60))}, "watch_name", "40 characters"),
    ],
)
def test_gaps_overlaps_and_disorder_are_refused_beside_their_field(
    changed: dict[Standing, tuple[str, Decimal]], field: str, part: str
) -> None:
    with pytest.raises(BadBand, match=part) as refusal:
        bands.made({**NAMED, **changed})
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("score", "before", "expected"),
    [
        ("69.99", ("72", Standing.SATISFACTORY), Standing.SATISFACTORY),  # across by 0.01
        ("69.01", ("72", Standing.SATISFACTORY), Standing.SATISFACTORY),  # across by 0.99
        ("69", ("72", Standing.SATISFACTORY), Standing.WATCH),  # across by 1
        ("69.99", ("69.5", Standing.SATISFACTORY), Standing.WATCH),  # across for the second period
        ("69.99", ("70", Standing.SATISFACTORY), Standing.SATISFACTORY),  # 70 was not across
        ("70.5", ("69.5", Standing.WATCH), Standing.WATCH),  # above by 0.5
        ("70.5", ("70", Standing.WATCH), Standing.SATISFACTORY),  # above for the second period
        ("71", ("69.5", Standing.WATCH), Standing.SATISFACTORY),
        ("85.5", ("69.5", Standing.WATCH), Standing.PREFERRED),  # far across, one band skipped
        ("39.5", ("56", Standing.WATCH), Standing.UNDER_REVIEW),
        ("54.5", ("84.9", Standing.PREFERRED), Standing.IMPROVEMENT_PLAN),
        ("70", ("72", Standing.SATISFACTORY), Standing.SATISFACTORY),
    ],
)
def test_a_standing_changes_by_a_point_or_in_the_second_period(
    score: str, before: tuple[str, Standing], expected: Standing
) -> None:
    found = standing(D(score), D(100), [], OURS, Before("2026-09", D(before[0]), before[1]))
    assert (found.standing, found.banded) == (expected, expected)
    assert bool(found.reasons) is (bands.of(D(score)).standing is not expected)


def test_a_standing_that_is_held_says_why() -> None:
    found = standing(D("69.966"), D(100), [], OURS, Before("2026-09", D(72), Standing.SATISFACTORY))
    assert found.reasons == (
        "69.96 lies below 70 by less than 1 point, for the first time: the standing stays satisfactory.",
    )


def test_a_gate_caps_what_is_held_and_the_next_period_goes_on_from_the_band() -> None:
    capped = standing(D("69.5"), D(100), ["Data protection"], OURS, Before("2026-09", D(72), Standing.SATISFACTORY))
    assert (capped.standing, capped.banded) == (Standing.UNDER_REVIEW, Standing.SATISFACTORY)
    free = standing(D("70.5"), D(100), [], OURS, Before("2026-10", D("69.5"), Standing.SATISFACTORY))
    assert free.standing is Standing.SATISFACTORY


def test_a_cap_is_called_what_its_band_is_called() -> None:
    named = bands.made({**NAMED, Standing.UNDER_REVIEW: ("Last call", D(0))})
    assert standing(D(95), D(100), ["Availability"], named).reasons == (
        "The gate “Availability” is red: the standing is capped at last call.",
    )


@given(scores, scores, st.sampled_from(bands.IN_ORDER))
def test_a_standing_is_held_only_within_a_point_of_its_band(score: Decimal, last: Decimal, held: Standing) -> None:
    found = standing(score, D(100), [], OURS, Before("2026-09", last, held)).standing
    band = next(one for one in OURS if one.standing is held)
    assert found is bands.of(score).standing or (found is held and band.low - 1 < score < band.high + 1)
