"""Recording, changing, approving and rejecting decisions."""

from decimal import Decimal
from typing import Any

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import Audience
from govtracker.models import Decision
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, whole_or_none
from govtracker.web.forms.numbers import NumberField

SETTLED, PROPOSED = "settled", "proposed"
STATES = ((SETTLED, "It is decided"), (PROPOSED, "It is to be decided"))


class DecisionFields:
    """What, why, by whose authority, how much money, by when."""

    title = StringField("What is decided", validators=[InputRequired("Say what is decided."), Length(max=200)])
    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=10_000)])
    seat_id = SelectField("By whose authority", coerce=int, validators=[InputRequired("Choose a seat.")])
    amount = NumberField("Amount")
    currency = StringField("Currency", validators=[Length(max=3)])
    due_on = DateField("To be decided by", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    area_id = SelectField("Functional area", coerce=whole_or_none)


class NewDecision(DecisionFields, CreatingForm):
    """A decision that was taken or has to be."""

    audience = RadioField("Who sees it", default=Audience.SHARED.value)
    state = RadioField("Where it stands", choices=options(STATES), default=SETTLED)


class EditDecision(DecisionFields, EditingForm):
    """A decision that has not been taken yet."""


class Approval(Form):
    """Yes; what goes with it is kept."""

    reason = TextAreaField("What you have to say", validators=[Length(max=2000)])


class Rejection(Form):
    """No, and why."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why it is rejected."), Length(max=2000)])


def stored(decision: Decision) -> dict[str, Any]:
    """The decision as the form shows it."""
    return {
        "title": decision.title,
        "reason": decision.reason,
        "seat_id": decision.seat_id,
        "amount": None if decision.amount is None else Decimal(decision.amount) / 100,
        "currency": decision.currency,
        "due_on": decision.due_on,
        "area_id": decision.area_id,
    }
