"""Forms of opportunities: raising one, and saying what becomes of it."""

from decimal import Decimal

from wtforms import DecimalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from govtracker.enums import OpportunityKind, OpportunityStatus
from govtracker.services.partnership.opportunities import LONGEST, LONGEST_TITLE
from govtracker.web.forms.base import CreatingForm, Form
from govtracker.web.forms.choices import words_of

MOST = Decimal(10) ** 13


def _amount(label: str) -> DecimalField:
    said = f"Use an amount from 0 to {MOST:,}."
    return DecimalField(label, places=None, validators=[Optional(), NumberRange(min=0, max=MOST, message=said)])


class NewOpportunity(CreatingForm):
    """What could be done for which customer."""

    account_id = SelectField("Account", coerce=int)
    kind = RadioField("What it is", choices=words_of(OpportunityKind), default=OpportunityKind.ADD_ON.value)
    title = StringField(
        "In one line",
        validators=[InputRequired("Say in one line what could be done for the customer."), Length(max=LONGEST_TITLE)],
    )
    description = TextAreaField("What speaks for it", validators=[Length(max=LONGEST)])
    value = _amount("What it may bring")
    currency = StringField("Currency", default="EUR", validators=[Length(max=3)])


class Answer(Form):
    """What becomes of it."""

    status = RadioField("What becomes of it", validators=[InputRequired("Choose what becomes of it.")])
    outcome = TextAreaField("What there is to say", validators=[Length(max=LONGEST)])
    won = _amount("What it brings")
    currency = StringField("Currency", default="EUR", validators=[Length(max=3)])

    def offer(self, moves: tuple[OpportunityStatus, ...]) -> "Answer":
        """The same with what may become of it now."""
        self.status.choices = [(one.value, WORDS[one]) for one in moves]
        return self


WORDS = {
    OpportunityStatus.PASSED_ON: "It waits",
    OpportunityStatus.TAKEN_UP: "It is taken up",
    OpportunityStatus.WON: "It is won",
    OpportunityStatus.NOT_PURSUED: "It is not pursued",
}
