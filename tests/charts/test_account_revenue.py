"""The picture of what accounts bring: its table says all of it, a month nobody entered stays empty."""

from datetime import date
from typing import Any

from govtracker.charts import account_revenue as drawing
from govtracker.charts.pictures import Look, Size
from govtracker.rules.partnership import account_totals
from govtracker.rules.partnership.account_totals import Month

MONTHS = [
    Month(date(2025, 10, 1), 100_00, 0, 0),
    Month(date(2026, 8, 1), 80_00, 0, 0),
    Month(date(2026, 10, 1), 110_00, 500, 500),
]
COURSE = account_totals.course(MONTHS, date(2026, 10, 1))


def test_the_table_says_each_month_and_the_one_a_year_before() -> None:
    table = drawing.table("EUR", COURSE)
    assert table.rows[0] == ("October 2026", "110.00 EUR", "5.00 EUR", "5.00 EUR", "120.00 EUR", "100.00 EUR")
    assert table.rows[1] == ("September 2026", "–", "–", "–", "–", "–")
    assert len(table.rows) == 13


def test_the_sentence_names_the_newest_and_the_highest_month() -> None:
    said = drawing.description("EUR", COURSE)
    assert said == "3 months up to October 2026, which brought 120.00 EUR; the highest is October 2026 with 120.00 EUR."
    assert drawing.description("EUR", []) == "No month is kept yet."


def test_parts_stand_one_upon_the_other_in_every_look_and_size() -> None:
    for size in Size:
        drawn = drawing.picture("Harbour Bank", "EUR", COURSE, look=Look.DARK, size=size)
        spec: Any = drawn.spec
        bars = [row for layer in spec["layer"] for row in layer["data"]["values"] if "y2" in row]
        newest = sorted((row["y"], row["y2"]) for row in bars if row["x"] > 11)
        assert newest == [(0.0, 110.0), (110.0, 115.0), (115.0, 120.0)]
