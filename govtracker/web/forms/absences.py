"""Days on which somebody is away."""

from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import CreatingForm


class NewAbsence(CreatingForm):
    """From which day to which, and a note for the own company."""

    from_on = DateField("First day", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    to_on = DateField("Last day", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    note = StringField("Note", validators=[Length(max=200)])
