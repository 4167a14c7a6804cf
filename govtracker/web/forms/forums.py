"""Setting up and changing a forum."""

from datetime import time
from decimal import Decimal
from typing import Any

from wtforms import (
    DateField,
    DecimalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from govtracker.enums import DayShift, Tier
from govtracker.models import Forum
from govtracker.rules import money
from govtracker.rules.date_words import WEEKDAYS
from govtracker.rules.governance import cadence_choices
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.governance.cadence_choices import Choices, Pattern
from govtracker.services import Refused
from govtracker.services.governance.forums import ForumFacts
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, words_of

PATTERNS = (
    (Pattern.WEEKLY, "Weekly"),
    (Pattern.MONTHLY_WEEKDAY, "Monthly by weekday"),
    (Pattern.MONTHLY_DAY, "Monthly by date"),
    (Pattern.QUARTERLY, "Quarterly"),
    (Pattern.ADVANCED, "Another rule"),
)
SHIFTS = (
    (DayShift.NONE, "it meets all the same"),
    (DayShift.NEXT, "the next business day of both sides"),
    (DayShift.PREVIOUS, "the business day before"),
)
NTH = ((1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (-1, "last"))


class Boxes(SelectMultipleField):
    """Several of a few choices, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _in_order(chosen: list[int] | None) -> list[int]:
    return sorted(chosen or [])


class ForumFields:
    """What a forum is, who sits in it, and when it meets."""

    name = StringField("Name", validators=[InputRequired("Give the forum a name."), Length(max=120)])
    tier = SelectField("Tier", choices=words_of(Tier), default=Tier.TACTICAL.value)
    charter = TextAreaField("Charter", validators=[Length(max=4000)])
    client_chair_id = SelectField("Chair on the client’s side", coerce=int)
    supplier_chair_id = SelectField("Chair on the supplier’s side", coerce=int)
    member_ids = Boxes("Members", coerce=int, filters=[_in_order])
    pattern = RadioField(
        "How often", choices=options(PATTERNS), default=Pattern.MONTHLY_WEEKDAY.value, validators=[InputRequired()]
    )
    weekdays = Boxes("On", coerce=int, choices=options(enumerate(WEEKDAYS)), filters=[_in_order])
    nth = SelectField("Which", coerce=int, choices=options(NTH), default=1)
    weekday = SelectField("Day of the week", coerce=int, choices=options(enumerate(WEEKDAYS)), default=1)
    day = SelectField(
        "Day of the month", coerce=int, choices=options((day, str(day)) for day in range(1, 32)), default=1
    )
    rrule = StringField("Rule", validators=[Length(max=200)])
    local_time = TimeField("At", default=time(10), validators=[InputRequired("Choose a time, for example 10:00.")])
    zone = StringField("Time zone", validators=[InputRequired("Name a time zone, for example Europe/Berlin.")])
    minutes = IntegerField("Minutes", default=60, validators=[InputRequired("Say how many minutes, for example 60.")])
    shift = SelectField("On a day off of either side", choices=options(SHIFTS), default=DayShift.NONE.value)
    freeze_days = IntegerField(
        "Figures freeze", default=5, validators=[InputRequired("Say how many business days, for example 5.")]
    )
    pack_days = IntegerField(
        "Pack is told of", default=3, validators=[InputRequired("Say how many days, for example 3.")]
    )
    money_limit = DecimalField("May decide up to", places=2, validators=[Optional()])
    currency = StringField("Currency", validators=[Length(max=3)])
    starts_on = DateField("From", validators=[InputRequired("Choose a day, for example 2026-12-01.")])


class _ForumForm(Form):
    def refuse(self, text: str, field: str = "") -> None:
        """A rule that was chosen, not written, is not at fault itself: the day it starts on is."""
        written = self["pattern"].data == Pattern.ADVANCED.value
        super().refuse(text, "starts_on" if field == "rrule" and not written else field)


class NewForum(ForumFields, _ForumForm, CreatingForm):
    """A forum to be."""


class EditForum(ForumFields, _ForumForm, EditingForm):
    """A forum, its cadence among the rest."""


def facts(values: dict[str, Any]) -> ForumFacts:
    """What the form asks for; refuses a choice that is no rule."""
    choices = Choices(
        pattern=Pattern(values["pattern"]),
        weekdays=tuple(values["weekdays"]),
        nth=values["nth"],
        weekday=values["weekday"],
        day=values["day"],
        rrule=values["rrule"] or "",
    )
    try:
        rrule = cadence_choices.rule_of(choices)
    except ValueError as fault:
        raise Refused(str(fault), "weekdays" if choices.pattern is Pattern.WEEKLY else "rrule") from None
    return ForumFacts(
        name=values["name"] or "",
        tier=Tier(values["tier"]),
        charter=values["charter"] or "",
        client_chair_id=values["client_chair_id"],
        supplier_chair_id=values["supplier_chair_id"],
        member_ids=tuple(values["member_ids"]),
        cadence=Cadence(
            rrule, values["local_time"], (values["zone"] or "").strip(), values["starts_on"], DayShift(values["shift"])
        ),
        minutes=values["minutes"],
        freeze_days=values["freeze_days"],
        pack_days=values["pack_days"],
        money_limit=_minor(values["money_limit"]),
        currency=(values["currency"] or "").strip().upper(),
    )


def _minor(limit: Decimal | None) -> int | None:
    if limit is None:
        return None
    try:
        return money.minor_units(limit)
    except ValueError as fault:
        raise Refused(str(fault), "money_limit") from None


def stored(forum: Forum) -> dict[str, Any]:
    """The forum as the form shows it."""
    choices = cadence_choices.choices_of(forum.rrule)
    return {
        "name": forum.name,
        "tier": forum.tier.value,
        "charter": forum.charter,
        "client_chair_id": forum.client_chair_id,
        "supplier_chair_id": forum.supplier_chair_id,
        "member_ids": sorted(member.seat_id for member in forum.members),
        "pattern": choices.pattern.value,
        "weekdays": sorted(choices.weekdays),
        "nth": choices.nth,
        "weekday": choices.weekday,
        "day": choices.day,
        "rrule": choices.rrule,
        "local_time": forum.local_time,
        "zone": forum.zone,
        "minutes": forum.minutes,
        "starts_on": forum.starts_on,
        "shift": forum.shift.value,
        "freeze_days": forum.freeze_days,
        "pack_days": forum.pack_days,
        "money_limit": Decimal(forum.money_limit) / 100 if forum.money_limit is not None else None,
        "currency": forum.currency,
    }
