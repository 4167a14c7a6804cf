"""The picture of a trend, and the engine that draws it."""

import itertools
import os
import signal
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from govtracker.charts import engine, pictures, trend
from govtracker.charts.pictures import Look, Picture, Size
from govtracker.enums import Unit
from govtracker.rules.performance.trend import Break, Marks
from govtracker.rules.performance.trend_reading import read
from govtracker.rules.performance.trend_words import Figures
from tests.rules.performance.series import HIGHER, RANGE, Number, points

PERCENT = trend.Named("First <contact> resolution", Figures(Unit.PERCENT))
VALUES: list[Number] = [70, 71, 70, None, 72, 71, 70, 71, 72, 70, 71, 70, 60]
MARKS = Marks(HIGHER, (Break(date(2025, 5, 1), "criteria version 2"),))


def picture(values: list[Number], *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    line = points(values)
    if line:
        line[-2] = replace(line[-2], provisional=True)
    return trend.picture(read(line, MARKS), PERCENT, look=look, size=size)


def words(drawn: Picture) -> list[str]:
    return ["".join(part.itertext()) for part in ET.fromstring(pictures.svg(drawn)).iter() if _is_text(part)]


def _is_text(part: ET.Element) -> bool:
    return part.tag.endswith("}text")


def test_the_picture_names_its_levels_breaks_and_signals() -> None:
    said = words(picture(VALUES))
    for word in (
        "target 70 %",
        "minimum 65 %",
        "mean 69.8 %",
        "criteria version 2",
        "concern",
        "provisional",
        "Jan 26",
    ):
        assert word in said


def test_values_of_few_cases_have_a_shape_of_their_own() -> None:
    line = points(VALUES)
    line[0] = replace(line[0], n=12)
    drawn = trend.picture(read(line, MARKS), PERCENT)
    assert "few cases" in words(drawn)
    assert "few cases" not in words(picture(VALUES))


def test_there_is_no_style_and_no_script_and_names_are_text() -> None:
    drawing = pictures.svg(picture(VALUES, look=Look.PAGE))
    assert "style" not in drawing
    assert "<script" not in drawing
    assert drawing.count("role=") == 1
    assert "First &lt;contact&gt; resolution" in drawing
    assert 'fill="var(--soft)"' in drawing


def test_each_size_is_as_large_as_it_says() -> None:
    for size, width in ((Size.WIDE, "760"), (Size.NARROW, "340")):
        tree = ET.fromstring(pictures.svg(picture(VALUES, size=size)))
        assert tree.get("width") == width


def test_names_of_levels_stand_apart_however_near_the_levels_are() -> None:
    drawn = trend.picture(read(points([70, 70.01, 69.99] * 6), MARKS), PERCENT)  # type: ignore[list-item]
    assert isinstance(drawn.spec, dict)
    named = [
        layer["encoding"]["y"]["value"]
        for layer in drawn.spec["layer"]
        if layer["mark"]["type"] == "text" and layer["mark"].get("dx") == 8
    ]
    assert len(named) == 5
    heights = sorted(named)
    assert all(later - earlier >= 13.9 for earlier, later in itertools.pairwise(heights))


def test_the_table_says_what_the_picture_shows() -> None:
    table = picture(VALUES).table
    assert table.columns[:2] == ("Period", "Value")
    assert table.rows[0][:2] == ("January 2026", "60 %")
    assert "Concern" in table.rows[0][-1]
    assert table.rows[1][-1] == "provisional"
    assert table.rows[9][:2] == ("April 2025", "–")


@pytest.mark.parametrize("values", [[], [70], [70, 70, 70], [None, None]])
def test_little_or_nothing_can_be_drawn(values: list[Number]) -> None:
    drawn = trend.picture(read(points(values), Marks(RANGE)), trend.Named("Handle time", Figures(Unit.SECONDS)))
    assert pictures.svg(drawn).startswith("<svg")


def test_other_values_have_another_digest_and_the_same_ones_the_same() -> None:
    first, same, other = (
        trend.digest(read(points(values), MARKS), PERCENT) for values in (VALUES, list(VALUES), [*VALUES[:-1], 61])
    )
    assert first == same
    assert first != other
    assert first != trend.digest(read(points(VALUES), Marks(HIGHER)), PERCENT)


def test_a_specification_nobody_can_draw_is_refused_and_the_next_is_drawn() -> None:
    with pytest.raises(engine.NotDrawn):
        engine.svg({"mark": "nothing there is"})
    assert engine.svg({"data": {"values": []}, "mark": "point"}).startswith("<svg")


def test_a_drawing_process_that_died_is_started_once_more() -> None:
    spec = {"data": {"values": []}, "mark": "point"}
    own = engine.Engine()
    assert own.ask({"spec": spec})
    assert own._process is not None
    os.kill(own._process.pid, signal.SIGKILL)
    own._process.wait()
    assert own.ask({"spec": spec})
    own.close()


def test_levels_beyond_what_can_be_measured_are_not_drawn() -> None:
    drawn = trend.picture(read(points([Decimal(99), 97, 100, 96, 100, 98, 100, 97]), MARKS), PERCENT)
    assert isinstance(drawn.spec, dict)
    said = [row["words"] for layer in drawn.spec["layer"] for row in layer["data"]["values"] if "words" in row]
    assert len([word for word in said if word.startswith("early limit")]) == 1
