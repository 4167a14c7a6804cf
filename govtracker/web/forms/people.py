"""Passwords, and bringing people of one's own company in."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from govtracker.enums import PortfolioRole
from govtracker.rules.installation.password_rules import LONGEST
from govtracker.web.forms.base import EditingForm, Form

TOO_LONG = f"Use at most {LONGEST} characters."


class NewPassword(Form):
    """The password one has, and the new one twice."""

    present = PasswordField("Your present password", validators=[InputRequired("Enter your present password.")])
    password = PasswordField(
        "New password", validators=[InputRequired("Enter a password."), Length(max=LONGEST, message=TOO_LONG)]
    )
    again = PasswordField("The same again", validators=[EqualTo("password", "The two passwords differ.")])


class NewPerson(Form):
    """Somebody of one's own company."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=120)])
    email = StringField("E-mail", validators=[InputRequired("Enter an e-mail address."), Length(max=254)])
    job_title = StringField("What they do", validators=[Length(max=120)])
    zone = StringField("Time zone", validators=[Length(max=64)])


class Correction(EditingForm):
    """What is kept of a colleague."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=120)])
    email = StringField("E-mail", validators=[InputRequired("Enter an e-mail address."), Length(max=254)])
    job_title = StringField("What they do", validators=[Length(max=120)])
    zone = StringField("Time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])


class Roles(Form):
    """The roles a colleague holds across relationships."""

    governance_office = BooleanField("Governance office")
    executive = BooleanField("Executive")
    auditor = BooleanField("Auditor")
    organisation_administrator = BooleanField("Organisation administrator")

    @property
    def chosen(self) -> set[PortfolioRole]:
        """The roles that are ticked."""
        return {role for role in PortfolioRole if self[role.value].data}
