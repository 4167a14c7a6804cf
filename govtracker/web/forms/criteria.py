"""Pillar weights of a draft, its corridor, and what is said when a version is sent back."""

from decimal import Decimal
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import Pillar
from govtracker.rules.performance.standings import Corridor
from govtracker.web.forms.base import EditingForm, Form
from govtracker.web.forms.numbers import NumberField

NEEDED = "Enter a number."


class Weights(EditingForm):
    """How much each pillar weighs, and the corridor of the gauges."""

    experience = NumberField("Customer experience")
    cost = NumberField("Cost")
    revenue = NumberField("Revenue")
    service_delivery = NumberField("Service delivery (optional)")
    compliance = NumberField("Compliance (optional)")
    relationship = NumberField("Relationship (optional)")
    experience_floor = NumberField("Experience: floor", validators=[InputRequired(NEEDED)])
    experience_top = NumberField("Experience: top", validators=[InputRequired(NEEDED)])
    cost_floor = NumberField("Cost: floor", validators=[InputRequired(NEEDED)])
    revenue_floor = NumberField("Revenue: floor", validators=[InputRequired(NEEDED)])


class Reason(Form):
    """What should change."""

    reason = TextAreaField(
        "What should change", validators=[InputRequired("Say what should change."), Length(max=2000)]
    )


def weights(values: dict[str, Any]) -> dict[Pillar, Decimal]:
    """Pillar → weight as typed; an empty field weighs nothing."""
    return {pillar: values[pillar.value] or Decimal(0) for pillar in Pillar}


def corridor(values: dict[str, Any]) -> Corridor:
    """The corridor as typed."""
    return Corridor(*(values[name] for name in ("experience_floor", "experience_top", "cost_floor", "revenue_floor")))
