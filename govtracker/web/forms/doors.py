"""Getting in: joining by an invitation, asking for a new password, setting one."""

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from govtracker.rules.installation.password_rules import LONGEST
from govtracker.web.forms.base import Form
from govtracker.web.forms.people import TOO_LONG


class ChosenPassword(Form):
    """A new password, twice."""

    password = PasswordField(
        "Password", validators=[InputRequired("Choose a password."), Length(max=LONGEST, message=TOO_LONG)]
    )
    again = PasswordField("The same again", validators=[EqualTo("password", "The two passwords differ.")])


class Join(ChosenPassword):
    """Who joins, and how they sign in from now on."""

    name = StringField("Your name", validators=[InputRequired("Enter your name."), Length(max=120)])
    zone = StringField("Your time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])


class LostPassword(Form):
    """Whose password is lost."""

    email = StringField("E-mail", validators=[InputRequired("Enter your e-mail address."), Length(max=254)])
