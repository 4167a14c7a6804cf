"""What a version of an escalation path changes, in sentences."""

from dataclasses import replace

from govtracker.enums import Side, Tier
from govtracker.rules.governance import path_changes
from govtracker.rules.governance.path_changes import LevelSaid

COMPANIES = {Side.CLIENT: "Northgate", Side.SUPPLIER: "Meridian"}
LEAD = LevelSaid(Tier.OPERATIONAL, "Functional lead for Quality", "Functional lead for Quality", 240, 960)
SPOC = LevelSaid(Tier.TACTICAL, "SPOC", "SPOC", 480, 1440)


def test_same_levels_differ_in_nothing() -> None:
    assert path_changes.between([LEAD, SPOC], [LEAD, SPOC], COMPANIES) == []


def test_each_changed_field_is_named_with_what_it_was() -> None:
    after = replace(LEAD, client="Member", response_minutes=120, resolution_minutes=480)
    assert path_changes.between([LEAD, SPOC], [after, replace(SPOC, tier=Tier.STRATEGIC)], COMPANIES) == [
        "Level 1: Northgate by Member, was Functional lead for Quality.",
        "Level 1: acknowledge within 2 h, was 4 h.",
        "Level 1: resolve within 1 d, was 2 d.",
        "Level 2: tier strategic, was tactical.",
    ]


def test_level_more_or_less_is_told_whole() -> None:
    told = "tier tactical; Northgate by SPOC; Meridian by SPOC; acknowledge within 1 d; resolve within 3 d"
    assert path_changes.between([LEAD], [LEAD, SPOC], COMPANIES) == [f"Level 2 is new: {told}."]
    assert path_changes.between([LEAD, SPOC], [LEAD], COMPANIES) == [f"Level 2 is taken away; it was {told}."]
