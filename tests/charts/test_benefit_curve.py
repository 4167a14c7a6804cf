"""The benefit curve: small gains are written out on its axis, large ones in thousands."""

from datetime import date
from decimal import Decimal

import pytest

from govtracker.charts import benefit_curve
from govtracker.charts.benefit_curve import Named
from govtracker.enums import Unit
from govtracker.rules import periods
from govtracker.rules.partnership import benefits
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.partnership.benefits import Promise

JULY, DECEMBER = periods.parse("2026-07"), periods.parse("2026-12")


@pytest.mark.parametrize(
    ("baseline", "target", "written", "wanted"),
    [
        (Decimal("98.7"), Decimal("99.5"), Written(Unit.PERCENT), "~g"),  # 0.2, not 200m
        (Decimal(4_200_000), Decimal(2_400_000), Written(Unit.MONEY, currency="EUR"), "~s"),  # 20k
    ],
)
def test_the_axis_counts_in_thousands_only_what_is_in_thousands(
    baseline: Decimal, target: Decimal, written: Written, wanted: str
) -> None:
    promise = Promise(JULY, baseline, target, DECEMBER, adds_up=True)
    steps = benefits.curve(promise, {date(2026, 7, 1): baseline + (target - baseline) / 2}, periods.parse("2026-08"))
    spec = benefit_curve.picture(Named("Correct invoices", promise, written), steps).spec
    assert f"'format': '{wanted}'" in str(spec)
