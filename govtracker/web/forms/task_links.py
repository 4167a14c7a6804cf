"""Giving a link for one task."""

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from govtracker.rules.task_links import DAYS, USUAL_DAYS
from govtracker.web.forms.base import CreatingForm
from govtracker.web.forms.choices import options

LASTS = options([(days, f"{days} days") for days in DAYS])


class NewLink(CreatingForm):
    """For how long, and whether it ends with the task."""

    days = RadioField("It lasts", choices=LASTS, coerce=int, default=USUAL_DAYS)
    is_single_use = BooleanField("It ends as soon as the task is done")


class NewSheetLink(NewLink):
    """For whom, besides."""

    person_id = SelectField("For whom", coerce=int, validators=[InputRequired("Choose who fills it in.")])
