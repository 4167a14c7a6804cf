"""Recording and changing risks, looking at them again, and what happens when they happen."""

from typing import Any

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import Audience, RiskResponse, Severity
from govtracker.models import Risk
from govtracker.rules.issues.risks import IMPACTS, LIKELIHOODS
from govtracker.services.issues.risks import NAMELESS, UNANSWERED
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, whole_or_none, words_of

A_DAY = "Choose a day, for example 2026-12-01."


class RiskFields:
    """What may happen, how likely and how bad, what is done about it, by whom, and when it is looked at."""

    title = StringField("What may happen", validators=[InputRequired(NAMELESS), Length(max=200)])
    description = TextAreaField("Why, and what it would mean", validators=[Length(max=10_000)])
    likelihood = SelectField(
        "How likely", coerce=int, choices=options((level, f"{level} {said}") for level, said in LIKELIHOODS.items())
    )
    impact = SelectField(
        "How bad", coerce=int, choices=options((level, f"{level} {said}") for level, said in IMPACTS.items())
    )
    response = SelectField("Response", choices=words_of(RiskResponse), default=RiskResponse.REDUCE.value)
    plan = TextAreaField("What is done about it", validators=[InputRequired(UNANSWERED), Length(max=4000)])
    owner_id = SelectField("Who watches it", coerce=int, validators=[InputRequired("Choose who watches it.")])
    look_on = DateField("Looked at next on", validators=[InputRequired(A_DAY)])
    area_id = SelectField("Functional area", coerce=whole_or_none)


class NewRisk(RiskFields, CreatingForm):
    """A risk."""

    audience = RadioField("Who sees it", default=Audience.SHARED.value)


class EditRisk(RiskFields, EditingForm):
    """What is known of a risk now."""


class Look(Form):
    """What was seen, and when it is looked at next."""

    note = TextAreaField("What you saw", validators=[InputRequired("Say in one line what you saw."), Length(max=1000)])
    look_on = DateField("Looked at next on", validators=[InputRequired(A_DAY)])


class Happened(CreatingForm):
    """The issue a risk becomes."""

    audience = RadioField("Who sees it", default=Audience.SHARED.value)
    title = StringField("What is wrong", validators=[InputRequired("Say what is wrong."), Length(max=200)])
    area_id = SelectField("Functional area", coerce=int)
    severity = RadioField("How bad is it", choices=words_of(Severity), default=Severity.HIGH.value)
    description = TextAreaField("What happened", validators=[Length(max=10_000)])


class Reopening(Form):
    """When it is looked at next."""

    look_on = DateField("Looked at next on", validators=[InputRequired(A_DAY)])


def stored(risk: Risk) -> dict[str, Any]:
    """The risk as the form shows it."""
    names = ("title", "description", "likelihood", "impact", "plan", "owner_id", "look_on", "area_id")
    return {**{name: getattr(risk, name) for name in names}, "response": risk.response.value}
