"""Spend where it makes a difference: what the picture says, and how it draws a shift."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from govtracker.charts import pictures, spend_impact
from govtracker.charts.pictures import Size
from govtracker.rules.sourcing import spend_check, spend_shifts
from govtracker.rules.sourcing.spend_check import Costed
from govtracker.rules.sourcing.spend_shifts import Shift

TYPES = (Costed(1, "Billing", 2, 600), Costed(2, "Complex support", 5, 200), Costed(3, "Moves", 3, 200))
BEFORE = spend_check.check([*TYPES, Costed(4, "Chat", None, 5)], Decimal(10))
AFTER = spend_check.check(spend_shifts.shifted(TYPES, Shift(1, {2: 300}), "EUR"), Decimal(10))


@pytest.mark.parametrize("size", Size)
def test_it_names_each_type_and_how_far_a_misfit_lies_off(size: Size) -> None:
    drawn = spend_impact.picture(BEFORE, size=size)
    tree = ET.fromstring(pictures.svg(drawn))
    said = ["".join(part.itertext()) for part in tree.iter() if part.tag.endswith("}text")]
    wanted = {"Billing +40", "Moves"} if size is Size.WIDE else {"1", "1 Billing +40", "3", "3 Moves"}
    assert wanted <= set(said)
    assert drawn.description == "Misfits: Billing too much by 40 points, Complex support too little by 30 points."
    assert drawn.table.rows == (
        ("Billing", "2", "20 %", "60 %", "+40 points, too much"),
        ("Complex support", "5", "50 %", "20 %", "−30 points, too little"),
        ("Moves", "3", "30 %", "20 %", "−10 points, fits"),
        ("Chat", "–", "–", "–", "left out: no impact yet"),
    )


def test_a_shift_leaves_a_ring_where_each_moved_type_lay() -> None:
    assert pictures.svg(spend_impact.picture(AFTER, before=BEFORE)).count('r="5"') == 2
    assert 'r="5"' not in pictures.svg(spend_impact.picture(BEFORE))


def test_nothing_can_be_drawn_too() -> None:
    empty = spend_check.check([], Decimal(10))
    assert "No support type has both" in pictures.svg(spend_impact.picture(empty))
