"""Values of a KPI: the domain of each unit, and reading the numbers people type."""

import re
from decimal import Decimal
from typing import Final

from govtracker.enums import Unit

INTEGER_DIGITS: Final = 12
DECIMAL_PLACES: Final = 6


class BadValue(ValueError):
    """A value that is refused; its text is the sentence shown beside the field."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def check_value(value: Decimal, unit: Unit) -> None:
    """Raise BadValue when `value` lies outside the domain of `unit`.

    Percentages lie in 0–100; times and counts are not negative; money and points may be.
    """
    if not value.is_finite():
        raise BadValue("This is not a number.")
    if abs(value) >= Decimal(10) ** INTEGER_DIGITS:
        raise BadValue(f"This number has more than {INTEGER_DIGITS} digits before the decimal point.")
    lowest, highest = DOMAINS[unit]
    if lowest is not None and value < lowest:
        raise BadValue(f"{NOUNS[unit]} cannot be below {lowest}.")
    if highest is not None and value > highest:
        raise BadValue(f"{NOUNS[unit]} cannot be above {highest}.")


def check_ratio(numerator: Decimal, denominator: Decimal, unit: Unit) -> None:
    """Raise BadValue when a numerator and its denominator cannot be a measurement in `unit`.

    Nothing out of nothing (0 of 0) is allowed: it happened that there was nothing to count.
    """
    check_value(denominator, Unit.COUNT)
    check_value(numerator, Unit.COUNT if unit is Unit.PERCENT else unit)
    if denominator == 0 and numerator != 0:
        raise BadValue("The denominator is 0, so the numerator must be 0 too.")
    if unit is Unit.PERCENT and numerator > denominator:
        raise BadValue("The numerator is above the denominator: that would be over 100 %.")


def parse_number(text: str, *, unit: Unit | None = None, decimal_mark: str | None = None) -> Decimal:
    """The number a person typed or a spreadsheet holds; raises BadValue with a sentence that says what to write.

    Takes a decimal comma or point, and thousands set apart by spaces, apostrophes, commas or points. A text with two
    readings (1,234) is refused, unless the caller knows the `decimal_mark` of the source ("." or ","). A percent sign
    is taken only where `unit` is percent. At most 12 digits before and 6 after the decimal mark. The unit's domain is
    checked apart, by `check_value`.
    """
    typed = text.strip()
    _refuse_what_is_no_number(typed)
    body = typed.removesuffix("%").rstrip() if unit is Unit.PERCENT else typed
    found = _NUMBER.fullmatch(body)
    if found is None:
        raise BadValue(f"{_quoted(typed)} is not a number.")
    whole, fraction = _split(found["digits"], decimal_mark)
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    if len(whole) > INTEGER_DIGITS:
        raise BadValue(f"{_quoted(typed)} has more than {INTEGER_DIGITS} digits before the decimal point.")
    if len(fraction) > DECIMAL_PLACES:
        raise BadValue(f"{_quoted(typed)} has more than {DECIMAL_PLACES} decimals.")
    number = Decimal(f"{whole or '0'}.{fraction}") if fraction else Decimal(whole or "0")
    return -number if found["sign"] in {"-", "−"} and number else number


def number_text(value: Decimal) -> str:
    """`value` as digits with a decimal point, written so that `parse_number` reads the same number again."""
    whole, _, fraction = format(value, "f").partition(".")
    fraction = fraction.rstrip("0")
    if not fraction:
        return whole if whole.strip("-0") else "0"
    return f"{whole}.{fraction}0" if len(fraction) == 3 else f"{whole}.{fraction}"


def _refuse_what_is_no_number(typed: str) -> None:
    if not typed:
        raise BadValue("Enter a number.")
    if typed.startswith(("=", "@")):
        raise BadValue(f"{_quoted(typed)} is a formula. Enter its result.")
    if typed.startswith("#"):
        raise BadValue(f"{_quoted(typed)} is a spreadsheet error, not a number.")
    if typed.lower().lstrip("+-−") in {"nan", "inf", "infinity", "∞"}:
        raise BadValue(f"{_quoted(typed)} is not a number that can be scored.")


def _split(digits: str, decimal_mark: str | None) -> tuple[str, str]:
    """Digits before and after the decimal mark, without any other mark."""
    spaced = _SPACED.fullmatch(digits)
    if spaced is not None:
        return re.sub(r"[^0-9]", "", spaced["whole"]), spaced["fraction"] or ""
    if re.fullmatch(r"[0-9.,]+", digits) is None:
        raise BadValue(_not_in_threes(digits))
    mark = _decimal_mark(digits) if decimal_mark is None else decimal_mark
    whole, _, fraction = digits.partition(mark) if mark else (digits, "", "")
    groups = re.split(r"[.,]", whole)
    if not fraction.isdigit() and fraction:
        raise BadValue(f"{_quoted(digits)} is not a number: it has more than one decimal mark.")
    if len(groups) > 1 and not _in_threes(groups):
        raise BadValue(_not_in_threes(digits))
    return "".join(groups), fraction


def _decimal_mark(digits: str) -> str:
    """The mark that starts the decimals, "" where there is none; asks where one mark has two readings."""
    marks = re.sub(r"[0-9]", "", digits)
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) != 1:
        return ""
    whole, fraction = digits.split(marks)
    if _in_threes([whole, fraction]):
        raise BadValue(f"{_quoted(digits)} has two readings. Write {whole}{fraction}, or {whole}.{fraction}0.")
    return marks


def _in_threes(groups: list[str]) -> bool:
    first, *rest = groups
    return 1 <= len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in rest)


def _not_in_threes(digits: str) -> str:
    return f"{_quoted(digits)} is not a number: its thousands are not set apart in threes."


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


_GAP: Final = "[ \u00a0\u2009\u202f'’]"
_NUMBER: Final = re.compile(rf"(?P<sign>[+\-−]?)(?=[.,]?[0-9])(?P<digits>[0-9.,](?:(?:{_GAP})?[0-9.,])*)")
_SPACED: Final = re.compile(rf"(?P<whole>[1-9][0-9]{{0,2}}(?:{_GAP}[0-9]{{3}})+)(?:[.,](?P<fraction>[0-9]+))?")

ZERO: Final = Decimal(0)
DOMAINS: Final[dict[Unit, tuple[Decimal | None, Decimal | None]]] = {
    Unit.PERCENT: (ZERO, Decimal(100)),
    Unit.HOURS: (ZERO, None),
    Unit.MINUTES: (ZERO, None),
    Unit.SECONDS: (ZERO, None),
    Unit.DAYS: (ZERO, None),
    Unit.MONEY: (None, None),
    Unit.COUNT: (ZERO, None),
    Unit.POINTS: (None, None),
}
NOUNS: Final = {
    Unit.PERCENT: "A percentage",
    Unit.HOURS: "A number of hours",
    Unit.MINUTES: "A number of minutes",
    Unit.SECONDS: "A number of seconds",
    Unit.DAYS: "A number of days",
    Unit.MONEY: "An amount",
    Unit.COUNT: "A count",
    Unit.POINTS: "A number of points",
}
