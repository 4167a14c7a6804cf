"""Pillar weights, KPIs of a draft, and what is said when a version is sent back."""

from decimal import Decimal
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from govtracker.enums import Aggregation, ComputedKpi, Pillar, Unit
from govtracker.rules.performance import criteria as rules
from govtracker.rules.performance.anchors import FIELDS, Anchors, BadAnchors, validate
from govtracker.rules.performance.criteria import Example, Terms
from govtracker.rules.performance.standings import Corridor
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import chosen, options, words_of
from govtracker.web.forms.numbers import NumberField

NEEDED = "Enter a number."
ANCHORS = tuple(name for name in FIELDS if name != "stretch")
COMPUTED = options(
    [
        ("", "people enter or import it"),
        (ComputedKpi.RESOLVED_WITHIN_TARGET.value, "issues resolved within their target"),
        (ComputedKpi.MEAN_TIME_TO_RESOLVE.value, "mean time to resolve issues"),
    ]
)
AGGREGATIONS = options(
    [
        (Aggregation.RATIO.value, "ratio: numerator over denominator"),
        (Aggregation.SUM.value, "sum"),
        (Aggregation.MEAN.value, "mean"),
        (Aggregation.LAST.value, "the last value counts"),
    ]
)


class Weights(EditingForm):
    """How much each pillar weighs, and the corridor of the gauges."""

    experience = NumberField("Customer experience")
    cost = NumberField("Cost")
    revenue = NumberField("Revenue")
    service_delivery = NumberField("Service delivery")
    compliance = NumberField("Compliance")
    relationship = NumberField("Relationship")
    experience_floor = NumberField("Experience: floor", validators=[InputRequired(NEEDED)])
    experience_top = NumberField("Experience: top", validators=[InputRequired(NEEDED)])
    cost_floor = NumberField("Cost: floor", validators=[InputRequired(NEEDED)])
    revenue_floor = NumberField("Revenue: floor", validators=[InputRequired(NEEDED)])


class KpiFields:
    """What both sides agree on of a KPI."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=120)])
    definition = TextAreaField("Definition", validators=[Length(max=4000)])
    formula = TextAreaField("Formula in words", validators=[Length(max=4000)])
    computed = SelectField("Where its values come from", choices=COMPUTED, default="")
    source = StringField("Source of the data", validators=[Length(max=120)])
    unit = SelectField("Unit", choices=words_of(Unit))
    unit_label = StringField("Name of the unit", validators=[Length(max=16)])
    decimals = IntegerField(
        "Decimals shown", default=1, validators=[InputRequired(NEEDED), NumberRange(0, 6, "Between 0 and 6.")]
    )
    aggregation = SelectField("Put together as", choices=AGGREGATIONS)
    pillar = SelectField("Pillar", choices=words_of(Pillar))
    weight = NumberField("Weight", validators=[InputRequired(NEEDED)])
    worst = NumberField("Worst (scores 0)", validators=[InputRequired(NEEDED)])
    minimum = NumberField("Minimum (scores 60)", validators=[InputRequired(NEEDED)])
    target = NumberField("Target (scores 100)", validators=[InputRequired(NEEDED)])
    high_target = NumberField("Upper target (100)")
    high_minimum = NumberField("Upper minimum (60)")
    high_worst = NumberField("Upper worst (0)")
    is_gate = BooleanField("Gate: while it is red, the standing is “under review” whatever the score")


class NewKpi(KpiFields, CreatingForm):
    """A KPI for a draft."""

    code = StringField("Code", validators=[InputRequired("Enter a code, such as CSAT."), Length(max=40)])


class EditKpi(KpiFields, EditingForm):
    """A KPI of a draft; its code stays."""


class Reason(Form):
    """What should change."""

    reason = TextAreaField(
        "What should change", validators=[InputRequired("Say what should change."), Length(max=2000)]
    )


class TypedAnchors(Form):
    """Anchors while they are typed."""

    worst = KpiFields.worst
    minimum = KpiFields.minimum
    target = KpiFields.target
    high_target = KpiFields.high_target
    high_minimum = KpiFields.high_minimum
    high_worst = KpiFields.high_worst
    unit = KpiFields.unit


def worked(form: Any) -> tuple[list[Example], str]:
    """Three worked examples of the anchors in a form, or what is wrong with them ("" where too little is typed)."""
    if any(form[name].data is None for name in ("worst", "minimum", "target")):
        return [], ""
    curve = anchors(form.data)
    try:
        validate(curve, chosen(Unit, form.unit.data) or Unit.POINTS)
    except BadAnchors as refusal:
        return [], refusal.sentence
    return rules.examples(curve), ""


def weights(values: dict[str, Any]) -> dict[Pillar, Decimal]:
    """Pillar → weight as typed; an empty field weighs nothing."""
    return {pillar: values[pillar.value] or Decimal(0) for pillar in Pillar}


def corridor(values: dict[str, Any]) -> Corridor:
    """The corridor as typed."""
    return Corridor(*(values[name] for name in ("experience_floor", "experience_top", "cost_floor", "revenue_floor")))


def anchors(values: dict[str, Any]) -> Anchors:
    """The anchors in `values`."""
    return Anchors(**{name: values[name] for name in ANCHORS})


def terms(values: dict[str, Any], code: str) -> Terms:
    """A KPI as typed."""
    return Terms(
        kpi_id=0,
        code=code.strip().upper(),
        name=" ".join((values["name"] or "").split()),
        definition=(values["definition"] or "").strip(),
        formula=(values["formula"] or "").strip(),
        unit=Unit(values["unit"]),
        unit_label=(values["unit_label"] or "").strip(),
        decimals=values["decimals"],
        aggregation=Aggregation(values["aggregation"]),
        computed=ComputedKpi(values["computed"]) if values["computed"] else None,
        source=(values["source"] or "").strip(),
        pillar=Pillar(values["pillar"]),
        weight=values["weight"],
        anchors=anchors(values),
        is_gate=bool(values["is_gate"]),
    )


def stored(kpi: Terms) -> dict[str, Any]:
    """A KPI as the form shows it."""
    plain = {name: getattr(kpi, name) for name in vars(KpiFields) if hasattr(kpi, name) and not name.startswith("_")}
    return {**plain, "computed": kpi.computed or "", **{name: getattr(kpi.anchors, name) for name in ANCHORS}}
