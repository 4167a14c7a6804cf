"""Who was at a review, on which day it was held, and why agreed minutes are amended."""

from collections.abc import Iterable
from typing import Any

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import Presence
from govtracker.rules.words import label
from govtracker.services.reviews.attendance import Attendance, Entry
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options

CHOICES = options((presence.value, label(presence)) for presence in Presence)


class There(Form):
    """Who was there; a form made by `of` has two more fields for each person of the forum."""

    guests = TextAreaField("Guests", validators=[Length(max=2000)])
    people: tuple[Any, ...] = ()

    @property
    def attendance(self) -> Attendance:
        """What it says."""
        entries = [
            Entry(
                one.person_id,
                one.name,
                one.side,
                Presence(self[f"presence_{one.person_id}"].data),
                self[f"represented_{one.person_id}"].data or "",
            )
            for one in self.people
        ]
        return Attendance(entries, self.guests.data or "")


class Held(There):
    """That it took place, when, and who was there."""

    held_on = DateField("Held on", validators=[InputRequired("Choose a day, for example 2026-12-01.")])


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
