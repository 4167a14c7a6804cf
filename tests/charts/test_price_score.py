"""Price beside score: round amounts below, and no name over another name or mark."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from govtracker.charts import labels, lettering, pictures, price_score
from govtracker.charts.pictures import Size
from govtracker.charts.price_score import Place

CLOSE = [
    Place("In-house Level 3", Decimal("72.1"), Decimal(790_000), "EUR", is_out=False),
    Place("Meridian Support", Decimal("62.8"), Decimal(620_000), "EUR", is_out=False),
    Place("Quillon Care", Decimal("62.6"), Decimal(540_000), "EUR", is_out=True),
]


@pytest.mark.parametrize("size", Size)
def test_amounts_are_round_and_every_name_stands_there(size: Size) -> None:
    said = texts(price_score.picture(CLOSE, size=size))
    assert {"0", "200,000", "800,000", "1,000,000", "EUR a year"} <= set(said)
    assert {"In-house Level 3", "Meridian Support", "Quillon Care, out"} <= set(said)


@pytest.mark.parametrize("size", Size)
def test_no_name_stands_over_another(size: Size) -> None:
    tree = ET.fromstring(pictures.svg(price_score.picture(CLOSE, size=size)))
    names = [part for part in tree.iter() if part.get("font-weight") == "600"]
    boxes = [
        (float(part.attrib["x"]), float(part.attrib["y"]), lettering.width("".join(part.itertext()), price_score.NAME))
        for part in names
    ]
    for number, (x, y, wide) in enumerate(boxes):
        for other_x, other_y, other_wide in boxes[:number]:
            assert x + wide <= other_x or other_x + other_wide <= x or abs(y - other_y) >= labels.LINE * 0.8


@pytest.mark.parametrize("most", [1, 7, 10, 99, 540_000, 1_000_000, 99_999_999])
def test_two_to_five_steps_lead_to_the_highest_amount(most: int) -> None:
    step = price_score._step(Decimal(most))
    assert step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert Decimal("0.5") < Decimal(most) / step <= 5


def texts(picture: pictures.Picture) -> list[str]:
    tree = ET.fromstring(pictures.svg(picture))
    return ["".join(part.itertext()) for part in tree.iter() if part.tag.endswith("}text")]
