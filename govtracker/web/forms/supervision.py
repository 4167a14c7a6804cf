"""Forms of customers: an account, and who supervises which customer."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from govtracker.services.partnership.customer_accounts import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.choices import options, whole_or_none
from govtracker.web.forms.days import DayField


def _name() -> StringField:
    return StringField("Name", validators=[InputRequired("Enter the customer’s name."), Length(max=LONGEST)])


class Choices:
    """A form that chooses among the company's segments and people."""

    def offer(self, segments: list[tuple[int, str]], people: list[tuple[int, str]]) -> None:
        """What is chosen from: id and name."""
        self.segment_id.choices = options([("", "None"), *segments])  # type: ignore[attr-defined]
        self.owner_id.choices = options([("", "Nobody yet"), *people])  # type: ignore[attr-defined]


class NewAccount(Choices, CreatingForm):
    """A customer by name."""

    name = _name()
    segment_id = SelectField("Customer segment", coerce=whole_or_none)
    owner_id = SelectField("Owner", coerce=whole_or_none)
    currency = StringField("Currency", validators=[Length(max=3)])
    label = StringField("What suppliers read", validators=[Length(max=LONGEST)])


class EditAccount(Choices, EditingForm):
    """The same of one that stands."""

    name = _name()
    segment_id = SelectField("Customer segment", coerce=whole_or_none)
    owner_id = SelectField("Owner", coerce=whole_or_none)
    currency = StringField("Currency", validators=[Length(max=3)])
    label = StringField("What suppliers read", validators=[Length(max=LONGEST)])


class NewSupervisor(CreatingForm):
    """Who supervises which customer, and for how long."""

    person_id = SelectField("Person", coerce=int)
    customer = SelectField("Customer")
    from_on = DayField("From", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    to_on = DayField("To", validators=[Optional()])
