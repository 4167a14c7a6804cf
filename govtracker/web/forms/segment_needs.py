"""The questionnaire on what a customer segment needs."""

from typing import Any

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import ExpectedOutcome, ServiceChannel, ServiceHours, ServicePriority
from govtracker.models import SegmentNeeds
from govtracker.rules.sourcing.segment_needs import RATINGS, TITLES, Answer
from govtracker.services.sourcing.segment_needs import LONGEST
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options, words_of

LEVELS = options((number, str(number)) for number in range(1, 6))
CHOSEN = "Choose one."


def _rated(name: str) -> RadioField:
    return RadioField(TITLES[name], choices=LEVELS, coerce=int, validators=[InputRequired("Choose from 1 to 5.")])


def _chosen(label: str, vocabulary: Any) -> RadioField:
    return RadioField(label, choices=words_of(vocabulary), validators=[InputRequired(CHOSEN)])


class Needs(Form):
    """What customers of one segment need, as one colleague sees it."""

    outcome = _chosen("What do they want to have when a contact is over?", ExpectedOutcome)
    first_priority = SelectField(
        "What comes first for them?",
        choices=[*options([("", "Choose…")]), *words_of(ServicePriority)],
        validators=[InputRequired(CHOSEN)],
    )
    second_priority = SelectField(
        "And what second?",
        choices=[*options([("", "Nothing else")]), *words_of(ServicePriority)],
    )
    channel = _chosen("Which way do they prefer to be helped?", ServiceChannel)
    hours = _chosen("When do they need help?", ServiceHours)
    urgency = _rated("urgency")
    personal_help = _rated("personal_help")
    expertise = _rated("expertise")
    continuity = _rated("continuity")
    note = TextAreaField("What else should be known?", validators=[Length(max=LONGEST)])

    def answer(self) -> Answer:
        """What was said."""
        said = self.data
        return Answer(
            ExpectedOutcome(said["outcome"]),
            ServicePriority(said["first_priority"]),
            ServicePriority(said["second_priority"]) if said["second_priority"] else None,
            ServiceChannel(said["channel"]),
            ServiceHours(said["hours"]),
            *(said[name] for name in RATINGS),
        )


def facts(needs: SegmentNeeds) -> dict[str, Any]:
    """What somebody said before, as the form shows it; nothing where they have not answered."""
    if needs.answered_at is None:
        return {}
    words = ("outcome", "first_priority", "second_priority", "channel", "hours")
    chosen = {name: getattr(needs, name) for name in words}
    return {name: word.value if word else "" for name, word in chosen.items()} | {
        name: getattr(needs, name) for name in (*RATINGS, "note")
    }
