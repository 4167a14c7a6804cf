"""The heat map and the quadrant of a portfolio."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from govtracker.charts import heat_map, pictures, places, quadrant
from govtracker.charts.pictures import Picture, Size
from govtracker.charts.places import Place
from govtracker.enums import Standing
from govtracker.rules.performance.standings import Corridor

D = Decimal
CORRIDOR = Corridor(D(65), D(90), D(70), D(70))
WEAK = Place("MER", "Meridian", Standing.WATCH, "Watch", D(62), D("-6.4"), D(43), D(86), D(95), CORRIDOR)
STRONG = Place("CAS", "Cascade", Standing.PREFERRED, "Preferred", D(90), D(2), D(95), D(88), None, CORRIDOR)
NEW = Place("NEW", "Newcomer")


def words(drawn: Picture) -> list[str]:
    tree = ET.fromstring(pictures.svg(drawn))
    return ["".join(part.itertext()) for part in tree.iter() if part.tag.endswith("}text")]


@pytest.mark.parametrize("size", Size)
def test_the_heat_map_marks_what_lies_below_its_floor_or_above_its_top(size: Size) -> None:
    said = words(heat_map.picture([WEAK, STRONG, NEW], size=size))
    for figure in ("△ 62", "▼ 43", "86", "95", "90", "▲ 95", "–"):
        assert figure in said


def test_the_heat_map_is_a_table_too() -> None:
    assert heat_map.table([WEAK, NEW]).rows == (
        (
            "Meridian (MER)",
            "62, watch",
            "43, below its floor of 65",
            "86, at or over its floor of 70",
            "95, at or over its floor of 70",
        ),
        ("Newcomer (NEW)", "–, no scorecard yet", "–, not measured", "–, not measured", "–, not measured"),
    )


@pytest.mark.parametrize("size", Size)
def test_the_quadrant_names_what_is_weak_and_losing(size: Size) -> None:
    drawn = quadrant.picture([WEAK, STRONG, NEW], size=size)
    said = words(drawn)
    assert {"MER", "CAS"} <= set(said)
    assert "NEW" not in said
    assert drawn.description == "Weak and losing: MER."
    assert drawn.table.rows[0] == ("Meridian (MER)", "62", "−6.4", "weak, losing")
    assert drawn.table.rows[1][2] == "+2"
    assert drawn.table.rows[2] == ("Newcomer (NEW)", "–", "–", "–")


def test_nothing_can_be_drawn_too() -> None:
    assert heat_map.picture([]).table.rows == ()
    assert pictures.svg(quadrant.picture([])).startswith("<svg")


def test_each_kind_and_each_figure_has_its_digest() -> None:
    assert places.digest([WEAK], kind="a") != places.digest([WEAK], kind="b")
    assert places.digest([WEAK], kind="a") != places.digest([WEAK, NEW], kind="a")
