"""The three gauges."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from govtracker.charts import gauges, pictures
from govtracker.charts.gauges import Gauge
from govtracker.charts.pictures import Look, Size
from govtracker.enums import Pillar, Zone
from govtracker.rules.performance.standings import Corridor

D = Decimal
CORRIDOR = Corridor(D(60), D(85), D(55), D(50))
SCORES: dict[Pillar, Decimal | None] = {Pillar.EXPERIENCE: D("72.4"), Pillar.COST: D(48), Pillar.REVENUE: D(91)}


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (None, "not measured"),
        ("59.9", "below its floor of 60"),
        ("60", "within 60 to 85"),
        ("85", "within 60 to 85"),
        ("85.1", "above its top of 85"),
    ],
)
def test_where_experience_stands_in_its_corridor(score: str | None, words: str) -> None:
    assert Gauge(Pillar.EXPERIENCE, None if score is None else D(score), D(60), D(85)).words == words


def test_a_floor_alone() -> None:
    assert Gauge(Pillar.COST, D(55), D(55)).words == "at or over its floor of 55"


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("look", Look)
def test_the_picture_says_in_words_what_it_shows(look: Look, size: Size) -> None:
    drawn = gauges.picture(gauges.of(SCORES, CORRIDOR), Zone.TOO_COSTLY, look=look, size=size)
    tree = ET.fromstring(pictures.svg(drawn))
    words = "".join(tree.itertext())
    for said in ("72.4", "48", "91", "within 60 to 85", "Too costly"):
        assert said in words
    assert tree.get("role") == "img"
    assert "Zone: Too costly." in (tree.get("aria-label") or "")
    assert len([part for part in tree.iter() if part.tag.endswith("circle")]) == 3
    assert drawn.table.rows[1] == ("Cost", "48", "55", "–", "below its floor of 55")


def test_a_pillar_that_is_missing_has_no_needle_and_there_is_no_zone() -> None:
    drawn = gauges.picture(gauges.of({**SCORES, Pillar.REVENUE: None}, CORRIDOR), None)
    tree = ET.fromstring(pictures.svg(drawn))
    assert len([part for part in tree.iter() if part.tag.endswith("circle")]) == 2
    assert "No zone: a pillar is not measured" in "".join(tree.itertext())


def test_mail_gets_the_same_as_png() -> None:
    drawn = gauges.picture(gauges.of(SCORES, CORRIDOR), Zone.TOO_COSTLY)
    assert pictures.png(drawn).startswith(b"\x89PNG")
