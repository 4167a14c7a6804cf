"""A day against plan, with figures worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from govtracker.enums import Aggregation, Pillar, Rag, Unit
from govtracker.rules.performance import daily
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.criteria import Terms
from govtracker.rules.performance.scoring import Measured

SATURDAY, WEEK_BEFORE = date(2026, 11, 21), date(2026, 11, 14)
D = Decimal


def terms(aggregation: Aggregation, unit: Unit, worst: int, minimum: int, target: int) -> Terms:
    return Terms(
        kpi_id=1,
        code="K",
        name="K",
        definition="",
        formula="",
        unit=unit,
        unit_label="",
        decimals=1,
        aggregation=aggregation,
        computed=None,
        source="",
        pillar=Pillar.EXPERIENCE,
        weight=D(1),
        anchors=Anchors(D(worst), D(minimum), D(target)),
        is_gate=False,
    )


ANSWERED = terms(Aggregation.RATIO, Unit.PERCENT, 60, 75, 80)
SOLD = terms(Aggregation.SUM, Unit.COUNT, 100, 240, 300)


@pytest.mark.parametrize(
    ("answered", "offered", "rag"),
    [(800, 1000, Rag.GREEN), (799, 1000, Rag.AMBER), (750, 1000, Rag.AMBER), (749, 1000, Rag.RED)],
)
def test_a_ratio_s_day_is_held_against_the_month_s_anchors(answered, offered, rag):
    told = daily.against_plan(ANSWERED, {SATURDAY: Measured(None, D(answered), D(offered), None)}, SATURDAY)
    assert (told.value, told.rag) == (D(answered) / 10, rag)


@pytest.mark.parametrize(("sold", "rag"), [(10, Rag.GREEN), (9, Rag.AMBER), (8, Rag.AMBER), (7, Rag.RED)])
def test_a_sum_s_day_is_held_against_its_share_of_the_month(sold, rag):
    told = daily.against_plan(SOLD, {SATURDAY: Measured(D(sold), None, None, None)}, SATURDAY)  # 300 / 30 days = 10
    assert (told.value, told.rag, daily.plan(SOLD, SATURDAY)) == (D(sold), rag, D(10))


def test_it_is_compared_with_the_same_weekday_and_an_unknown_day_is_grey():
    days = {SATURDAY: Measured(None, D(82), D(100), None), WEEK_BEFORE: Measured(None, D(79), D(100), None)}
    assert daily.against_plan(ANSWERED, days, SATURDAY).than_week_before == 3
    unknown = daily.against_plan(ANSWERED, days, date(2026, 11, 20))
    assert (unknown.value, unknown.rag, unknown.than_week_before) == (None, Rag.GREY, None)
    assert list(daily.line(ANSWERED, days, SATURDAY, shown=8)) == [79, None, None, None, None, None, None, 82]
