"""What a version of an escalation path changes, in sentences."""

from dataclasses import replace

from govtracker.enums import Side, Tier
from govtracker.rules.governance import path_changes
from govtracker.rules.governance.escalation import OURS, Terms
from govtracker.rules.governance.path_changes import LevelSaid, PathSaid

COMPANIES = {Side.CLIENT: "Northgate", Side.SUPPLIER: "Meridian"}
LEAD = LevelSaid(Tier.OPERATIONAL, "Functional lead for Quality", "Functional lead for Quality", 240, 960, 60)
SPOC = LevelSaid(Tier.TACTICAL, "SPOC", "SPOC", 480, 1440, 0)


def between(before: list[LevelSaid], after: list[LevelSaid], terms: Terms = OURS) -> list[str]:
    return path_changes.between(PathSaid(before, OURS), PathSaid(after, terms), COMPANIES)


def test_same_levels_differ_in_nothing() -> None:
    assert between([LEAD, SPOC], [LEAD, SPOC]) == []


def test_each_changed_field_is_named_with_what_it_was() -> None:
    after = replace(LEAD, client="Member", response_minutes=120, resolution_minutes=480)
    assert between([LEAD, SPOC], [after, replace(SPOC, tier=Tier.STRATEGIC)]) == [
        "Level 1: Northgate by Member, was Functional lead for Quality.",
        "Level 1: acknowledge within 2 h, was 4 h.",
        "Level 1: resolve within 1 d, was 2 d.",
        "Level 2: tier strategic, was tactical.",
    ]


def test_level_more_or_less_is_told_whole() -> None:
    told = (
        "tier tactical; Northgate by SPOC; Meridian by SPOC; acknowledge within 1 d; resolve within 3 d; warned never"
    )
    assert between([LEAD], [LEAD, SPOC]) == [f"Level 2 is new: {told}."]
    assert between([LEAD, SPOC], [LEAD]) == [f"Level 2 is taken away; it was {told}."]


def test_changed_terms_and_warnings_are_told() -> None:
    assert between([LEAD], [replace(LEAD, warning_minutes=0)], Terms(3, 20, 0)) == [
        "Level 1: warned never, was 1 h before.",
        "Working days of silence after which an acknowledgement expires: 3; it was 5.",
        "Reminders after the last level: 0; it was 3.",
    ]
