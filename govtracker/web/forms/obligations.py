"""What the client has to give, that it has given it, and what either side says to that."""

from datetime import date
from typing import Any

from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from govtracker.rules.performance.obligations import LONGEST_LEAD
from govtracker.services.performance.obligations import NewObligation
from govtracker.web.forms.action_series import EVERY, rule_of
from govtracker.web.forms.base import CreatingForm, Form
from govtracker.web.forms.choices import options, whole_or_none

A_DAY = "Choose a day, for example 2026-12-01."


class Proposal(CreatingForm):
    """An obligation of the client, for the other side to agree."""

    title = StringField(
        "What the client gives", validators=[InputRequired("Say what the client gives."), Length(max=160)]
    )
    description = TextAreaField("What counts as given", validators=[Length(max=2000)])
    owner_seat_id = SelectField("By whom", coerce=int)
    kpi_id = SelectField("KPI it supports", coerce=whole_or_none)
    starts_on = DateField("First due on", validators=[InputRequired(A_DAY)])
    every = SelectField("Comes again", choices=options((("", "No, it is due once"), *EVERY)), default="FREQ=MONTHLY")
    rrule = StringField("Rule", validators=[Length(max=200)])
    lead_days = IntegerField(
        "Appears, days before",
        default=7,
        validators=[NumberRange(0, LONGEST_LEAD, f"It appears 0 to {LONGEST_LEAD} days before it is due.")],
    )

    @property
    def new(self) -> NewObligation:
        """What was typed; read once the form holds."""
        values: dict[str, Any] = self.data
        return NewObligation(
            title=values["title"] or "",
            description=values["description"] or "",
            owner_seat_id=values["owner_seat_id"],
            kpi_id=values["kpi_id"],
            rrule=rule_of(values) if values["every"] else "",
            starts_on=values["starts_on"],
            lead_days=values["lead_days"],
        )


class Met(Form):
    """When it was given, and why late."""

    met_on = DateField("Given on", validators=[InputRequired(A_DAY)])
    note = TextAreaField("Where it is", validators=[Length(max=2000)])
    late_reason = TextAreaField("Why it came late", validators=[Length(max=2000)])

    @property
    def day(self) -> date:
        """The day that was typed; read once the form holds."""
        assert self.met_on.data is not None
        return self.met_on.data


class Contest(Form):
    """What is missing."""

    reason = TextAreaField("What is missing", validators=[InputRequired("Say what is missing."), Length(max=2000)])


class Claim(CreatingForm):
    """How the client's side caused a red KPI."""

    occurrence_id = SelectField("An obligation that came late", coerce=whole_or_none)
    reason = TextAreaField(
        "How the client’s side caused it", validators=[InputRequired("Say how: both sides see it."), Length(max=2000)]
    )


class Disagreement(Form):
    """Why it is not agreed."""

    answer = TextAreaField("Why not", validators=[InputRequired("Say why not: both sides see it."), Length(max=2000)])
