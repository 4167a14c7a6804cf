"""What every criterion of a draft has, measured or rated."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from govtracker.enums import Pillar, Side
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.performance.criteria import LONGEST_GRACE, Terms
from govtracker.rules.words import seat_title
from govtracker.web.forms.choices import options, whole_or_none, words_of
from govtracker.web.forms.numbers import NumberField

NEEDED = "Enter a number."
NOBODY = options([("", "nobody in particular")])


class CriterionFields:
    """What both sides agree on of every criterion."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=120)])
    definition = TextAreaField("Definition", validators=[Length(max=4000)])
    pillar = SelectField("Pillar", choices=words_of(Pillar))
    weight = NumberField("Weight", validators=[InputRequired(NEEDED)])
    is_gate = BooleanField("Gate: while it is red, the standing is “under review” whatever the score")
    grace_days = IntegerField(
        "Days of grace",
        default=10,
        validators=[InputRequired(NEEDED), NumberRange(0, LONGEST_GRACE, "Between 0 and 90 days.")],
    )
    owner_seat_id = SelectField(
        "Owner of the data", coerce=whole_or_none, choices=options([("", "nobody in particular")])
    )


def common(values: dict[str, Any], code: str) -> dict[str, Any]:
    """The part of Terms that every criterion has, as typed."""
    return {
        "kpi_id": 0,
        "code": code.strip().upper(),
        "name": " ".join((values["name"] or "").split()),
        "definition": (values["definition"] or "").strip(),
        "pillar": Pillar(values["pillar"]),
        "weight": values["weight"],
        "is_gate": bool(values["is_gate"]),
        "grace_days": values["grace_days"],
        "owner_seat_id": values["owner_seat_id"],
    }


def plain(criterion: Terms, form: type[CriterionFields]) -> dict[str, Any]:
    """The fields of `form` that stand in a criterion by the same name."""
    names = (*vars(CriterionFields), *vars(form))
    return {name: getattr(criterion, name) for name in names if hasattr(criterion, name) and not name.startswith("_")}


def offer_owners(form: Any, seated: Sequence[SeatRow], companies: Mapping[Side, str]) -> None:
    """Let people choose the seat that owns the data from those of the relationship, each with its company."""
    named = [(seat.seat_id, f"{seat_title(seat.role, seat.area)}, {companies[seat.side]}") for seat in seated]
    form.owner_seat_id.choices = [*NOBODY, *options(named)]
