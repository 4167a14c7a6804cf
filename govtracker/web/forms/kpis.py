"""KPIs of a draft, and their anchors while they are typed."""

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from govtracker.charts import anchor_curve
from govtracker.charts.anchor_curve import Curve
from govtracker.enums import Aggregation, ComputedKpi, EnteredBy, Frequency, Unit
from govtracker.rules.performance import criteria as rules
from govtracker.rules.performance.anchors import FIELDS, Anchors, BadAnchors, doubtful, validate
from govtracker.rules.performance.criteria import Example, Terms
from govtracker.rules.performance.values import number_text
from govtracker.services import Refused
from govtracker.web.forms import criterion
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import chosen, options, words_of
from govtracker.web.forms.criterion import NEEDED, CriterionFields
from govtracker.web.forms.numbers import NumberField

COMPUTED = options(
    [
        ("", "people enter or import it"),
        (ComputedKpi.RESOLVED_WITHIN_TARGET.value, "issues resolved within their target"),
        (ComputedKpi.MEAN_TIME_TO_RESOLVE.value, "mean time to resolve issues"),
        (ComputedKpi.ACKNOWLEDGED_IN_TIME.value, "escalation levels acknowledged in time"),
        (ComputedKpi.ACTIONS_CLOSED_IN_TIME.value, "actions done by the day they were first due"),
        (ComputedKpi.EFFECTIVENESS_VERIFIED.value, "effectiveness checks that found closing has held"),
        (ComputedKpi.REVIEWS_HELD_IN_TIME.value, "reviews held within five days of their day"),
        (ComputedKpi.RECURRING_SHARE.value, "share of issues that come again"),
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


ENTERED_BY = options(
    [
        (EnteredBy.EITHER.value, "either side"),
        (EnteredBy.CLIENT.value, "the client"),
        (EnteredBy.SUPPLIER.value, "the supplier"),
    ]
)


TRIES = ("try_1", "try_2", "try_3")


class KpiFields(CriterionFields):
    """What both sides agree on of a KPI."""

    formula = TextAreaField("Formula in words", validators=[Length(max=4000)])
    computed = SelectField("Where its values come from", choices=COMPUTED, default="")
    source = StringField("Source of the data", validators=[Length(max=120)])
    unit = SelectField("Unit", choices=words_of(Unit))
    unit_label = StringField("Name of the unit", validators=[Length(max=16)])
    decimals = IntegerField(
        "Decimals shown", default=1, validators=[InputRequired(NEEDED), NumberRange(0, 6, "Between 0 and 6.")]
    )
    aggregation = SelectField("Put together as", choices=AGGREGATIONS)
    frequency = SelectField("How often", choices=words_of(Frequency), default=Frequency.MONTHLY.value)
    entered_by = SelectField("Entered by", choices=ENTERED_BY, default=EnteredBy.EITHER.value)
    worst = NumberField("Worst (scores 0)", validators=[InputRequired(NEEDED)])
    minimum = NumberField("Minimum (scores 60)", validators=[InputRequired(NEEDED)])
    target = NumberField("Target (scores 100)", validators=[InputRequired(NEEDED)])
    stretch = NumberField("Stretch (110, for a bonus)")
    high_target = NumberField("Upper target (100)")
    high_minimum = NumberField("Upper minimum (60)")
    high_worst = NumberField("Upper worst (0)")
    small_percent = BooleanField("These percentages are meant to be below 1 %")
    try_1 = NumberField("First value to try")
    try_2 = NumberField("Second value to try")
    try_3 = NumberField("Third value to try")


class NewKpi(KpiFields, CreatingForm):
    """A KPI for a draft."""

    code = StringField("Code", validators=[InputRequired("Enter a code, such as CSAT."), Length(max=40)])


class EditKpi(KpiFields, EditingForm):
    """A KPI of a draft; its code stays."""


class TypedAnchors(Form):
    """Anchors while they are typed, and values to try on them."""

    try_1 = KpiFields.try_1
    try_2 = KpiFields.try_2
    try_3 = KpiFields.try_3
    worst = KpiFields.worst
    minimum = KpiFields.minimum
    target = KpiFields.target
    stretch = KpiFields.stretch
    high_target = KpiFields.high_target
    high_minimum = KpiFields.high_minimum
    high_worst = KpiFields.high_worst
    unit = KpiFields.unit


@dataclass(frozen=True)
class Worked:
    """What typed anchors mean: their curve and three examples, or the field that is wrong and why, or nothing yet."""

    curve: Curve | None = None
    examples: tuple[Example, ...] = ()
    field: str = ""
    sentence: str = ""


def worked(form: Any) -> Worked:
    """The curve of the anchors in a form, with the values people try on it, else three telling ones."""
    if any(form[name].data is None for name in ("worst", "minimum", "target")):
        return Worked()
    curve, unit = anchors(form.data), chosen(Unit, form.unit.data) or Unit.POINTS
    try:
        validate(curve, unit)
    except BadAnchors as refusal:
        return Worked(field=refusal.field, sentence=refusal.sentence)
    typed = zip(TRIES, rules.telling_values(curve), strict=True)
    tried = [usual if form[name].data is None else form[name].data for name, usual in typed]
    examples = tuple(rules.example(value, curve, unit) for value in tried)
    return Worked(anchor_curve.draw(curve, unit, tried), examples)


def anchors(values: dict[str, Any]) -> Anchors:
    """The anchors in `values`."""
    return Anchors(**{name: values[name] for name in FIELDS})


def terms(values: dict[str, Any], code: str) -> Terms:
    """A KPI as typed; raises Refused to ask about percentages that look like shares of one."""
    _ask_about_percentages(values)
    return Terms(
        **criterion.common(values, code),
        formula=(values["formula"] or "").strip(),
        unit=Unit(values["unit"]),
        unit_label=(values["unit_label"] or "").strip(),
        decimals=values["decimals"],
        aggregation=Aggregation(values["aggregation"]),
        computed=ComputedKpi(values["computed"]) if values["computed"] else None,
        source=(values["source"] or "").strip(),
        anchors=anchors(values),
        frequency=Frequency(values["frequency"]),
        entered_by=EnteredBy(values["entered_by"]),
    )


def _ask_about_percentages(values: dict[str, Any]) -> None:
    field = doubtful(anchors(values), Unit(values["unit"]))
    if field is None or values["small_percent"]:
        return
    typed = values[field]
    raise Refused(
        f"{number_text(typed)} % is less than one in a hundred. Did you mean {number_text(typed * 100)}? "
        "If not, tick below that it is meant.",
        field,
    )


def stored(kpi: Terms) -> dict[str, Any]:
    """A KPI as its form shows it."""
    is_small = doubtful(kpi.anchors, kpi.unit) is not None
    plain = criterion.plain(kpi, KpiFields)
    return {**plain, "computed": kpi.computed or "", "small_percent": is_small, **vars(kpi.anchors)}
