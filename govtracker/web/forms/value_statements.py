"""Forms of value statements: the period, the words, and the release."""

from typing import ClassVar

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.services.partnership.value_statements import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.days import DayField

DAY = "Choose a day, for example 2026-12-01."


def _text(label: str) -> TextAreaField:
    return TextAreaField(label, validators=[Length(max=LONGEST)], render_kw={"rows": 10})


class NewStatement(CreatingForm):
    """The period a statement is of, both days included."""

    from_on = DayField("From", validators=[InputRequired(DAY)])
    to_on = DayField("To", validators=[InputRequired(DAY)])


class EditStatement(EditingForm):
    """What the customer is to read."""

    by_line: ClassVar[frozenset[str]] = frozenset({"resolved", "performance", "improvements"})
    title = StringField("Title", validators=[InputRequired("Give the statement a title."), Length(max=200)])
    introduction = _text("To begin with")
    resolved = _text("What was resolved")
    performance = _text("Performance against targets")
    improvements = _text("What we made better")
    shows_suppliers = BooleanField("Name the suppliers")


class Release(Form):
    """The customer may be shown it as it stands."""
