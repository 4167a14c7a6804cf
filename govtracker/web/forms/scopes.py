"""Parts of a relationship that are measured by themselves."""

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.enums import ScopeKind
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.choices import words_of

NEEDED = InputRequired("Enter a name.")


class NewScope(CreatingForm):
    """One more part."""

    name = StringField("Name", validators=[NEEDED, Length(max=80)])
    kind = SelectField("What it is", choices=words_of(ScopeKind))


class EditScope(EditingForm):
    """A part as it stands."""

    name = StringField("Name", validators=[NEEDED, Length(max=80)])
    kind = SelectField("What it is", choices=words_of(ScopeKind))
    is_offered = BooleanField("Measured by itself from now on")
