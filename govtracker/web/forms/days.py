"""A field for days that periods are reckoned from."""

from typing import Any

from wtforms import DateField
from wtforms.validators import ValidationError

from govtracker.rules import periods


class DayField(DateField):
    """A day in the years that have periods (2000–2100), None where it is empty; a slip as 0206-07-01 is refused."""

    def pre_validate(self, form: Any) -> None:
        """Refuse a year outside them, with the reason beside the field."""
        try:
            if self.data is not None:
                periods.containing(self.data)
        except periods.BadPeriod as refusal:
            raise ValidationError(refusal.sentence) from None
