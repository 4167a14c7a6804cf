"""Numbers people type, and the domain of each unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Unit
from govtracker.rules.performance.values import BadValue, check_ratio, check_value, number_text, parse_number

NARROW = "\u202f"
THIN = "\u2009"
HARD = "\u00a0"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("58", "58"),
        (" 58.5 ", "58.5"),
        ("58,5", "58.5"),
        ("-3,25", "-3.25"),
        ("−3.25", "-3.25"),
        ("+4", "4"),
        (".5", "0.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234.5678", "1234.5678"),
        ("1234,567", "1234.567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("38 512", "38512"),
        (f"38{NARROW}512,25", "38512.25"),
        (f"1{THIN}038{THIN}512.25", "1038512.25"),
        (f"38{HARD}512", "38512"),
        ("38'512.10", "38512.10"),
        ("0.004", "0.004"),
        ("-0", "0"),
        ("007", "7"),
        ("1.50000000", "1.5"),
        ("999999999999.999999", "999999999999.999999"),
    ],
)
def test_reads_a_number_as_people_write_it(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)
    assert str(parse_number(text)) != "-0"


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "999.000", "-1,234"])
def test_asks_where_one_mark_has_two_readings(text: str) -> None:
    with pytest.raises(BadValue, match="two readings"):
        parse_number(text)


def test_the_question_names_both_readings_in_a_form_that_is_taken() -> None:
    with pytest.raises(BadValue) as refusal:
        parse_number("1,234")
    assert refusal.value.sentence == "“1,234” has two readings. Write 1234, or 1.2340."
    assert parse_number("1234") == 1234
    assert parse_number("1.2340") == Decimal("1.234")


@pytest.mark.parametrize(("mark", "number"), [(".", "1234"), (",", "1.234")])
def test_a_source_of_known_decimal_mark_has_one_reading(mark: str, number: str) -> None:
    assert parse_number("1,234", decimal_mark=mark) == Decimal(number)


def test_a_known_decimal_mark_refuses_the_other_as_decimals() -> None:
    with pytest.raises(BadValue, match="threes"):
        parse_number("58,5", decimal_mark=".")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "Enter a number"),
        ("   ", "Enter a number"),
        ("=A1*2", "formula"),
        ("@SUM(A1)", "formula"),
        ("+A1", "not a number"),
        ("-cmd|' /C calc'!A0", "not a number"),
        ("#DIV/0!", "spreadsheet error"),
        ("#N/A", "spreadsheet error"),
        ("NaN", "scored"),
        ("-inf", "scored"),
        ("Infinity", "scored"),
        ("∞", "scored"),
        ("1e5", "not a number"),
        ("0x10", "not a number"),
        ("58 %", "not a number"),
        ("n/a", "not a number"),
        (".", "not a number"),
        (",", "not a number"),
        ("5-", "not a number"),
        ("--5", "not a number"),
        ("(5)", "not a number"),
        ("1  234", "not a number"),
        ("12 34", "threes"),
        ("1,23,456", "threes"),
        ("1.2.3,4", "threes"),
        ("1,234.567.890", "more than one decimal mark"),
        ("5٣", "not a number"),
        ("1" * 13, "more than 12 digits"),
        ("0.0000001", "more than 6 decimals"),
        ("9" * 5000, "more than 12 digits"),
    ],
)
def test_refuses_what_is_no_number_with_a_sentence(text: str, part: str) -> None:
    with pytest.raises(BadValue, match=part) as refusal:
        parse_number(text)
    assert len(refusal.value.sentence) < 140


def test_a_percent_sign_is_taken_for_percentages_only() -> None:
    assert parse_number("58,5 %", unit=Unit.PERCENT) == Decimal("58.5")
    with pytest.raises(BadValue):
        parse_number("58,5 %", unit=Unit.HOURS)
    with pytest.raises(BadValue):
        parse_number("%", unit=Unit.PERCENT)


@given(st.decimals(min_value=-(10**12) + 1, max_value=10**12 - 1, allow_nan=False, places=6))
def test_a_number_written_out_is_read_back(value: Decimal) -> None:
    assert parse_number(number_text(value)) == value


def test_three_decimals_are_written_so_that_they_have_one_reading() -> None:
    assert number_text(Decimal("58.333")) == "58.3330"
    assert number_text(Decimal("70.000000")) == "70"
    assert number_text(Decimal("-0.00")) == "0"


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        found = parse_number(text)
    except BadValue:
        return
    assert found.is_finite()


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("0", Unit.PERCENT),
        ("100", Unit.PERCENT),
        ("0", Unit.COUNT),
        ("26000", Unit.HOURS),
        ("-12.5", Unit.MONEY),
        ("-100", Unit.POINTS),
    ],
)
def test_takes_values_of_the_domain(value: str, unit: Unit) -> None:
    check_value(Decimal(value), unit)


@pytest.mark.parametrize(
    ("value", "unit", "part"),
    [
        ("100.000001", Unit.PERCENT, "above 100"),
        ("-0.1", Unit.PERCENT, "below 0"),
        ("-1", Unit.COUNT, "below 0"),
        ("-1", Unit.HOURS, "below 0"),
        ("-1", Unit.MINUTES, "below 0"),
        ("-1", Unit.SECONDS, "below 0"),
        ("-1", Unit.DAYS, "below 0"),
        ("NaN", Unit.POINTS, "not a number"),
        ("sNaN", Unit.POINTS, "not a number"),
        ("Infinity", Unit.MONEY, "not a number"),
        ("1e12", Unit.MONEY, "12 digits"),
    ],
)
def test_refuses_values_outside_the_domain(value: str, unit: Unit, part: str) -> None:
    with pytest.raises(BadValue, match=part):
        check_value(Decimal(value), unit)


def test_every_unit_has_a_domain() -> None:
    for unit in Unit:
        check_value(Decimal(1), unit)


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "part"),
    [
        ("11", "10", Unit.PERCENT, "over 100"),
        ("1", "0", Unit.PERCENT, "must be 0"),
        ("5", "-1", Unit.MONEY, "below 0"),
        ("-5", "1", Unit.PERCENT, "below 0"),
        ("NaN", "1", Unit.MONEY, "not a number"),
    ],
)
def test_refuses_parts_that_cannot_be_a_ratio(numerator: str, denominator: str, unit: Unit, part: str) -> None:
    with pytest.raises(BadValue, match=part):
        check_ratio(Decimal(numerator), Decimal(denominator), unit)


def test_takes_nothing_out_of_nothing_and_a_ratio_above_one_that_is_no_percentage() -> None:
    check_ratio(Decimal(0), Decimal(0), Unit.PERCENT)
    check_ratio(Decimal(900), Decimal(40), Unit.SECONDS)
