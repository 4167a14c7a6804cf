"""When a company works, as people type it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from govtracker.enums import Running
from govtracker.rules import durations
from govtracker.rules.date_words import WEEKDAYS
from govtracker.rules.governance import opening_hours, own_days
from govtracker.rules.governance.business_calendar import Span
from govtracker.rules.governance.own_days import OwnDay
from govtracker.services.governance.calendars import CalendarFacts
from govtracker.services.structure.people import checked_zone
from govtracker.web.forms.base import EditingForm, Form
from govtracker.web.forms.choices import options

MOST_DAYS = 200


class WorkingHours(EditingForm):
    """Zone, country, hours of each weekday (`day_0` is Monday), and days of one's own, one a line."""

    zone = StringField("Time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])
    country = SelectField("Public holidays of")
    subdivision = SelectField(
        "And of its part", validate_choice=False
    )  # the parts of another country are refused in words
    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (
        StringField(day, validators=[Length(max=100)]) for day in WEEKDAYS
    )
    own_days = TextAreaField("Days of your own", validators=[Length(max=20_000)])
    running = RadioField(
        "Escalations that run now",
        choices=options([(Running.KEEP.value, "keep their deadlines"), (Running.APPLY.value, "are counted anew")]),
        validators=[Optional()],
    )

    @property
    def decided(self) -> Running | None:
        """What becomes of running escalations, if that was said."""
        return Running(self.running.data) if self.running.data else None

    def validate_own_days(self, field: Any) -> None:
        try:
            found = own_days.parse(field.data or "")
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


class Trial(Form):
    """A length of business time from a wall time of the calendar's zone, to see when it is over."""

    class Meta:
        csrf = False  # it only asks

    length = StringField("A deadline of", validators=[Length(max=40)])
    since = DateTimeLocalField("from", validators=[Optional()])

    def validate_length(self, field: Any) -> None:
        try:
            durations.parse(field.data or "")
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None


def facts(values: Mapping[str, str]) -> CalendarFacts:
    """What the form says, given as its (valid) texts; Refused for an unknown zone."""
    hours = {day: opening_hours.parse(values[f"day_{day}"] or "") for day in range(7)}
    return CalendarFacts(
        zone=checked_zone(values["zone"] or ""),
        hours={day: spans for day, spans in hours.items() if spans},
        country=values["country"] or "",
        subdivision=values["subdivision"] or "",
        own_days=own_days.parse(values["own_days"] or ""),
    )


def texts(
    zone: str, country: str, subdivision: str, hours: Mapping[int, tuple[Span, ...]], own: Mapping[date, OwnDay]
) -> dict[str, str]:
    """A calendar as the form's texts."""
    return {
        "zone": zone,
        "country": country,
        "subdivision": subdivision,
        "own_days": own_days.written(own),
        **{f"day_{day}": opening_hours.words(hours.get(day, ())) for day in range(7)},
    }
