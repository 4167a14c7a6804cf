"""The bar of pillar weights."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from govtracker.charts.weight_bar import LENGTH, parts
from govtracker.enums import Pillar
from tests.charts.pictures import tree

D = Decimal


def test_parts_follow_each_other_and_are_rescaled_to_the_whole() -> None:
    found = parts({Pillar.REVENUE: D(3), Pillar.EXPERIENCE: D(10), Pillar.COST: D(7), Pillar.COMPLIANCE: D(0)})
    assert [(part.pillar, part.percent, part.start, part.length) for part in found] == [
        (Pillar.EXPERIENCE, D(50), 0, 500),
        (Pillar.COST, D(35), 500, 350),
        (Pillar.REVENUE, D(15), 850, 150),
    ]


def test_no_weight_is_no_part() -> None:
    assert parts({}) == ()
    assert parts({Pillar.COST: D(0)}) == ()


@given(st.dictionaries(st.sampled_from(Pillar), st.decimals(min_value=D("0.1"), max_value=100, places=1), min_size=1))
def test_the_bar_is_full(weights: dict[Pillar, Decimal]) -> None:
    found = parts(weights)
    assert round(sum(part.percent for part in found), 9) == 100
    assert abs(found[-1].start + found[-1].length - LENGTH) < 0.2


def test_each_pillar_is_named_with_its_percentage() -> None:
    names = {pillar: pillar.replace("_", " ") for pillar in Pillar}
    bar = tree("weight_bar", "parts, names", parts=parts({Pillar.EXPERIENCE: D(2), Pillar.COST: D(1)}), names=names)
    assert [" ".join("".join(line.itertext()).split()) for line in bar.iter("li")] == [
        "experience 66.7 %",
        "cost 33.3 %",
    ]
    picture = bar.find("svg")
    assert picture is not None
    assert len(picture.findall("rect")) == 2
