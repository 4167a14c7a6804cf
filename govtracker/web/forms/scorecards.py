"""Disputing a scorecard."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import Form


class Dispute(Form):
    """What is wrong with it."""

    reason = TextAreaField(
        "What is wrong with it", validators=[InputRequired("Say what is wrong with it."), Length(max=2000)]
    )
