"""Who was at a review, on which day it was held, and why agreed minutes are amended."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from govtracker.enums import Presence
from govtracker.rules.words import label
from govtracker.services.reviews.attendance import Attendance, Entry
from govtracker.web.forms.base import EditingForm, Form
from govtracker.web.forms.choices import options

NO_DAY = "Choose a day, for example 2026-12-01."
CHOICES = options((presence.value, label(presence)) for presence in Presence)


class There(EditingForm):
    """When it was held and who was there; a form made by `of` has two more fields for each person of the forum."""

    by_line: ClassVar[frozenset[str]] = frozenset({"guests"})
    held_on = DateField("Held on", validators=[DataRequired(NO_DAY)])
    guests = TextAreaField("Guests", validators=[Length(max=2000)])
    people: tuple[Any, ...] = ()

    @property
    def attendance(self) -> Attendance:
        """What it says."""
        return self.attended(self.typed)

    def attended(self, values: Mapping[str, Any]) -> Attendance:
        """What these values of its fields say."""
        entries = [
            Entry(
                one.person_id,
                one.name,
                one.side,
                Presence(values[f"presence_{one.person_id}"]),
                values[f"represented_{one.person_id}"] or "",
            )
            for one in self.people
        ]
        return Attendance(entries, values["guests"] or "")


class Held(There):
    """That it took place, when, and who was there."""

    held_on = DateField("Held on", validators=[InputRequired(NO_DAY)])


class Amendment(Form):
    """Why agreed minutes are written anew."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why they are amended."), Length(max=1000)])


def of(kind: type[There], people: Iterable[Any]) -> type[There]:
    """The form with the fields of these people (person_id, name, side)."""
    found = tuple(people)
    fields: dict[str, Any] = {"people": found}
    for one in found:
        fields[f"presence_{one.person_id}"] = SelectField(one.name, choices=CHOICES, default=Presence.PRESENT.value)
        fields[f"represented_{one.person_id}"] = StringField(
            f"Who came instead of {one.name}", validators=[Length(max=120)]
        )
    return type(f"{kind.__name__}OfForum", (kind,), fields)
