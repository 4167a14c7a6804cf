"""Planning topics, and what a side notes for itself before a review."""

from collections.abc import Mapping
from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from govtracker.services.reviews.topics import Plan
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.choices import options, whole_or_none

NOBODY = ("", "nobody yet")


class TopicFields:
    """What it is about, who presents it, and for how long."""

    title = StringField("Topic", validators=[InputRequired("Say what is to be talked about."), Length(max=200)])
    presenter_id = SelectField("Presented by", coerce=whole_or_none, choices=options([NOBODY]))
    minutes = IntegerField("Minutes", validators=[Optional()])


class NewTopic(TopicFields, CreatingForm):
    """Something to talk about."""


class PlannedTopic(TopicFields, EditingForm):
    """A topic as it is planned."""


class StandingTopic(CreatingForm):
    """A topic that returns in each new review of a forum."""

    title = StringField("Topic", validators=[InputRequired("Say what is to be talked about."), Length(max=200)])
    seat_id = SelectField("Presented by", coerce=whole_or_none, choices=options([NOBODY]))
    minutes = IntegerField("Minutes", validators=[Optional()])


class Note(CreatingForm):
    """What one's own side should keep in mind."""

    body = TextAreaField(
        "Note", validators=[InputRequired("Write down what your side should keep in mind."), Length(max=4000)]
    )


def new_topic(presenters: Mapping[int, str], *, blank: bool = False) -> NewTopic:
    """The form of one more topic; `blank` where nothing was sent."""
    form = NewTopic(formdata=None) if blank else NewTopic()
    form.presenter_id.choices = _named(presenters)
    return form


def planned(presenters: Mapping[int, str]) -> PlannedTopic:
    """The form of a topic that stands."""
    form = PlannedTopic()
    form.presenter_id.choices = _named(presenters)
    return form


def plan(form: NewTopic | PlannedTopic, values: Mapping[str, object] | None = None) -> Plan:
    """What the form asks for; `values` stand for what it does not say."""
    said = {**form.typed, **(values or {})}
    return Plan(said["title"] or "", said["presenter_id"], said["minutes"])


def _named(presenters: Mapping[int, str]) -> Any:
    return options([NOBODY, *presenters.items()])
