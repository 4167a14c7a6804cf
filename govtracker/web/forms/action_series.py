"""How an action comes again, and changing that later."""

from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from govtracker.enums import ActionType, Repetition
from govtracker.models import ActionSeries
from govtracker.rules.issues.repetition import LONGEST_LEAD
from govtracker.services.issues.action_series import Again
from govtracker.web.forms.base import EditingForm
from govtracker.web.forms.choices import options, words_of

OTHER = "other"
EVERY = (
    ("FREQ=WEEKLY", "Every week"),
    ("FREQ=WEEKLY;INTERVAL=2", "Every two weeks"),
    ("FREQ=MONTHLY", "Every month"),
    ("FREQ=MONTHLY;INTERVAL=3", "Every quarter"),
    ("FREQ=MONTHLY;INTERVAL=6", "Every half year"),
    ("FREQ=YEARLY", "Every year"),
    (OTHER, "By another rule"),
)
HOW = (
    (Repetition.FIXED.value, "On fixed days"),
    (Repetition.AFTER_COMPLETION.value, "Counted from when it was done"),
    (Repetition.CATCH_UP.value, "On the next day to come, once it was done"),
)


class AgainFields:
    """How often, counted from what, and how long before it is due it appears."""

    every = SelectField("Comes again", choices=options((("", "No"), *EVERY)), default="")
    rrule = StringField("Rule", validators=[Length(max=200)])
    repetition = SelectField("When", choices=options(HOW), default=Repetition.FIXED.value)
    lead_days = IntegerField(
        "Appears, days before",
        default=7,
        validators=[NumberRange(0, LONGEST_LEAD, f"It appears 0 to {LONGEST_LEAD} days before it is due.")],
    )
    skips_if_open = BooleanField("Leave a turn out while the one before is open", default=True)


class EditSeries(AgainFields, EditingForm):
    """What later turns of a series are."""

    title = StringField("What will be done", validators=[InputRequired("Say what will be done."), Length(max=200)])
    type = SelectField("Kind", choices=words_of(ActionType))
    owner_id = SelectField("Who does it", coerce=int)
    consequence = StringField(
        "If it is late", validators=[InputRequired("Say in one line what happens if it is late."), Length(max=200)]
    )
    every = SelectField("Comes again", choices=options(EVERY))
    starts_on = DateField("Counted from", validators=[InputRequired("Choose a day, for example 2026-12-01.")])


def again(values: dict[str, Any]) -> Again | None:
    """What was chosen; None where it does not come again."""
    if not values["every"]:
        return None
    return Again(rule_of(values), Repetition(values["repetition"]), values["lead_days"], values["skips_if_open"])


def rule_of(values: dict[str, Any]) -> str:
    """The RRULE that was chosen or written."""
    return str((values["rrule"] or "").strip() if values["every"] == OTHER else values["every"])


def stored(series: ActionSeries) -> dict[str, Any]:
    """The series as the form shows it."""
    simple = series.rrule in dict(EVERY)
    return {
        "title": series.title,
        "type": series.type.value,
        "owner_id": series.owner_id,
        "consequence": series.consequence,
        "every": series.rrule if simple else OTHER,
        "rrule": "" if simple else series.rrule,
        "repetition": series.repetition.value,
        "lead_days": series.lead_days,
        "skips_if_open": series.skips_if_open,
        "starts_on": series.starts_on,
    }
