"""Rules of a cadence are read, and the rest is refused in sentences people understand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.rules.governance import cadence_rule
from govtracker.rules.governance.cadence_rule import Frequency, Rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=DAILY", Rule(Frequency.DAILY)),
        ("freq=weekly;byday=fr,mo", Rule(Frequency.WEEKLY, days=((0, 0), (0, 4)))),
        ("RRULE:FREQ=MONTHLY;BYDAY=1TU;", Rule(Frequency.MONTHLY, days=((1, 1),))),
        ("FREQ=MONTHLY;BYDAY=-1FR,+1MO", Rule(Frequency.MONTHLY, days=((1, 0), (-1, 4)))),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31", Rule(Frequency.MONTHLY, interval=3, month_days=(31,))),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=6",
            Rule(Frequency.MONTHLY, days=((0, 0), (0, 1)), position=-1, count=6),
        ),
        (
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15;UNTIL=20301231",
            Rule(Frequency.YEARLY, months=(3,), month_days=(15,), until=date(2030, 12, 31)),
        ),
    ],
)
def test_rule_is_read(text: str, rule: Rule) -> None:
    assert cadence_rule.parse(text) == rule


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A cadence says how often"),
        ("every Tuesday", "“EVERY TUESDAY” is not understood"),
        ("FREQ=SOMETIMES", "A cadence says how often"),
        ("FREQ=HOURLY", "at most once a day"),
        ("FREQ=DAILY;BYHOUR=9,17", "“BYHOUR” is not understood"),
        ("FREQ=WEEKLY;WKST=SU", "“WKST” is not understood"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ stands twice"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "BYDAY stands twice"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0 is not understood: it takes 1 to 999"),
        ("FREQ=WEEKLY;INTERVAL=", "INTERVAL= is not understood"),
        ("FREQ=WEEKLY;INTERVAL=1,2", "INTERVAL takes one number"),
        ("FREQ=WEEKLY;INTERVAL=12345678901234567890", "is not understood"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX is not understood: the days are MO, TU"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO is not understood"),
        ("FREQ=WEEKLY;BYDAY=1MO", "without a number"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "go with FREQ=MONTHLY or YEARLY"),
        ("FREQ=WEEKLY;BYMONTH=1", "go with FREQ=MONTHLY or YEARLY"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "go with FREQ=MONTHLY or YEARLY"),
        ("FREQ=DAILY;BYDAY=MO", "use FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=TU", "Say which one of the month"),
        ("FREQ=MONTHLY;BYDAY=1TU,WE", "Say which one of the month"),
        ("FREQ=MONTHLY;BYDAY=5TU", "Not every month has a fifth one"),
        ("FREQ=MONTHLY;BYDAY=1TU;BYMONTHDAY=3", "either BYDAY or BYMONTHDAY"),
        ("FREQ=MONTHLY;BYDAY=1TU;BYSETPOS=1", "without a number"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS goes with BYDAY"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5", "Not every month has that many"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "Not every month has that many"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,2", "BYSETPOS takes one number"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "A day of the month is 1 to 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "it takes -31 to 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-29", "A day of the month is 1 to 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,31", "none may lie after the 28th"),
        ("FREQ=MONTHLY;BYMONTH=13", "it takes 1 to 12"),
        ("FREQ=MONTHLY;BYMONTH=1,7;INTERVAL=2", "either INTERVAL or BYMONTH"),
        ("FREQ=YEARLY;BYMONTHDAY=1", "names one month"),
        ("FREQ=YEARLY;BYDAY=1MO", "names one month"),
        ("FREQ=YEARLY;BYMONTH=3,9", "names one month"),
        ("FREQ=WEEKLY;COUNT=0", "COUNT=0 is not understood"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20301231", "either COUNT or UNTIL"),
        ("FREQ=WEEKLY;UNTIL=20300230", "UNTIL takes the last day"),
        ("FREQ=WEEKLY;UNTIL=20301231T120000Z", "UNTIL takes the last day"),
    ],
)
def test_rule_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        cadence_rule.parse(text)


PARTS = st.sampled_from(["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "UNTIL", "X"])
VALUES = st.sampled_from(["MONTHLY", "1", "-1", "MO", "1TU", "MO,TU", "31", "20300101", ""]) | st.text(max_size=8)


@given(st.lists(st.tuples(PARTS, VALUES), max_size=5))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(parts: list[tuple[str, str]]) -> None:
    text = ";".join(f"{name}={value}" for name, value in parts)
    refusal = ""
    try:
        cadence_rule.parse(text)
    except ValueError as refused:
        refusal = str(refused)
    assert refusal == "" or ((refusal[0].isupper() or refusal[0] == "“") and refusal.endswith("."))
