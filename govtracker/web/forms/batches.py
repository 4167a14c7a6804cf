"""One deed on many issues or actions: every field belongs to a deed of its own, none has to be filled in."""

from typing import Any

from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional

from govtracker.enums import Severity
from govtracker.services.issues.batches import Said
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import Pairs, chosen, options, whole_or_none, words_of

KEEP = options([("", "–")])
NOBODY = (0, "Nobody")


class Batch(Form):
    """What can be said with a deed on many rows."""

    owner_id = SelectField("Owner", coerce=whole_or_none, validators=[Optional()])
    due_on = DateField("Due", validators=[Optional()])
    text = StringField("Why", validators=[Length(max=1000)])

    def offer(self, people: Pairs, areas: Pairs) -> None:
        """Let the person choose among these; a row refuses whoever has no seat where it belongs."""
        self.owner_id.choices = [*KEEP, *options(people)]

    @property
    def said(self) -> Said:
        """What was filled in."""
        return Said(owner_id=self.owner_id.data, due_on=self.due_on.data, text=(self.text.data or "").strip())


class ActionBatch(Batch):
    """What can be said with a deed on many actions."""


class IssueBatch(Batch):
    """What can be said with a deed on many issues, which also have a severity and an area, or no owner yet."""

    severity = SelectField("Severity", choices=KEEP + words_of(Severity), default="")
    area_id = SelectField("Functional area", coerce=whole_or_none, validators=[Optional()])

    def offer(self, people: Pairs, areas: Pairs) -> None:
        """As for actions, with nobody among the owners."""
        super().offer([NOBODY, *people], areas)
        self.area_id.choices = [*KEEP, *options(areas)]

    @property
    def said(self) -> Said:
        """What was filled in."""
        said: dict[str, Any] = vars(super().said)
        return Said(**{**said, "severity": chosen(Severity, self.severity.data), "area_id": self.area_id.data})
