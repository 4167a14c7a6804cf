"""The form of the bands: a name, a floor and what follows, for each standing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from govtracker.enums import ConsequenceKind, Standing
from govtracker.rules.performance import bands
from govtracker.rules.words import label
from govtracker.web.forms.base import EditingForm
from govtracker.web.forms.numbers import NumberField

WORDS: Mapping[ConsequenceKind, str] = {
    ConsequenceKind.OPEN_PLAN: "an improvement plan is opened",
    ConsequenceKind.RAISE_TIER: "the next review is raised one tier",
    ConsequenceKind.NOTIFY_SPONSORS: "both sponsors are told",
}


class Standings(EditingForm):
    """Fields are named after the standing: watch_name, watch_floor, watch_open_plan."""

    def parts(self) -> list[tuple[Standing, Any, Any, list[Any]]]:
        """Standing by standing, the best first: its name, its floor, and its boxes."""
        return [
            (
                one,
                self[f"{one.value}_name"],
                self[f"{one.value}_floor"],
                [self[f"{one.value}_{kind.value}"] for kind in WORDS],
            )
            for one in bands.IN_ORDER
        ]

    def named(self, values: Mapping[str, Any]) -> dict[Standing, tuple[str, Decimal]]:
        """Names and floors among `values`."""
        return {one: (str(values[f"{one.value}_name"]), values[f"{one.value}_floor"]) for one in bands.IN_ORDER}

    def following(self, values: Mapping[str, Any]) -> dict[Standing, frozenset[ConsequenceKind]]:
        """What is ticked among `values`."""
        return {one: frozenset(kind for kind in WORDS if values[f"{one.value}_{kind.value}"]) for one in bands.IN_ORDER}


for _one in bands.IN_ORDER:
    setattr(Standings, f"{_one.value}_name", StringField(f"{label(_one)} is called"))
    _floor = NumberField("From a score of", validators=[InputRequired("Enter the score it begins at.")])
    setattr(Standings, f"{_one.value}_floor", _floor)
    for _kind, _words in WORDS.items():
        setattr(Standings, f"{_one.value}_{_kind.value}", BooleanField(_words))
