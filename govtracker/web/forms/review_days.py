"""Another day for a review, or none; a forum that pauses or ends."""

from wtforms import DateField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import EditingForm, Form


class Moved(EditingForm):
    """On which day and at what time it takes place instead, and why."""

    moved_on = DateField("On", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    moved_at = TimeField("At", validators=[InputRequired("Choose a time, for example 10:00.")])
    reason = TextAreaField("Why", validators=[InputRequired("Say why it is moved."), Length(max=1000)])


class Skipped(Form):
    """Why it is left out."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why it is skipped."), Length(max=1000)])


class Paused(Form):
    """From which day on a forum meets again, and why it does not before."""

    until = DateField("Meets again from", validators=[InputRequired("Choose a day, for example 2027-03-01.")])
    reason = TextAreaField("Why", validators=[InputRequired("Say why it pauses."), Length(max=1000)])


class Ended(Form):
    """Why a forum meets no more."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why it ends."), Length(max=1000)])
