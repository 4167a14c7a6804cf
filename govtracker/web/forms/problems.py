"""Forms of problems: opening one, editing it, linking issues."""

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.enums import Audience
from govtracker.services.issues.issue_fields import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import whole_or_none
from govtracker.web.forms.context import long_text
from govtracker.web.forms.forums import Boxes


def _title() -> StringField:
    said = InputRequired("Give it a title: what keeps going wrong, in one line.")
    return StringField("What keeps going wrong", validators=[said, Length(max=LONGEST["title"])])


def _category() -> StringField:
    return StringField("Category", validators=[Length(max=LONGEST["category"])])


class NewProblem(CreatingForm):
    """Who sees it, what keeps going wrong and where, and the issues that it causes."""

    audience = RadioField("Who sees it", default=Audience.SHARED.value)
    title = _title()
    description = long_text("What they have in common")
    area_id = SelectField("Functional area", coerce=int)
    category = _category()
    owner_id = SelectField("Owner", coerce=whole_or_none)
    issue = Boxes("Issues it causes")


class EditProblem(EditingForm):
    """Everything of a problem but its audience."""

    title = _title()
    description = long_text("What they have in common")
    area_id = SelectField("Functional area", coerce=int)
    category = _category()
    owner_id = SelectField("Owner", coerce=whole_or_none)


class LinkIssue(Form):
    """An issue by its key."""

    issue = StringField("Issue", validators=[InputRequired("Name the issue, for example by MER-42."), Length(max=20)])
