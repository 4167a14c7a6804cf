"""Answering an invitation."""

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.enums import InvitationAnswer
from govtracker.rules.reviews.invitations import LONGEST_NOTE
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options

SAID = (
    (InvitationAnswer.ACCEPTED.value, "I come"),
    (InvitationAnswer.TENTATIVE.value, "Perhaps"),
    (InvitationAnswer.DECLINED.value, "I do not come"),
)


class Answer(Form):
    """Whether somebody comes, and a word on it."""

    answer = RadioField("Do you come?", choices=options(SAID), validators=[InputRequired("Choose one of the three.")])
    note = StringField("A word on it", validators=[Length(max=LONGEST_NOTE)])
