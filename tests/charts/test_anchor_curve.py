"""The anchor curve: where its corners, its line and the tried values stand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.charts import anchor_curve
from govtracker.enums import Rag, Unit
from govtracker.rules.performance.anchors import Anchors

D = Decimal
RANGE = Anchors(D(240), D(300), D(330), high_target=D(420), high_minimum=D(450), high_worst=D(520))


def test_the_corners_rise_from_worst_to_target_between_flat_ends():
    curve = anchor_curve.draw(Anchors(D(55), D(65), D(70)), Unit.PERCENT, [D(60), D(99)])
    assert [(one.word, one.raw, one.score) for one in curve.corners] == [
        ("worst value", D(55), D(0)),
        ("minimum", D(65), D(60)),
        ("target", D(70), D(100)),
    ]
    assert [one.y for one in curve.corners] == [190, 91.8, 26.4]
    assert curve.line.split()[0] == "42.0,190.0"
    assert curve.line.split()[-1] == "454.0,26.4"
    assert [(mark.rag, mark.y) for mark in curve.marks] == [(Rag.RED, anchor_curve.height(D(30))), (Rag.GREEN, 26.4)]
    assert curve.marks[1].x == 454  # beyond the picture it stands at its edge
    assert curve.words == "55 scores 0, 65 scores 60, 70 scores 100"


def test_a_range_has_six_corners_and_falls_again():
    curve = anchor_curve.draw(RANGE, Unit.SECONDS)
    assert [one.score for one in curve.corners] == [0, 60, 100, 100, 60, 0]
    assert [one.word for one in curve.corners][3:] == ["upper target", "upper minimum", "upper worst value"]


def test_where_lower_is_better_the_curve_falls_and_a_stretch_goes_on_to_110():
    curve = anchor_curve.draw(Anchors(D(8), D(5), D(3), stretch=D(1)), Unit.COUNT)
    assert [(int(one.raw), int(one.score)) for one in curve.corners] == [(1, 110), (3, 100), (5, 60), (8, 0)]
    assert curve.beyond.endswith(f",{anchor_curve.TOP}")


def test_the_picture_never_leaves_the_domain_of_the_unit():
    curve = anchor_curve.draw(Anchors(D(98), D(99), D("99.5")), Unit.PERCENT)
    assert curve.corners[-1].x < anchor_curve.RIGHT
    whole = anchor_curve.draw(Anchors(D(0), D(60), D(100)), Unit.PERCENT)
    assert (whole.corners[0].x, whole.corners[-1].x) == (anchor_curve.LEFT, anchor_curve.RIGHT)


@pytest.mark.parametrize("raws", [("1000000", "1000001", "1000002"), ("99", "99.1", "99.11")])
def test_figures_that_would_run_into_one_another_stand_in_rows(raws):
    curve = anchor_curve.draw(Anchors(*map(D, raws)), Unit.COUNT)
    for left, right in zip(curve.corners, curve.corners[1:], strict=False):
        apart = right.x - left.x
        assert left.label_y != right.label_y or apart > len(str(left.raw)) * 5


@given(
    st.lists(st.decimals(-1000, 1000, places=3), min_size=3, max_size=3, unique=True),
    st.decimals(-9999, 9999, places=2),
)
def test_everything_lies_within_the_picture(raws, tried):
    curve = anchor_curve.draw(Anchors(*sorted(raws)), Unit.POINTS, [tried])
    places = [(one.x, one.y) for one in curve.corners] + [(one.x, one.y) for one in curve.marks]
    assert all(anchor_curve.LEFT <= x <= anchor_curve.RIGHT for x, _ in places)
    assert all(anchor_curve.TOP <= y <= anchor_curve.BOTTOM for _, y in places)
