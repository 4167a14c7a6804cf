"""Forms of the pulse: its statements, how often it asks, and a sheet of answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from govtracker.enums import PulseTheme, Side
from govtracker.models import PulseStatement
from govtracker.rules.partnership import perception
from govtracker.rules.partnership.pulse_catalogue import CATALOGUE, LONGEST, USUAL, Wording
from govtracker.services.partnership import pulse_answers
from govtracker.services.partnership.pulse_answers import Answers
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options
from govtracker.web.forms.days import DayField

ENDS = {perception.LOWEST: "1, not at all", perception.HIGHEST: "5, fully"}
LEVELS = {level: ENDS.get(level, str(level)) for level in range(perception.LOWEST, perception.HIGHEST + 1)}


class Statements(CreatingForm):
    """The statements of a version: fields are named after the theme, trust, trust_client, trust_supplier."""

    def parts(self) -> list[tuple[PulseTheme, Any, Any, Any]]:
        """Theme by theme: its box and its two wordings."""
        return [(theme, self[theme], self[f"{theme}_client"], self[f"{theme}_supplier"]) for theme in PulseTheme]

    @property
    def chosen(self) -> list[Wording]:
        """What is ticked, as worded, in the order of the catalogue."""
        return [
            Wording(theme, client.data or "", supplier.data or "")
            for theme, box, client, supplier in self.parts()
            if box.data
        ]


for _theme in PulseTheme:
    setattr(Statements, _theme.value, BooleanField(CATALOGUE[_theme].called))
    for _side in Side:
        _field = StringField(f"What the {_side.value} reads", validators=[Length(max=LONGEST)])
        setattr(Statements, f"{_theme.value}_{_side.value}", _field)


def worded(stands: Sequence[PulseStatement], companies: Mapping[Side, str]) -> dict[str, Any]:
    """What the form begins with: the statements that stand, else the usual ones; of all others their ready words."""
    known = {one.theme: Wording(one.theme, one.client_words, one.supplier_words) for one in stands}
    values: dict[str, Any] = {}
    for theme, entry in CATALOGUE.items():
        said = known.get(theme) or entry.said(theme, companies)
        values |= {theme.value: theme in (known or USUAL)}
        values |= {f"{theme.value}_{side.value}": getattr(said, side.value) for side in Side}
    return values


class Plan(EditingForm):
    """How often is asked, how long, and who."""

    every_months = IntegerField("Months between rounds", validators=[InputRequired("Enter a number of months.")])
    window_days = IntegerField("Days a round is open", validators=[InputRequired("Enter a number of days.")])
    asked_every = IntegerField("Rounds until everybody was asked", validators=[InputRequired("Enter 1 to 4.")])
    asks_strategic = BooleanField("Strategic tier")
    asks_tactical = BooleanField("Tactical tier")
    asks_operational = BooleanField("Operational tier")
    next_on = DayField("The next round opens on", validators=[Optional()])


class Withdrawal(Form):
    """Why a proposal does not stand."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why: both sides see it."), Length(max=1000)])


class Sheet(Form):
    """A rating and a comment for each statement: rating_1, comment_1, …"""

    count = 0
    is_named = BooleanField("Put my name to my ratings")

    def parts(self) -> list[tuple[Any, Any]]:
        """Statement by statement: its rating and its comment."""
        return [(self[f"rating_{number}"], self[f"comment_{number}"]) for number in range(1, self.count + 1)]

    @property
    def answers(self) -> Answers:
        """What was answered."""
        pairs = self.parts()
        comments = [comment.data or "" for _, comment in pairs]
        return Answers([rating.data for rating, _ in pairs], comments, bool(self.is_named.data))


def sheet(words: Sequence[str]) -> type[Sheet]:
    """The form over statements that read so."""
    fields: dict[str, Any] = {"count": len(words)}
    for number, text in enumerate(words, 1):
        fields[f"rating_{number}"] = RadioField(
            text,
            choices=options(LEVELS.items()),
            coerce=int,
            validators=[InputRequired("Choose a number from 1 to 5.")],
        )
        longest = Length(max=pulse_answers.LONGEST)
        fields[f"comment_{number}"] = TextAreaField("Comment", validators=[longest])
    return type("FilledSheet", (Sheet,), fields)


def filled(ratings: Sequence[int], comments: Sequence[str], *, is_named: bool) -> dict[str, Any]:
    """What somebody has answered, as the form shows it."""
    values: dict[str, Any] = {"is_named": is_named}
    for number, (rating, comment) in enumerate(zip(ratings, comments, strict=True), 1):
        values |= {f"rating_{number}": rating, f"comment_{number}": comment}
    return values
