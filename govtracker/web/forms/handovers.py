"""Handing over: one who takes everything, and for each thing somebody else, nobody, or not now."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.enums import Holding
from govtracker.queries.structure.holdings import Held
from govtracker.services.structure.handovers import Choice, field_of
from govtracker.web.forms.base import CreatingForm
from govtracker.web.forms.choices import options

AS_FOR_ALL, KEEP, NOBODY = "all", "keep", "nobody"
People = Sequence[tuple[int, str]]


class Handover(CreatingForm):
    """Who takes over and from when; a field for each thing held is added by `over`."""

    successor_id = SelectField("Who takes over", coerce=int, default=0)
    effective_on = DateField("From", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    reason = StringField("Why", validators=[Length(max=200)])
    leaves = BooleanField("They leave: from that day on they may not sign in any more")

    def choices(self, held: Collection[Held]) -> list[Choice]:
        """What was chosen for these things; what stays is left out."""
        found = []
        for one in held:
            value = self[field_of(one.holding, one.id)].data
            if value == AS_FOR_ALL:
                value = self.successor_id.data or KEEP
            if value != KEEP:
                found.append(Choice(one, None if value == NOBODY else int(value)))
        return found


def over(held: Collection[Held], seated: Mapping[int, People]) -> type[Handover]:
    """The form over these things; `seated` are the people of each relationship's side."""
    fields = {field_of(one.holding, one.id): _field(one, seated.get(one.relationship_id or 0, ())) for one in held}
    return type("HandoverOver", (Handover,), fields)


def _field(held: Held, people: People) -> Any:
    """A role goes to nobody by accident: it stays unless something else is chosen."""
    default = KEEP if held.holding is Holding.ROLE else AS_FOR_ALL
    found = [(AS_FOR_ALL, "whoever takes over"), (KEEP, "stays for now")]
    if held.holding is Holding.SEAT:
        found.append((NOBODY, "nobody: leave it vacant"))
    if held.holding is Holding.ROLE:
        found.append((NOBODY, "nobody: it ends"))
    found += [(str(person_id), name) for person_id, name in people]
    return SelectField(held.label, choices=options(found), default=default)
