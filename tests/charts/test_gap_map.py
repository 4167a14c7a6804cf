"""The gap map."""

from xml.etree import ElementTree as ET

import pytest

from govtracker.charts import gap_map, pictures
from govtracker.charts.gap_map import Dot
from govtracker.charts.pictures import Look, Size
from govtracker.enums import PulseTheme, Side
from govtracker.rules.partnership.perception import Seen, Tally

NAMES = {Side.CLIENT: "Northgate & Sons", Side.SUPPLIER: "Meridian"}
DOTS = [
    Dot(1, "Trust", Seen(PulseTheme.TRUST, Tally(4, 16), Tally(4, 17))),
    Dot(2, "Clear roles", Seen(PulseTheme.ROLES, Tally(4, 9), Tally(4, 18))),
    Dot(3, "Fairness", Seen(PulseTheme.FAIRNESS, Tally(4, 9), Tally(4, 18))),
    Dot(4, "Worth for both", Seen(PulseTheme.VALUE, None, Tally(4, 16))),
]


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("look", Look)
def test_the_picture_says_in_words_what_it_shows(look: Look, size: Size) -> None:
    drawn = gap_map.picture(DOTS, NAMES, look=look, size=size)
    root = ET.fromstring(pictures.svg(drawn))  # our own
    said = " ".join(root.itertext())
    assert "Trust: healthy; Clear roles: blind spot of Meridian" in drawn.description
    assert all(words in said for words in ("Healthy", "Agreed problem", "Blind spot of", "Northgate & Sons rates"))
    numbers = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text") if one.get("font-size") == "13"]
    assert numbers == ["1", "2", "3"]  # two at one place, each with its number; what is hidden has none


def test_the_table_has_the_figures_and_says_what_is_not_shown() -> None:
    rows = gap_map.table(DOTS, NAMES).rows
    assert rows[0] == ("1 · Trust", "4.00", "4.25", "−0.25", "healthy")
    assert rows[1][3:] == ("−2.25", "blind spot of Meridian")
    assert rows[3] == ("4 · Worth for both", "–", "4.00", "–", "not shown: fewer than three answers of a side")


def test_a_mean_stands_in_its_quadrant() -> None:
    field = gap_map.Field(0, 0, 400)
    assert field.at(Tally(1, 1).shown, Tally(1, 5).shown) == (0, 0)
    assert field.at(Tally(2, 7).shown, Tally(2, 7).shown) == (250, 150)  # where high begins
