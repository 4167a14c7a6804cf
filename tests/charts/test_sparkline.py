"""Small trend lines."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from govtracker.charts.sparkline import HEIGHT, WIDTH, Scale, draw, shared_scale
from tests.charts.pictures import tree

D = Decimal
WHOLE = Scale(D(0), D(100))
lines = st.lists(st.none() | st.decimals(min_value=-1000, max_value=1000, places=2), max_size=24)


def test_better_stands_higher_and_later_further_right() -> None:
    assert draw([D(0), D(50), D(100)], WHOLE).runs == ("3.0,21.0 44.0,12.0 85.0,3.0",)


def test_a_missing_value_is_a_gap_and_not_a_line_across_it() -> None:
    line = draw([D(1), D(2), None, D(3), None, D(4), D(5)], WHOLE)
    assert len(line.runs) == 2
    assert len(line.alone) == 1


def test_the_latest_value_is_marked_and_nothing_where_it_is_missing() -> None:
    assert draw([D(1), D(2)], WHOLE).last is not None
    assert draw([D(1), None], WHOLE).last is None
    assert draw([], WHOLE).last is None


def test_lines_of_a_column_share_a_scale() -> None:
    column: list[list[Decimal | None]] = [[D(60), D(90)], [None, D(40)], []]
    assert shared_scale(column) == Scale(D(40), D(90))


def test_noise_does_not_look_like_drama() -> None:
    scale = shared_scale([[D(70), D("70.5")]])
    assert scale.high - scale.low == 20
    assert scale.low < 70 < scale.high


def test_nothing_measured_has_a_scale_and_says_so() -> None:
    assert draw([None, None], shared_scale([[None, None]])).words == "nothing measured"


def test_the_words_say_what_the_line_shows() -> None:
    assert draw([D("67.5"), None, D("65.64")], WHOLE).words == "from 67.5 to 65.6 over 3 periods, 1 missing"
    assert draw([D(70)], WHOLE).words == "70.0"


@given(lines, lines)
def test_every_line_stays_inside_its_picture(one: list[Decimal | None], other: list[Decimal | None]) -> None:
    scale = shared_scale([one, other])
    for values in (one, other):
        line = draw(values, scale)
        dots = [tuple(map(float, dot.split(","))) for run in line.runs for dot in run.split()]
        dots += [(dot.x, dot.y) for dot in line.alone]
        assert len(dots) == len([value for value in values if value is not None])
        assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in dots)


def test_the_picture_is_named_in_words() -> None:
    svg = tree("sparkline", 'line, "Cost", tone="bad"', line=draw([D(1), D(2), None, D(3)], WHOLE))
    assert svg.get("aria-label") == "Cost: from 1.0 to 3.0 over 4 periods, 1 missing"
    assert (len(svg.findall("polyline")), len(svg.findall("circle"))) == (1, 2)
