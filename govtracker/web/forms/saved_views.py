"""Keeping a view of a list, and changing it."""

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.services.issues.saved_views import LONGEST_NAME
from govtracker.web.forms.base import CreatingForm, EditingForm


def _name() -> StringField:
    return StringField("Name", validators=[InputRequired("Give the view a name."), Length(max=LONGEST_NAME)])


class NewView(CreatingForm):
    """What a view is called and who is offered it; `query` is what the list shows now."""

    name = _name()
    audience = RadioField("Who is offered it", default="")
    opens = BooleanField("Open this list with it")
    query = HiddenField()


class EditView(EditingForm):
    """Another name; with `take` the view shows from now on what the list shows now."""

    name = _name()
    take = BooleanField("Let it show what the list shows now")
    query = HiddenField()
