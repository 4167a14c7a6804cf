"""The form of a service plan."""

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from govtracker.enums import ServiceChannel, ServiceHours, Staffing, TouchLevel
from govtracker.rules import durations
from govtracker.rules.sourcing.service_plans import Plan
from govtracker.services.sourcing.service_plans import LONGEST
from govtracker.web.forms.base import CreatingForm
from govtracker.web.forms.choices import words_of
from govtracker.web.forms.forums import Boxes


class NewServicePlan(CreatingForm):
    """How a segment is served from now on."""

    touch = RadioField("Touch", choices=words_of(TouchLevel), validators=[InputRequired("Choose how much touch.")])
    channels = Boxes("Channels", choices=words_of(ServiceChannel))
    hours = SelectField("Hours", choices=words_of(ServiceHours))
    response = StringField("Response within", validators=[InputRequired("Say within what time.")])
    staffing = RadioField("Served by", choices=words_of(Staffing), validators=[InputRequired("Choose who serves it.")])
    note = TextAreaField("What else belongs to it", validators=[Length(max=LONGEST)])
    reason = TextAreaField("Why the plan changes", validators=[Length(max=LONGEST)])

    def validate_response(self, field: Any) -> None:
        """A length of business time."""
        try:
            durations.parse(field.data or "")
        except ValueError as mistake:
            raise ValidationError(str(mistake)) from None

    def plan(self) -> Plan:
        """What was typed."""
        said = self.data
        return Plan(
            TouchLevel(said["touch"]),
            tuple(channel for channel in ServiceChannel if channel.value in (said["channels"] or ())),
            ServiceHours(said["hours"]),
            durations.parse(said["response"]),
            Staffing(said["staffing"]),
        )


def facts(plan: Plan, note: str = "") -> dict[str, Any]:
    """A plan as its form shows it."""
    return {
        "touch": plan.touch.value,
        "channels": [channel.value for channel in plan.channels],
        "hours": plan.hours.value,
        "response": durations.words(plan.response_minutes),
        "staffing": plan.staffing.value,
        "note": note,
    }
