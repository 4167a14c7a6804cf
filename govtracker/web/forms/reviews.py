"""Topics, minutes, holding and cancelling reviews."""

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import EditingForm, Form


class Minutes(EditingForm):
    """What was said and decided of one topic; two may write at the same time."""

    by_line = frozenset({"notes", "decision"})
    title = StringField("Topic", validators=[InputRequired("Say what it is about."), Length(max=200)])
    notes = TextAreaField("Notes", validators=[Length(max=10_000)])
    decision = TextAreaField("Decision", validators=[Length(max=2000)])


class Cancelled(Form):
    """Why it will not take place."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why it is cancelled."), Length(max=1000)])
