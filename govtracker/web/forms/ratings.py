"""A side's rating of one criterion for a month."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.rules.performance import ratings
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options


class Rating(Form):
    """A level and what was seen."""

    level = RadioField(
        "Level",
        choices=options((number, str(number)) for number in ratings.LEVELS),
        coerce=int,
        validators=[InputRequired("Choose a level.")],
    )
    comment = TextAreaField(
        "What you saw", validators=[InputRequired("Say what you saw: the other side reads it."), Length(max=2000)]
    )
