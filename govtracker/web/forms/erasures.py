"""Erasing a colleague who left."""

from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import Form


class Erasure(Form):
    """Why, and that it is meant."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=500)])
    is_meant = BooleanField(
        "I know that nobody can bring it back", validators=[InputRequired("Tick this if you mean it.")]
    )
