"""When a manager's review mail comes."""

from datetime import time
from typing import Any

from wtforms import RadioField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired

from govtracker.rules.date_words import WEEKDAYS
from govtracker.rules.reviews.mail_times import MailTimes
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options
from govtracker.web.forms.forums import Boxes

NEVER = "never"
OFTEN = ((NEVER, "Never"), ("weekly", "Every week"), ("monthly", "Every month"))


class ReviewMailTimes(Form):
    """Never, or on which day of the week or month, at what time on the wall of which zone."""

    frequency = RadioField("It comes", choices=options(OFTEN), validators=[InputRequired("Choose how often.")])
    weekday = SelectField("On", coerce=int, choices=options(enumerate(WEEKDAYS)), default=0)
    day = SelectField("On day", coerce=int, choices=options((day, str(day)) for day in range(1, 32)), default=1)
    local_time = TimeField("At", default=time(7, 30), validators=[InputRequired("Write a time, for example 07:30.")])
    zone = StringField("Time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])

    chosen = Boxes("It tells of", coerce=int)

    @property
    def times(self) -> MailTimes | None:
        """When it is to come; None for never."""
        if self.frequency.data == NEVER:
            return None
        assert self.local_time.data is not None  # the form has been validated
        zone = (self.zone.data or "").strip()
        return MailTimes(self.frequency.data, self.weekday.data, self.day.data, self.local_time.data, zone)


class SupervisionMailTimes(ReviewMailTimes):
    """The same of a mail that tells of whatever somebody supervises."""

    chosen = None  # type: ignore[assignment]  # None takes a field out


def stored(times: MailTimes | None, *, wanted: bool, zone: str) -> dict[str, Any]:
    """The schedule as the form shows it; `zone` is the person's, for whoever has none yet."""
    if times is None:
        return {"frequency": NEVER, "zone": zone}
    return {**vars(times), "frequency": times.frequency if wanted else NEVER}
