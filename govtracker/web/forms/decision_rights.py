"""A decision and the part of each seat in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.enums import DecisionPart
from govtracker.queries.structure.seats import SeatRow
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options

NONE = "none"
PARTS = options([(NONE, "no part"), *((part.value, f"{part.letter} · {part.value}") for part in DecisionPart)])


class Decision(Form):
    """What is decided; a field for each seat is added by `over`."""

    decision = StringField("What is decided", validators=[InputRequired("Say what is decided."), Length(max=200)])


def parts(values: Mapping[str, Any]) -> dict[int, DecisionPart]:
    """The id of each seat that has a part → which, as a form has it."""
    chosen = {name: value for name, value in values.items() if name.startswith("seat_") and value != NONE}
    return {int(name.removeprefix("seat_")): DecisionPart(value) for name, value in chosen.items()}


def adding(sitting: Iterable[SeatRow]) -> Any:
    """A blank decision over these seats."""
    return _over(sitting, CreatingForm)()


def changing(sitting: Iterable[SeatRow]) -> Any:
    """A decision that stands, over these seats."""
    return _over(sitting, EditingForm)()


def stored(decision: str, held: Mapping[int, DecisionPart], sitting: Iterable[SeatRow]) -> dict[str, Any]:
    """What the form holds of a decision that stands."""
    return {
        "decision": decision,
        **{f"seat_{seat.seat_id}": held[seat.seat_id].value if seat.seat_id in held else NONE for seat in sitting},
    }


def _over(sitting: Iterable[SeatRow], base: type[Form]) -> type[Form]:
    fields = {f"seat_{seat.seat_id}": SelectField(choices=PARTS, default=NONE) for seat in sitting}
    return type("DecisionOver", (Decision, base), fields)
