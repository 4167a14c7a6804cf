"""Seats, areas and what each seat may decide."""

from wtforms import DateField, DecimalField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from govtracker.enums import SeatRole, Tier
from govtracker.web.forms.base import CreatingForm, Form
from govtracker.web.forms.choices import words_of

LARGEST = 20_000_000
SEATS_TO_ADD = words_of(SeatRole)


class ScopeFields(Form):
    """What the holder of a seat may decide alone and answers for."""

    tier = SelectField("Tier", choices=words_of(Tier), default=Tier.OPERATIONAL.value)
    authority = TextAreaField("May decide alone", validators=[Length(max=2000)])
    responsibility = TextAreaField("Answers for", validators=[Length(max=2000)])
    money_limit = DecimalField(
        "Up to", places=2, validators=[Optional(), NumberRange(0, LARGEST, f"A limit lies between 0 and {LARGEST:,}.")]
    )
    currency = StringField("Currency", validators=[Length(max=3)])


class NewSeat(ScopeFields, CreatingForm):
    """A seat on one's own side."""

    role = SelectField("Role", choices=SEATS_TO_ADD, default=SeatRole.MEMBER.value)
    area_id = SelectField("Area", coerce=int, default=0)


class NewArea(CreatingForm):
    """A functional area, from the catalogue or new."""

    name = StringField("Functional area", validators=[InputRequired("Enter a name."), Length(max=80)])


class Holder(Form):
    """Who takes a seat, and from when."""

    person_id = SelectField("Who", coerce=int, validators=[InputRequired("Choose who takes the seat.")])
    from_on = DateField("From", validators=[InputRequired("Choose a day, for example 2026-12-01.")])


class Vacancy(Form):
    """The last day of whoever holds a seat."""

    last_on = DateField("Last day", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    reason = StringField("Why", validators=[Length(max=200)])
