"""Entries of a client's own catalogues."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import CreatingForm, EditingForm

NAMED = (InputRequired("Enter a name."), Length(max=80))


class NewEntry(CreatingForm):
    """One entry more."""

    name = StringField("Name", validators=NAMED)


class Entry(EditingForm):
    """An entry that is there already."""

    name = StringField("Name", validators=NAMED)
