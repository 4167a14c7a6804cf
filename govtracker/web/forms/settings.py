"""A person's own settings."""

from wtforms import BooleanField, RadioField, StringField, TimeField
from wtforms.validators import InputRequired, Optional

from govtracker.rules.date_words import WEEKDAYS
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options


class Settings(Form):
    """Zone and look, and which mail comes when. `day_0` is Monday."""

    zone = StringField("Time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])
    theme = RadioField("Look", choices=options([("auto", "As the device"), ("light", "Light"), ("dark", "Dark")]))
    shortcuts = BooleanField("Keyboard shortcuts")
    digest = BooleanField("A digest in the morning, when something waits for me")
    digest_time = TimeField("At", validators=[InputRequired("Write a time, for example 07:30.")])
    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (BooleanField(day) for day in WEEKDAYS)
    assignment = BooleanField("What is given to me, asked of me, or said to me by name, within five minutes")
    review_pack = BooleanField("That the pack of a review is ready, some days before it")
    review_outcome = BooleanField("What a review decided, once both chairs have agreed")
    quiet_from = TimeField("From", validators=[Optional()])
    quiet_to = TimeField("To", validators=[Optional()])
    quiet_days = BooleanField("And all day on days that are no working days of mine")

    @property
    def working_days(self) -> list[int]:
        """The chosen days, 0 is Monday."""
        return [day for day in range(7) if self[f"day_{day}"].data]

    @property
    def days_of_rest(self) -> list[int]:
        """The days that are quiet as a whole, 0 is Monday."""
        return [day for day in range(7) if self.quiet_days.data and day not in self.working_days]
