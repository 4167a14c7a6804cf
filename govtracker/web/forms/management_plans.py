"""Proposing a version of the relationship management plan."""

from wtforms import TextAreaField
from wtforms.validators import Length

from govtracker.services.governance.proposals import LONGEST
from govtracker.web.forms.base import CreatingForm


class NewVersion(CreatingForm):
    """What the other side should know of it."""

    because = TextAreaField("What is new", validators=[Length(max=LONGEST)])
