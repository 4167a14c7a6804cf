"""When a company works, as people type it."""

from datetime import date
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from govtracker.rules.date_words import WEEKDAYS
from govtracker.rules.governance import opening_hours
from govtracker.rules.governance.business_calendar import Span
from govtracker.web.forms.base import Form

MOST_DAYS = 200


class WorkingHours(Form):
    """Zone, country, hours of each weekday (`day_0` is Monday), and days of one's own, one a line."""

    zone = StringField("Time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])
    country = SelectField("Public holidays of")
    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (
        StringField(day, validators=[Length(max=100)]) for day in WEEKDAYS
    )
    own_days = TextAreaField("Days of your own", validators=[Length(max=20_000)])

    @property
    def hours(self) -> dict[int, tuple[Span, ...]]:
        """Weekday → spans, weekdays without any left out."""
        found = {day: opening_hours.parse(self[f"day_{day}"].data or "") for day in range(7)}
        return {day: spans for day, spans in found.items() if spans}

    @property
    def closed(self) -> dict[date, str]:
        """Own closed days with their names."""
        return dict(_day(line) for line in (self.own_days.data or "").splitlines() if line.strip())

    def validate_own_days(self, field: Any) -> None:
        try:
            found = self.closed
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None
        if len(found) > MOST_DAYS:
            raise ValidationError(f"At most {MOST_DAYS} days.")

    def _hours(self, field: Any) -> None:
        try:
            opening_hours.parse(field.data or "")
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None

    validate_day_0 = validate_day_1 = validate_day_2 = validate_day_3 = _hours
    validate_day_4 = validate_day_5 = validate_day_6 = _hours


def _day(line: str) -> tuple[date, str]:
    text, _, name = line.strip().partition(" ")
    try:
        return date.fromisoformat(text), name.strip() or "closed"
    except ValueError:
        raise ValueError(f"“{line.strip()[:40]}”: write a day and its name, like 2026-12-24 Christmas Eve.") from None
