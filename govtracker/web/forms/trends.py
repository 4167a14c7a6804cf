"""Beginning a new baseline."""

from collections.abc import Sequence

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.rules import periods
from govtracker.rules.periods import Period
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import offer, options


class Baseline(Form):
    """From which month on, and because of what."""

    period = SelectField("From")
    reason = TextAreaField("Because", validators=[InputRequired("Say what changed."), Length(max=500)])

    def offer(self, months: Sequence[Period]) -> None:
        """Let people choose from these months."""
        offer(self.period, options((month.key, month.name) for month in months))

    @property
    def month(self) -> Period:
        """The month that was chosen."""
        return periods.parse(self.period.data)
