"""What a supplier category proposes, and a rule at another pace."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Pace, SupplierCategory, Tier
from govtracker.rules.governance import cadence, cadence_rule
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.structure import supplier_categories
from govtracker.rules.structure.shipped_templates import SHIPPED

RULES = (
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "FREQ=MONTHLY;BYDAY=2WE",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH",
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TH",
)


@pytest.mark.parametrize(
    ("rrule", "pace"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", Pace.WEEKLY),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", Pace.FORTNIGHTLY),
        ("FREQ=MONTHLY;BYDAY=2WE", Pace.MONTHLY),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", Pace.QUARTERLY),
        ("FREQ=MONTHLY;INTERVAL=6;BYDAY=2TU", Pace.HALF_YEARLY),
        ("FREQ=MONTHLY;INTERVAL=12;BYDAY=2TU", Pace.YEARLY),
        ("FREQ=YEARLY", Pace.YEARLY),
        ("FREQ=WEEKLY;BYDAY=MO,TH", None),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", None),
        ("FREQ=DAILY", None),
    ],
)
def test_pace_of_a_rule(rrule: str, pace: Pace | None) -> None:
    assert supplier_categories.pace_of(rrule) is pace


@pytest.mark.parametrize(
    ("rrule", "pace", "changed"),
    [
        ("FREQ=MONTHLY;BYDAY=2WE", Pace.WEEKLY, "FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=WEEKLY;BYDAY=TU", Pace.FORTNIGHTLY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("FREQ=WEEKLY;BYDAY=TU", Pace.MONTHLY, "FREQ=MONTHLY;BYDAY=1TU"),
        ("FREQ=MONTHLY;BYDAY=-1TH", Pace.HALF_YEARLY, "FREQ=MONTHLY;INTERVAL=6;BYDAY=-1TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", Pace.QUARTERLY, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", Pace.WEEKLY, "FREQ=WEEKLY;BYDAY=TU"),
    ],
)
def test_rule_keeps_its_day_at_another_pace(rrule: str, pace: Pace, changed: str) -> None:
    assert supplier_categories.at_pace(rrule, pace) == changed


@given(st.sampled_from(RULES), st.sampled_from(Pace))
def test_changed_rule_has_the_pace_and_can_be_kept(rrule: str, pace: Pace) -> None:
    changed = supplier_categories.at_pace(rrule, pace)
    assert supplier_categories.pace_of(changed) is pace
    cadence_rule.parse(changed)
    cadence.validate(Cadence(changed, time(10), "Europe/Berlin", date(2026, 1, 1)), today=date(2026, 11, 20))


def test_less_important_categories_never_meet_more_often() -> None:
    order = [None, *reversed(Pace)]
    for tier in Tier:
        often = [order.index(supplier_categories.proposed(category, tier)) for category in SupplierCategory]
        assert often == sorted(often, reverse=True), tier


@pytest.mark.parametrize("slug", SHIPPED)
def test_template_is_whole(slug: str) -> None:
    template = SHIPPED[slug]
    assert template.slug == slug
    roles = {seat.role for seat in template.seats}
    assert {level.role for path in template.paths for level in path.levels} <= roles
    assert {forum.chair for forum in template.forums} <= roles
    assert all(forum.area in ("", *template.areas) for forum in template.forums)
    assert {kpi.pillar for kpi in template.kpis} == {pillar for pillar, weight in template.weights.items() if weight}
    assert any(not path.by_area and path.severity is None for path in template.paths)
    assert template.hours
