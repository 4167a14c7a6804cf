"""Forms of support types: a new one, one that is there with its figures, and how they are judged."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import FloorMeasure, Geography, Unit
from govtracker.models import SupportType
from govtracker.rules import money
from govtracker.rules.performance.values import number_text, parse_number
from govtracker.rules.sourcing import judging
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.judging import Judging
from govtracker.rules.words import label
from govtracker.services import Refused
from govtracker.services.sourcing.support_types import LONGEST_NOTE
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.choices import options, whole_or_none, words_of
from govtracker.web.forms.numbers import NumberField

NAMED = (InputRequired("Enter a name."), Length(max=80))
UNKNOWN = ("", "not known yet")
NEEDED = (InputRequired("Enter a number."),)


def _levels(words: Mapping[int, str]) -> Any:
    return options([UNKNOWN, *((str(level), f"{level} · {said}") for level, said in words.items())])


class NewType(CreatingForm):
    """One support type more."""

    name = StringField("Name", validators=NAMED)


class EditType(EditingForm):
    """What is known of a support type."""

    name = StringField("Name", validators=NAMED)
    complexity = SelectField("Complexity", choices=_levels(judging.COMPLEXITY))
    impact = SelectField("Impact on differentiation", choices=_levels(judging.IMPACT))
    volume = NumberField("Contacts a year", unit=Unit.COUNT)
    spend = NumberField("Spend a year")
    served_from = SelectField(
        "Served today from", choices=options([UNKNOWN, *((one.value, label(one)) for one in Geography)])
    )
    served_by_id = SelectField("By whom")
    note = TextAreaField("Note", validators=[Length(max=LONGEST_NOTE)])

    def offer(self, suppliers: Iterable[tuple[int, str]]) -> None:
        """Let people choose who serves it from the relationships of their company."""
        self.served_by_id.choices = options([("", "nobody named"), *((str(key), said) for key, said in suppliers)])


class JudgedBy(EditingForm):
    """From which points a gap is a misfit, which levels count as what, and the floor where a profile has none."""

    misfit_points = NumberField("A misfit is over (points)", validators=NEEDED)
    low_up_to = NumberField("A level is low up to", validators=NEEDED)
    high_from = NumberField("A level is high from", validators=NEEDED)
    critical_from = NumberField("Impact is critical from", validators=NEEDED)
    floor_measure = SelectField("The floor of experience is measured by", choices=words_of(FloorMeasure))
    floor = NumberField("At least (0–100)", validators=NEEDED)
    growth_target = NumberField("Accounts are meant to grow by (% a year)", validators=NEEDED)


def stored(one: SupportType, currency: str) -> dict[str, Any]:
    """A support type as its form has it."""
    return {
        "name": one.name,
        "complexity": one.complexity,
        "impact": one.impact,
        "volume": one.volume,
        "spend": None if one.spend is None else parse_number(number_text(money.amount(one.spend, currency))),
        "served_from": one.served_from,
        "served_by_id": one.served_by_id,
        "note": one.note,
    }


def read(values: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """What a form says as it is kept; raises Refused beside an amount or a number that cannot be."""
    found = dict(values)
    for name in ("complexity", "impact", "served_by_id"):
        if name in found:
            found[name] = whole_or_none(found[name])
    if "served_from" in found:
        found["served_from"] = Geography(found["served_from"]) if found["served_from"] else None
    if found.get("volume") is not None:
        found["volume"] = whole(found["volume"], "volume")
    if found.get("spend") is not None:
        found["spend"] = minor(found["spend"], currency, "spend")
    if "note" in found:
        found["note"] = found["note"].strip()
    return found


def whole(number: Any, field: str) -> int:
    """A number without decimals; raises Refused beside `field`."""
    if number != number.to_integral_value():
        raise Refused("Enter a whole number.", field)
    return int(number)


def minor(amount: Any, currency: str, field: str) -> int:
    """An amount as minor units; raises Refused beside `field` for one the currency cannot hold."""
    try:
        return money.in_minor(amount, currency)
    except ValueError as refusal:
        raise Refused(str(refusal), field) from None


def of_judging(judged: Judging) -> dict[str, Any]:
    """How a company judges, as its form has it."""
    return {
        "misfit_points": judged.misfit_points,
        "low_up_to": judged.low_up_to,
        "high_from": judged.high_from,
        "critical_from": judged.critical_from,
        "floor_measure": judged.floor.measure,
        "floor": judged.floor.value,
        "growth_target": judged.growth_target,
    }


def judging_of(values: Mapping[str, Any], currency: str) -> Judging:
    """What a form says a company judges by; raises Refused for a level that is not whole."""
    return Judging(
        currency=currency,
        misfit_points=values["misfit_points"],
        low_up_to=whole_level(values, "low_up_to"),
        high_from=whole_level(values, "high_from"),
        critical_from=whole_level(values, "critical_from"),
        floor=Floor(FloorMeasure(values["floor_measure"]), values["floor"]),
        growth_target=values["growth_target"],
    )


def whole_level(values: Mapping[str, Any], field: str) -> int:
    """A level among a form's values."""
    return whole(values[field] + 0, field) if not isinstance(values[field], int) else values[field]
