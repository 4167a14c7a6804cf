"""Figures of a measurement as a row of a table has them: value, numerator, denominator and number of cases."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from govtracker.enums import MeasurementState, Unit
from govtracker.imports.cells import Typed
from govtracker.imports.kinds import RowRefused
from govtracker.rules.performance import explanation, measuring, values
from govtracker.rules.performance.measuring import BadEntry, Entry, Measure
from govtracker.rules.performance.values import BadValue

ASK, OF_ONE, AS_WRITTEN = "", "of_one", "as_written"


@dataclass(frozen=True)
class Way:
    """How figures are written: `decimal_mark` is "." or "," where the table is known to use one (None: cell by cell).

    `fractions` says what 0.85 without a percent sign is where a percentage is expected: OF_ONE (85 %), AS_WRITTEN
    (0.85 %), or ASK.
    """

    decimal_mark: str | None = None
    fractions: str = ASK

    def as_written(self) -> "Way":
        """The same for a KPI whose percentages are that small."""
        return replace(self, fractions=AS_WRITTEN)


def entry(said: Mapping[str, str], measure: Measure, way: Way) -> Entry:
    """What the cells of a row say of a KPI; raises RowRefused."""
    value, above, below = (said.get(field, "") for field in ("value", "numerator", "denominator"))
    if value.lower() in measuring.NOT_APPLICABLE and not above and not below:
        return Entry(MeasurementState.NOT_APPLICABLE)
    n = _cases(said.get("n", ""), way)
    if above or below:
        parts = _number("numerator", above, way), _number("denominator", below, way)
        found = Entry(MeasurementState.MEASURED, numerator=parts[0], denominator=parts[1], n=n)
    else:
        found = Entry(MeasurementState.MEASURED, _value(value, measure, way), n=n)
    try:
        measuring.check(found, measure)
    except BadEntry as refusal:
        raise RowRefused(refusal.field, refusal.sentence) from None
    if value and found.value is None:
        _compare(value, found, measure, way)
    return found


def is_asked(sentence: str) -> bool:
    """Whether a row is refused only because nobody has said yet what 0.85 is."""
    return sentence.endswith(SAY_WHICH)


def _value(text: str, measure: Measure, way: Way) -> Decimal:
    number = _number("value", text, way, measure.unit)
    if measure.unit is not Unit.PERCENT or way.fractions == AS_WRITTEN or "%" in text or not 0 <= number <= 1:
        return number
    if way.fractions == OF_ONE:
        return number * 100
    if number in (0, 1):
        return number
    written = values.number_text(number)
    raise RowRefused("value", f"{written} may be {values.number_text(number * 100)} % or {written} %: {SAY_WHICH}")


def _number(field: str, text: str, way: Way, unit: Unit | None = None) -> Decimal:
    try:
        mark = "." if isinstance(text, Typed) else way.decimal_mark
        return values.parse_number(text, unit=unit, decimal_mark=mark)
    except BadValue as refusal:
        raise RowRefused(field, refusal.sentence) from None


def _cases(text: str, way: Way) -> int | None:
    if not text:
        return None
    number = _number("n", text, way)
    if number != number.to_integral_value():
        raise RowRefused("n", "The number of cases is a whole number.")
    return int(number)


def _compare(text: str, found: Entry, measure: Measure, way: Way) -> None:
    """A value beside numerator and denominator has to say the same, to the decimals it has."""
    told, computed = _number("value", text, way, measure.unit), measuring.value(found, measure)
    last_place = Decimal(1).scaleb(min(int(told.as_tuple().exponent), 0))
    if computed is not None and abs(told - computed) * 2 > last_place:
        sentence = f"The value says {text}; numerator over denominator is {explanation.figure(computed)}."
        raise RowRefused("value", sentence)


SAY_WHICH: Final = "say above which."
