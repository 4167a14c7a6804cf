"""An escalation path as a form: levels from the lowest up, those without seats left out."""

from typing import Any

from wtforms import FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from govtracker.enums import Tier
from govtracker.rules import durations
from govtracker.services.governance.escalation_paths import MOST_LEVELS
from govtracker.web.forms.base import Form as OurForm
from govtracker.web.forms.choices import options, words_of

NOBODY = 0


class Level(Form):
    """One level: a seat a side, and times as people type them."""

    tier = SelectField("Tier", choices=words_of(Tier), default=Tier.OPERATIONAL.value)
    client_seat_id = SelectField("Client’s seat", coerce=int, default=NOBODY)
    supplier_seat_id = SelectField("Supplier’s seat", coerce=int, default=NOBODY)
    response = StringField("Acknowledge within")
    resolution = StringField("Resolve within")

    @property
    def is_blank(self) -> bool:
        """Nothing was chosen or typed."""
        times = (self.response.data or "").strip() or (self.resolution.data or "").strip()
        return not (times or self.client_seat_id.data or self.supplier_seat_id.data)

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


class Path(OurForm):
    """All levels of one path."""

    levels = FieldList(FormField(Level), min_entries=MOST_LEVELS, max_entries=MOST_LEVELS)
    because = TextAreaField("Why", validators=[Length(max=2000)])

    def offer(self, client: list[tuple[int, str]], supplier: list[tuple[int, str]]) -> None:
        """Let people choose from the seats of either side."""
        for entry in self.levels:
            entry.form.client_seat_id.choices = options([(NOBODY, "–"), *client])
            entry.form.supplier_seat_id.choices = options([(NOBODY, "–"), *supplier])
