"""Forms of issues: logging, editing, and what is said when one is escalated, judged or reopened."""

from collections.abc import Sequence
from typing import Any

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from govtracker.enums import Audience, ContactChannel, Effectiveness, Severity
from govtracker.rules.issues import categories
from govtracker.rules.issues.links import Word
from govtracker.services.issues.issue_fields import LONGEST, LONGEST_TEXT
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, whole_or_none, words_of
from govtracker.web.forms.context import NONE, long_text
from govtracker.web.forms.forums import Boxes

EFFECTIVE = options(
    [(Effectiveness.EFFECTIVE.value, "It holds"), (Effectiveness.NOT_EFFECTIVE.value, "It came back: reopen it")]
)


def _line(label: str, name: str) -> StringField:
    return StringField(label, validators=[Length(max=LONGEST[name])])


def _title() -> StringField:
    said = InputRequired("Give it a title: what is wrong, in one line.")
    return StringField("What is wrong", validators=[said, Length(max=LONGEST["title"])])


class Categorised:
    """A form whose category is one of the catalogue; an issue keeps the word it has."""

    categories: Sequence[str] = ()
    customers: Sequence[str] = ()  # by name, to choose from; another text may be typed
    kept_category = ""

    def validate_category(self, field: Any) -> None:
        try:
            field.data = categories.chosen(field.data or "", self.categories, kept=self.kept_category)
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None


class NewIssue(Categorised, CreatingForm):
    """Who sees it, what is wrong, where and how bad; the rest may follow later."""

    audience = RadioField("Who sees it", default=Audience.SHARED.value)
    title = _title()
    area_id = SelectField("Functional area", coerce=int)
    severity = RadioField("How bad is it", choices=words_of(Severity), default=Severity.MEDIUM.value)
    description = long_text("What happened")
    category = _line("Category", "category")
    segment = _line("Customer segment", "segment")
    channel = SelectField("How word of it came in", choices=NONE + words_of(ContactChannel), default="")
    owner_id = SelectField("Owner", coerce=whole_or_none)
    due_on = DateField("Due", validators=[Optional()])


class EditIssue(Categorised, EditingForm):
    """Everything of an issue but its audience, and why it was changed."""

    title = _title()
    area_id = SelectField("Functional area", coerce=int)
    severity = RadioField("How bad is it", choices=words_of(Severity))
    description = long_text("What happened")
    category = _line("Category", "category")
    segment = _line("Customer segment", "segment")
    channel = SelectField("How word of it came in", choices=NONE + words_of(ContactChannel), default="")
    owner_id = SelectField("Owner", coerce=whole_or_none)
    due_on = DateField("Due", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    reason = StringField("Why it is changed", validators=[Length(max=1000)])


class Reason(Form):
    """Why something is done; both sides read it where the issue is shared."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=LONGEST_TEXT)])


class Check(Form):
    """What the effectiveness check found."""

    outcome = RadioField("Does it hold?", choices=EFFECTIVE, validators=[InputRequired("Choose what you found.")])
    remark = TextAreaField("What you saw", validators=[Length(max=LONGEST_TEXT)])
    failed = Boxes("Corrective actions that did not help")
    due_on = DateField("To be done anew by", validators=[Optional()])


class Failure(Form):
    """Which corrective actions of an earlier issue have failed."""

    failed = Boxes("Corrective actions that did not help", validators=[InputRequired("Choose at least one.")])
    reason = TextAreaField("What shows it", validators=[InputRequired("Say what shows it."), Length(max=LONGEST_TEXT)])
    due_on = DateField("To be done anew by", validators=[InputRequired("Choose a day, for example 2026-12-01.")])


class NewLink(Form):
    """What an issue has to do with another."""

    word = SelectField("This issue", choices=words_of(Word), default=Word.RELATES_TO.value)
    issue = StringField("Issue", validators=[InputRequired("Name the issue, for example by MER-42."), Length(max=20)])


class ChosenProblem(Form):
    """The problem an issue belongs to."""

    problem = SelectField("Problem")


class Publication(NewIssue):
    """What of an internal issue both companies will read."""

    audience = None  # type: ignore[assignment]  # it is shared; None takes a field out
    comments = Boxes("Comments to copy", coerce=int)
