"""Forms of comments: a new one, for the audience whose box it is written in, and another text for one's own."""

from flask_wtf.file import MultipleFileField
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.services.issues.comments import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm

MOST_FILES = 10


def _body() -> TextAreaField:
    return TextAreaField("Comment", validators=[InputRequired("Write something first."), Length(max=LONGEST)])


def _audience() -> RadioField:
    """Nothing is chosen beforehand."""
    return RadioField("Who sees this", validators=[InputRequired("Choose who sees it: both companies, or yours.")])


def several_files() -> MultipleFileField:
    """Some files at a time."""
    return MultipleFileField("Files", validators=[Length(max=MOST_FILES, message=f"At most {MOST_FILES} at a time.")])


class NewComment(CreatingForm):
    """A comment, who sees it, and files with it."""

    audience = _audience()
    body = _body()
    files = several_files()


class NewFiles(CreatingForm):
    """Files for a record itself, and who sees them."""

    audience = _audience()
    files = several_files()


class EditComment(EditingForm):
    """Another text for a comment; who sees it does not change."""

    body = _body()
