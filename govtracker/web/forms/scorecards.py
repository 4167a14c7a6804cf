"""Disputing a scorecard, and amending one that was agreed."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import CreatingForm, Form


class Dispute(Form):
    """What is wrong with it."""

    reason = TextAreaField(
        "What is wrong with it", validators=[InputRequired("Say what is wrong with it."), Length(max=2000)]
    )


class Amendment(CreatingForm):
    """Why agreed figures have to change."""

    why = TextAreaField(
        "Why it is amended", validators=[InputRequired("Say why it has to be amended."), Length(max=2000)]
    )
