"""How long things are kept, and why not."""

from typing import Any

from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from govtracker.rules.installation.retention import TERMS, Kept
from govtracker.web.forms.base import Form


class Days(Form):
    """A number of days for each kind, by its name."""

    @property
    def chosen(self) -> dict[Kept, int]:
        """Kind → days."""
        return {kind: self[kind.value].data for kind in TERMS}


class Hold(Form):
    """Why nothing may go."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=1000)])


def _days(kind: Kept) -> Any:
    term = TERMS[kind]
    within = f"Choose {term.shortest} to {term.longest:,} days."
    return IntegerField(term.what, validators=[InputRequired(within), NumberRange(term.shortest, term.longest, within)])


for _kind in TERMS:
    setattr(Days, _kind.value, _days(_kind))
