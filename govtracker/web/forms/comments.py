"""Forms of comments: a new one, for the audience whose box it is written in, and another text for one's own."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.services.issues.comments import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm


def _body() -> TextAreaField:
    return TextAreaField("Comment", validators=[InputRequired("Write something first."), Length(max=LONGEST)])


class NewComment(CreatingForm):
    """A comment and who sees it; nothing is chosen beforehand."""

    audience = RadioField("Who sees this", validators=[InputRequired("Choose who sees it: both companies, or yours.")])
    body = _body()


class EditComment(EditingForm):
    """Another text for a comment; who sees it does not change."""

    body = _body()
