"""Answering an invitation."""

from datetime import datetime

from wtforms import HiddenField, RadioField, StringField
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
    """Whether somebody comes, and a word on it; `seen` is the time (ISO 8601) they were shown."""

    answer = RadioField("Do you come?", choices=options(SAID), validators=[InputRequired("Choose one of the three.")])
    note = StringField("A word on it", validators=[Length(max=LONGEST_NOTE)])
    seen = HiddenField()

    def saw(self, starts_at: datetime) -> datetime:
        """The time they were shown; `starts_at`, that of now, where the form does not say it as it was told to."""
        try:
            said = datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return starts_at
        return said if said.tzinfo else starts_at
