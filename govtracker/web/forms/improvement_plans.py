"""Forms of improvement plans: beginning one, changing it, ending it."""

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import PlanStatus
from govtracker.services.performance.improvement_plans import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options


def _title() -> StringField:
    return StringField("Title", validators=[InputRequired("Give it a title."), Length(max=200)])


def _text(label: str) -> TextAreaField:
    return TextAreaField(label, validators=[Length(max=LONGEST)])


class NewPlan(CreatingForm):
    """What has to become better, and why."""

    title = _title()
    why = _text("Why it is needed")
    objective = _text("Objective")


class EditPlan(EditingForm):
    """The same of a plan that is open."""

    title = _title()
    why = _text("Why it is needed")
    objective = _text("Objective")


class EndPlan(Form):
    """How it ended."""

    status = RadioField(
        "How it ended",
        choices=options(
            [(PlanStatus.ACHIEVED.value, "The objective was achieved"), (PlanStatus.CLOSED.value, "It was not")]
        ),
        validators=[InputRequired("Say whether the objective was achieved.")],
    )
    outcome = TextAreaField(
        "What shows it", validators=[InputRequired("Say what shows it: both sides see it."), Length(max=LONGEST)]
    )


class ReopenPlan(Form):
    """Why it is not over."""

    reason = TextAreaField(
        "Why it has to go on",
        validators=[InputRequired("Say why it has to go on: both sides see it."), Length(max=LONGEST)],
    )
