"""What people choose is a rule, and a rule is shown as what they would choose."""

import pytest

from govtracker.rules.governance.cadence_choices import Choices, Pattern, choices_of, rule_of


@pytest.mark.parametrize(
    ("choices", "rrule"),
    [
        (Choices(Pattern.WEEKLY, weekdays=(3, 0)), "FREQ=WEEKLY;BYDAY=MO,TH"),
        (Choices(Pattern.MONTHLY_WEEKDAY, nth=1, weekday=1), "FREQ=MONTHLY;BYDAY=1TU"),
        (Choices(Pattern.MONTHLY_WEEKDAY, nth=-1, weekday=4), "FREQ=MONTHLY;BYDAY=-1FR"),
        (Choices(Pattern.MONTHLY_DAY, day=31), "FREQ=MONTHLY;BYMONTHDAY=31"),
        (Choices(Pattern.QUARTERLY, nth=2, weekday=2), "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE"),
    ],
)
def test_each_simple_choice_is_a_rule_and_comes_back_as_the_same_choice(choices: Choices, rrule: str) -> None:
    assert rule_of(choices) == rrule
    back = choices_of(rrule)
    assert back.pattern is choices.pattern
    assert rule_of(back) == rrule


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=1TU;COUNT=5",
        "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20271231",
        "FREQ=MONTHLY;BYDAY=1TU,3TU",
        "FREQ=MONTHLY;BYDAY=-2FR",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5",
        "FREQ=MONTHLY;BYMONTH=1,7;BYDAY=1TU",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1",
    ],
)
def test_what_no_simple_choice_says_is_shown_as_its_rule_and_stays_it(rrule: str) -> None:
    shown = choices_of(rrule)
    assert shown.pattern is Pattern.ADVANCED
    assert rule_of(shown) == rrule


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (Choices(Pattern.WEEKLY, weekdays=()), "at least one day"),
        (Choices(Pattern.MONTHLY_DAY, day=32), "1 to 31"),
        (Choices(Pattern.ADVANCED, rrule=""), "how often"),
        (Choices(Pattern.ADVANCED, rrule="FREQ=HOURLY"), "at most once a day"),
    ],
)
def test_a_choice_that_is_no_rule_is_refused_in_a_sentence(choices: Choices, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        rule_of(choices)
