"""Putting something out of sight until a day."""

from wtforms import DateField
from wtforms.validators import InputRequired

from govtracker.web.forms.base import Form


class Snooze(Form):
    """Until when."""

    until_on = DateField("Until", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
