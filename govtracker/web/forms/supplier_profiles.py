"""Forms of supplier profiles: a segment that is served, the floor, and a choice in place of the recommendation."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import FitLevel, FloorMeasure, Geography
from govtracker.queries.sourcing.profiles import Profile
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.profile_choices import Choice
from govtracker.rules.sourcing.profiles import Requirement
from govtracker.services.sourcing.profiles import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.choices import options, words_of
from govtracker.web.forms.numbers import NumberField


class Serve(CreatingForm):
    """A support type is served for a segment."""

    type_id = SelectField("Support type", coerce=int)
    segment_id = SelectField("Customer segment", coerce=int)

    def offer(self, types: Iterable[tuple[int, str]], segments: Iterable[tuple[int, str]]) -> None:
        """Let people choose from what their company has."""
        self.type_id.choices, self.segment_id.choices = options(types), options(segments)


class StateFloor(EditingForm):
    """The least acceptable experience; empty: what holds for all."""

    floor_measure = SelectField("Measured by", choices=words_of(FloorMeasure))
    floor = NumberField("At least (0–100)")


class Overrule(EditingForm):
    """What is chosen in place of the recommendation, and why."""

    geography = SelectField("Kind of supplier and place", choices=words_of(Geography))
    skill = SelectField("Skill", choices=words_of(FitLevel))
    culture = SelectField("Cultural fit", choices=words_of(FitLevel))
    language = SelectField("Language", choices=words_of(FitLevel))
    expected = NumberField("Experience you expect of it (0–100)")
    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=LONGEST)])


def stored_floor(profile: Profile) -> dict[str, Any]:
    """The floor of a profile as its form has it."""
    return {
        "floor_measure": profile.floor.measure,
        "floor": profile.floor.value if profile.has_own_floor else None,
    }


def floor_of(values: Mapping[str, Any]) -> Floor | None:
    """The floor a form states; None where it states none."""
    return None if values["floor"] is None else Floor(FloorMeasure(values["floor_measure"]), values["floor"])


def stored_choice(profile: Profile) -> dict[str, Any]:
    """What was chosen, or else what is recommended, as the form has it."""
    chosen = profile.chosen.choice if profile.chosen else None
    requirement = chosen.requirement if chosen else profile.recommended or UNDECIDED
    return {
        **vars(requirement),
        "expected": chosen.expected if chosen else None,
        "reason": chosen.reason if chosen else "",
    }


def choice_of(values: Mapping[str, Any]) -> Choice:
    """The choice a form makes."""
    fits = (FitLevel(values[name]) for name in ("skill", "culture", "language"))
    return Choice(Requirement(Geography(values["geography"]), *fits), values["expected"], values["reason"])


UNDECIDED = Requirement(Geography.ON_SHORE, FitLevel.GOOD, FitLevel.GOOD, FitLevel.GOOD)
