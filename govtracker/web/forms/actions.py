"""Adding, finishing, moving and cancelling actions."""

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from govtracker.enums import ActionType, Audience
from govtracker.web.forms.action_series import AgainFields
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import whole_or_none, words_of

TYPES = words_of(ActionType)
LATE = InputRequired("Say in one line what happens if it is late.")


class NewAction(CreatingForm):
    """What, who, until when, and what happens if it is late."""

    audience = RadioField("Who sees it", default=Audience.SHARED.value)
    title = StringField("What will be done", validators=[InputRequired("Say what will be done."), Length(max=200)])
    type = SelectField("Kind", choices=TYPES, default=ActionType.CORRECTION.value)
    owner_id = SelectField("Who does it", coerce=int, validators=[InputRequired("Choose who does it.")])
    due_on = DateField("Due", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    consequence = StringField("If it is late", validators=[LATE, Length(max=200)])
    area_id = SelectField("Functional area", coerce=whole_or_none)


class RepeatingAction(AgainFields, NewAction):
    """An action that may come again."""


class EditAction(EditingForm):
    """What may be changed of an action; its date moves by a form of its own."""

    title = StringField("What will be done", validators=[InputRequired("Say what will be done."), Length(max=200)])
    type = SelectField("Kind", choices=TYPES)
    owner_id = SelectField("Who does it", coerce=int)
    consequence = StringField("If it is late", validators=[LATE, Length(max=200)])


class Evidence(Form):
    """What shows that an action is done."""

    evidence = TextAreaField(
        "What shows that it is done", validators=[InputRequired("Say what shows that it is done.")]
    )


class NewDate(Form):
    """Another day, and why."""

    due_on = DateField("New date", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
    reason = TextAreaField("Why", validators=[Optional(), Length(max=1000)])


class NewOwner(Form):
    """Who does it from now on."""

    owner_id = SelectField("Who does it from now on", coerce=int)


class Reason(Form):
    """Why something is done."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=1000)])


class Failure(Form):
    """What shows that an action did not help, and by when it is done anew."""

    reason = TextAreaField("What shows it", validators=[InputRequired("Say what shows it."), Length(max=1000)])
    due_on = DateField("To be done anew by", validators=[InputRequired("Choose a day, for example 2026-12-01.")])
