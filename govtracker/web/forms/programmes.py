"""Programmes of value assurance, their benefits month by month, and what is watched beside them."""

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from govtracker.enums import Side, Unit
from govtracker.rules import periods
from govtracker.rules.periods import Period
from govtracker.services.partnership.benefits import BenefitFacts
from govtracker.services.partnership.programmes import ProgrammeFacts
from govtracker.services.partnership.typed import LONGEST
from govtracker.services.partnership.watch_metrics import WatchFacts
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, whole_or_none, words_of
from govtracker.web.forms.days import DayField
from govtracker.web.forms.forums import Boxes
from govtracker.web.forms.numbers import NumberField

A_DAY = "Choose a day, for example 2026-12-01."
NEEDED = "Enter a number."


class ProgrammeFields(Form):
    """What both sides want to achieve."""

    title = StringField("Title", validators=[InputRequired("Give it a title."), Length(max=160)])
    objective = TextAreaField("Objective", validators=[Length(max=LONGEST)])
    from_on = DayField("From", validators=[InputRequired(A_DAY)])
    to_on = DayField("To", validators=[InputRequired(A_DAY)])
    kpi_ids = Boxes("KPIs it is about", coerce=int)


class NewProgramme(ProgrammeFields, CreatingForm):
    """A programme to begin."""


class EditProgramme(ProgrammeFields, EditingForm):
    """The same of one that runs."""


class BenefitFields(Form):
    """What a side gains or loses, and how it is measured."""

    title = StringField("What it is", validators=[InputRequired("Say what it is."), Length(max=160)])
    side = RadioField("Whose it is", validators=[InputRequired("Say which side gains or loses.")])
    owner_seat_id = SelectField("Who owns it", coerce=int)
    unit = SelectField("Unit", choices=words_of(Unit), default=Unit.MONEY.value)
    unit_label = StringField("Name of the unit", validators=[Length(max=16)])
    currency = StringField("Currency", default="EUR", validators=[Length(max=3)])
    measured_by = TextAreaField("How it is measured", validators=[Length(max=LONGEST)])
    starts_on = DayField("Starts on", validators=[InputRequired(A_DAY)])
    offsets_id = SelectField("Taken from", coerce=whole_or_none, default="")


class PromiseFields(BenefitFields):
    """What a committed benefit says besides; a draft may lack most of it."""

    kpi_id = SelectField("Measured by a KPI", coerce=whole_or_none, default="")
    baseline = NumberField("Baseline, a month")
    baseline_on = DayField("Baseline of", validators=[Optional()])
    target = NumberField("Target, a month")
    due_on = DayField("Due on", validators=[Optional()])
    check_id = SelectField("Capability check", coerce=whole_or_none, default="")
    check_reason = TextAreaField("Why it is committed all the same", validators=[Length(max=LONGEST)])


class NewPromise(PromiseFields, CreatingForm):
    """A benefit to commit, first as a draft."""


class EditPromise(PromiseFields, EditingForm):
    """The same while it is a draft."""


class NewBenefit(BenefitFields, CreatingForm):
    """A benefit nobody planned, or a dis-benefit."""


class EditBenefit(BenefitFields, EditingForm):
    """The same of one that is noted."""


class Month(CreatingForm):
    """A figure for a month."""

    period = StringField("Month", validators=[InputRequired("Write year and month, such as 2026-10.")])
    value = NumberField("Figure", validators=[InputRequired(NEEDED)])
    note = TextAreaField("What it rests on", validators=[Length(max=LONGEST)])

    def validate_period(self, field: Any) -> None:
        """A month as typed."""
        try:
            self.month = periods.parse(field.data or "")
        except periods.BadPeriod as refusal:
            raise ValidationError(refusal.sentence) from None

    month: Period


class NewWatch(CreatingForm):
    """What is watched beside a programme."""

    kpi_id = SelectField("A KPI", coerce=whole_or_none, default="")
    name = StringField("Or a figure of its own", validators=[Length(max=120)])
    unit = SelectField("Unit", choices=words_of(Unit), default=Unit.PERCENT.value)
    unit_label = StringField("Name of the unit", validators=[Length(max=16)])
    more_is_better = RadioField(
        "It is worse",
        choices=options([("1", "when it falls"), ("0", "when it rises")]),
        validators=[InputRequired("Say which way it is worse.")],
    )
    baseline = NumberField("Baseline", validators=[InputRequired(NEEDED)])
    baseline_on = DayField("Baseline of", validators=[InputRequired(A_DAY)])
    tolerance = NumberField("Tolerated, in the same unit", validators=[InputRequired(NEEDED)])
    why = TextAreaField("Why it is watched", validators=[Length(max=LONGEST)])

    @property
    def facts(self) -> WatchFacts:
        """What was typed; read once the form holds."""
        values: dict[str, Any] = self.typed
        return WatchFacts(
            **{name: values[name] for name in ("kpi_id", "baseline", "baseline_on", "tolerance")},
            name=values["name"] or "",
            why=values["why"] or "",
            unit=Unit(values["unit"]),
            unit_label=values["unit_label"] or "",
            more_is_better=values["more_is_better"] == "1",
        )


class Reason(Form):
    """Why."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why: both sides see it."), Length(max=LONGEST)])


class AlertIssue(CreatingForm):
    """An issue from an alert."""

    area_id = SelectField("Functional area", coerce=int)


class AlertAction(CreatingForm):
    """An action from an alert."""

    title = StringField("What is done", validators=[InputRequired("Say what is done."), Length(max=200)])
    owner_id = SelectField("Owner", coerce=int)
    due_on = DayField("Due on", validators=[InputRequired(A_DAY)])


def programme(values: Mapping[str, Any]) -> ProgrammeFacts:
    """What a form says of a programme."""
    plain = {name: values[name] for name in ("from_on", "to_on")}
    kpi_ids = frozenset(int(one) for one in values["kpi_ids"] or ())
    return ProgrammeFacts(title=values["title"] or "", objective=values["objective"] or "", kpi_ids=kpi_ids, **plain)


def benefit(values: Mapping[str, Any]) -> BenefitFacts:
    """What a form says of a benefit; what it does not ask stays empty."""
    texts: dict[str, Any] = {
        name: values.get(name) or "" for name in ("title", "measured_by", "unit_label", "currency", "check_reason")
    }
    asked = ("kpi_id", "baseline", "baseline_on", "target", "due_on", "offsets_id", "check_id")
    return BenefitFacts(
        **texts,
        **dict[str, Any]({name: values.get(name) for name in asked}),
        side=Side(values["side"]),
        unit=Unit(values["unit"]),
        owner_seat_id=int(values["owner_seat_id"]),
        starts_on=values["starts_on"],
    )
