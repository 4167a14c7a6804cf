"""The map of customer segments."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from govtracker.charts import pictures, segment_map
from govtracker.charts.pictures import Look, Size
from govtracker.charts.segment_map import Area, Spot
from govtracker.enums import SegmentFinding

D = Decimal
OVER = Spot("Large <accounts> & more", D("4.7"), D("2.3"), "High", "Low touch", SegmentFinding.OVER_SERVED)
SAME = Spot("Also there", D("4.7"), D("2.3"), "High", "Low touch", None)
UNKNOWN = Spot("Farms", D(3), None, "Middle", "Not known", SegmentFinding.VISIBLE_TRAITS_ONLY)


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("size", Size)
def test_it_is_drawn_by_itself_with_every_known_segment_and_its_words(look: Look, size: Size) -> None:
    picture = segment_map.picture([OVER, SAME, UNKNOWN], look=look, size=size)
    drawn = ET.fromstring(pictures.svg(picture))  # our own
    said = [text.text for text in drawn.iter() if text.tag.endswith("text")]
    assert "Also there" in said
    assert "Farms" not in said
    assert "Large <accounts> & more is over-served" in picture.description
    assert "Not on the map, for want of value or needs: Farms." in picture.description
    places = [text.get("y") for text in drawn.iter() if text.tag.endswith("text") and text.get("paint-order")]
    assert len(set(places)) == 2  # two at one place are written one under the other


def test_the_table_says_the_same_with_what_is_not_known() -> None:
    assert segment_map.table([OVER, UNKNOWN]).rows == (
        ("Large <accounts> & more", "High (4.7)", "Low touch (2.3)", "Over-served"),
        ("Farms", "Middle (3)", "Not known", "Served by visible traits only"),
    )


def test_high_value_lies_at_the_top_and_self_service_at_the_left() -> None:
    area = Area(0, 0, 400, 200)
    assert (area.x(D(1)), area.x(D(5)), area.y(D(5)), area.y(D(1))) == (0, 400, 0, 200)
