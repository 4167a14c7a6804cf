"""What people choose of calendars."""

from typing import Any

from wtforms import BooleanField, SelectField

from govtracker.rules.date_words import WEEKDAYS
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options


class Choices(Form):
    """The first day of the week, and what the personal feed holds."""

    first_weekday = SelectField(
        "Weeks begin on",
        choices=options(
            [("", "As my browser’s language has it"), *((str(day), WEEKDAYS[day]) for day in (0, 6, 5, 1, 2, 3, 4))]
        ),
    )
    reviews = BooleanField("Reviews of my forums, and those I am asked to")
    actions = BooleanField("Days on which my actions are due")
    acknowledgements = BooleanField("Until when I have to answer an issue")
    notice_dates = BooleanField("Last days of notice of the contracts I see")
    value_dates = BooleanField("Benefits that are due, launches, and looks at exit plans")

    @property
    def chosen(self) -> dict[str, Any]:
        """What `services.reviews.feeds.choose` asks for."""
        names = ("reviews", "actions", "acknowledgements", "notice_dates", "value_dates")
        weekday = self.first_weekday.data
        return {
            "first_weekday": int(weekday) if weekday else None,
            "parts": {name: self[name].data for name in names},
        }
