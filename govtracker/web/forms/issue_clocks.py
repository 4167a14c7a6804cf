"""Forms about the clocks of an issue: handing over, pausing, stepping down."""

from wtforms import DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.services.issues.issue_fields import LONGEST_TEXT
from govtracker.web.forms.base import Form


class HandOver(Form):
    """What is asked of the other side; `to` is the side that was to move next when the form was opened."""

    to = HiddenField()
    asked = TextAreaField("What you ask", validators=[InputRequired("Say what you ask."), Length(max=LONGEST_TEXT)])


class Pause(Form):
    """Until when the clock stands still, and why."""

    until_on = DateField("Paused until", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=LONGEST_TEXT)])


class StepDown(Form):
    """The level that takes over again, and why."""

    level = SelectField("To level", coerce=int)
    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=LONGEST_TEXT)])
