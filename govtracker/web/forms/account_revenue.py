"""Forms of what an account brings in a month."""

from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from govtracker.rules import periods
from govtracker.rules.periods import Period
from govtracker.services.partnership.account_revenue import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.numbers import NumberField


class Amounts(Form):
    """The base, what was sold besides, and where that is known from."""

    base = NumberField("Base", validators=[InputRequired("Enter what they paid without any offer, 0 if nothing.")])
    cross_sell = NumberField("Cross-sell")
    up_sell = NumberField("Up-sell")
    source = StringField("Source", validators=[Length(max=LONGEST)])


class NewMonth(Amounts, CreatingForm):
    """One month more."""

    period = StringField("Month", validators=[InputRequired("Write year and month, such as 2026-10.")])

    def validate_period(self, field: Any) -> None:
        """A month as typed."""
        try:
            self.month = periods.parse(field.data or "")
        except periods.BadPeriod as refusal:
            raise ValidationError(refusal.sentence) from None

    month: Period


class EditMonth(Amounts, EditingForm):
    """The same of one that is kept, with the reason of the correction."""

    reason = StringField("Why it changes", validators=[Length(max=LONGEST)])
