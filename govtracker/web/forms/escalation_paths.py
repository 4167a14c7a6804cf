"""An escalation path as a form: levels from the lowest up, those left empty left out, and the terms of all."""

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, Form, FormField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from govtracker.enums import Running, Tier
from govtracker.models import EscalationPath
from govtracker.rules import durations
from govtracker.rules.governance.escalation import OURS, Terms
from govtracker.services.governance.escalation_paths import MOST_LEVELS, LevelFacts, PathFacts
from govtracker.web.forms.base import Form as OurForm
from govtracker.web.forms.choices import options, words_of

NOBODY = 0
NEVER = "none"
NUMBER = [InputRequired("Write a number.")]


class Level(Form):
    """One level: a seat a side, and times as people type them."""

    tier = SelectField("Tier", choices=words_of(Tier), default=Tier.OPERATIONAL.value)
    client_seat_id = SelectField("Client’s seat", coerce=int, default=NOBODY)
    supplier_seat_id = SelectField("Supplier’s seat", coerce=int, default=NOBODY)
    response = StringField("Acknowledge within")
    resolution = StringField("Resolve within")
    warning = StringField("Warn before")

    @property
    def is_blank(self) -> bool:
        """Nothing was chosen or typed."""
        times = (self.response.data or "").strip() or (self.resolution.data or "").strip()
        return not (times or self.client_seat_id.data or self.supplier_seat_id.data)

    @property
    def facts(self) -> LevelFacts:
        """What was typed; ValueError where a time is none."""
        return LevelFacts(
            tier=Tier(self.tier.data),
            client_seat_id=self.client_seat_id.data,
            supplier_seat_id=self.supplier_seat_id.data,
            response_minutes=durations.parse(self.response.data or ""),
            resolution_minutes=durations.parse(self.resolution.data or ""),
            warning_minutes=_warning(self.warning.data or ""),
        )

    def validate_client_seat_id(self, field: Any) -> None:
        if not field.data and not self.is_blank:
            raise ValidationError("Choose a seat.")

    def validate_supplier_seat_id(self, field: Any) -> None:
        self.validate_client_seat_id(field)

    def validate_response(self, field: Any) -> None:
        if self.is_blank:
            return
        try:
            durations.parse(field.data or "")
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None

    def validate_resolution(self, field: Any) -> None:
        self.validate_response(field)

    def validate_warning(self, field: Any) -> None:
        try:
            _warning(field.data or "")
        except ValueError as refusal:
            raise ValidationError(f"{refusal} Or “{NEVER}”.") from None


class Path(OurForm):
    """All levels of one path, and its terms."""

    levels = FieldList(FormField(Level), min_entries=MOST_LEVELS, max_entries=MOST_LEVELS)
    expiry_days = IntegerField("An acknowledgement expires after", default=OURS.expiry_days, validators=NUMBER)
    age_days = IntegerField("An issue is old after", default=OURS.age_days, validators=NUMBER)
    top_reminders = IntegerField("Reminders after the last level", default=OURS.top_reminders, validators=NUMBER)
    because = TextAreaField("Why", validators=[Length(max=2000)])

    @property
    def facts(self) -> PathFacts:
        """What was typed, levels left empty left out."""
        terms = Terms(*(self[name].data for name in ("expiry_days", "age_days", "top_reminders")))
        return PathFacts([level.facts for level in self._filled], terms)

    @property
    def _filled(self) -> list[Level]:
        return [entry.form for entry in self.levels if not entry.form.is_blank]

    def refuse(self, text: str, field: str = "") -> None:
        """Beside the field of the level at fault: "levels.2.response_minutes" is the second one's filled in."""
        if not field.startswith("levels."):
            return super().refuse(text, field)
        _, place, name = field.split(".")
        at_fault = self._filled[int(place) - 1][name.removesuffix("_minutes")]
        at_fault.errors = [*at_fault.errors, text]
        return None

    def offer(self, client: list[tuple[int, str]], supplier: list[tuple[int, str]]) -> None:
        """Let people choose from the seats of either side."""
        for entry in self.levels:
            entry.form.client_seat_id.choices = options([(NOBODY, "–"), *client])
            entry.form.supplier_seat_id.choices = options([(NOBODY, "–"), *supplier])


class Agreement(OurForm):
    """The word of a side, and what becomes of escalations that run."""

    running = RadioField(
        "Escalations that run now",
        choices=options(
            [(Running.KEEP.value, "keep their path and times"), (Running.APPLY.value, "follow the new path")]
        ),
        validators=[Optional()],
    )

    @property
    def decided(self) -> Running | None:
        """What was chosen, if anything."""
        return Running(self.running.data) if self.running.data else None


def stored(path: EscalationPath | None) -> Mapping[str, Any]:
    """A version as the form's values; a blank path where there is none."""
    if path is None:
        return {}
    levels = [
        {
            "tier": level.tier.value,
            "client_seat_id": level.client_seat_id,
            "supplier_seat_id": level.supplier_seat_id,
            "response": durations.words(level.response_minutes),
            "resolution": durations.words(level.resolution_minutes),
            "warning": durations.words(level.warning_minutes) if level.warning_minutes else NEVER,
        }
        for level in path.levels
    ]
    return {"levels": levels, **vars(path.terms)}


def _warning(text: str) -> int | None:
    """Business minutes; None where nothing is typed, 0 for never."""
    typed = text.strip().lower()
    if not typed:
        return None
    return 0 if typed in (NEVER, "never", "0") else durations.parse(typed)
