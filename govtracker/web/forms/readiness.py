"""Capability checks, launches with their checklists, and exit plans."""

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import CapabilityState, HandBackKind, HandBackState, LaunchDecision, ReadinessState
from govtracker.services.partnership.exits import EMPTY, HandBackFacts
from govtracker.services.partnership.exits import LONGEST as LONGEST_PLAN
from govtracker.services.partnership.launches import ItemFacts
from govtracker.services.partnership.typed import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, whole_or_none, words_of
from govtracker.web.forms.days import DayField

A_DAY = "Choose a day, for example 2026-12-01."


class NewCheck(CreatingForm):
    """A capability check."""

    title = StringField("What it is for", validators=[InputRequired("Say for what it is checked."), Length(max=160)])


class NewCapability(CreatingForm):
    """Something that has to work."""

    title = StringField("What has to work", validators=[InputRequired("Say what has to work."), Length(max=200)])


class Judgement(Form):
    """Whether it works, and what shows it."""

    state = RadioField(
        "Does it work today?",
        choices=options(
            [
                (CapabilityState.WORKS.value, "It works"),
                (CapabilityState.PARTLY.value, "In part"),
                (CapabilityState.NOT_YET.value, "Not yet"),
            ]
        ),
        validators=[InputRequired("Say whether it works.")],
    )
    evidence = TextAreaField("What shows it", validators=[Length(max=LONGEST)])


class LaunchFields(Form):
    """What goes to market, and when."""

    title = StringField("What goes to market", validators=[InputRequired("Say what goes to market."), Length(max=160)])
    description = TextAreaField("What is new in it", validators=[Length(max=LONGEST)])
    launch_on = DayField("Launch on", validators=[InputRequired(A_DAY)])
    owner_seat_id = SelectField("Who answers for it", coerce=int)
    check_id = SelectField("Capability check", coerce=whole_or_none, default="")


class NewLaunch(LaunchFields, CreatingForm):
    """A launch to plan."""


class EditLaunch(LaunchFields, EditingForm):
    """The same of one that is planned."""


class Decision(Form):
    """Go or no-go."""

    decision = RadioField(
        "Decision",
        choices=options([(LaunchDecision.GO.value, "Go"), (LaunchDecision.NO_GO.value, "No-go")]),
        validators=[InputRequired("Say whether it goes ahead.")],
    )
    reason = TextAreaField("Why", validators=[InputRequired("Say why: both sides see it."), Length(max=LONGEST)])


class ItemFields(Form):
    """What has to be ready, by whom and when."""

    title = StringField(
        "What has to be ready", validators=[InputRequired("Say what has to be ready."), Length(max=200)]
    )
    owner_seat_id = SelectField("Who owns it", coerce=int)
    due_on = DayField("Due on", validators=[InputRequired(A_DAY)])


class NewItem(ItemFields, CreatingForm):
    """An item of one's own in a checklist."""

    @property
    def facts(self) -> ItemFacts:
        """What was typed; read once the form holds."""
        assert self.due_on.data is not None
        return ItemFacts(self.title.data or "", self.owner_seat_id.data, self.due_on.data)


class EditItem(ItemFields, EditingForm):
    """Where an item stands."""

    state = RadioField("Where it stands", choices=words_of(ReadinessState))
    evidence = TextAreaField("What shows it", validators=[Length(max=LONGEST)])


class NewExit(CreatingForm):
    """The first exit plan of a relationship."""

    text = TextAreaField("Exit plan", validators=[InputRequired(EMPTY), Length(max=LONGEST_PLAN)])


class EditExit(EditingForm):
    """What the plan says."""

    text = TextAreaField("Exit plan", validators=[InputRequired(EMPTY), Length(max=LONGEST_PLAN)])


class ExitReview(CreatingForm):
    """A look at the plan."""

    reviewed_on = DayField("Reviewed on", validators=[InputRequired(A_DAY)])
    outcome = TextAreaField(
        "What it showed", validators=[InputRequired("Say what the review showed: both sides see it."), Length(max=4000)]
    )


class HandBackFields(Form):
    """What is handed back, and who answers for it."""

    kind = SelectField("Kind", choices=words_of(HandBackKind))
    title = StringField("What is handed back", validators=[InputRequired("Say what is handed back."), Length(max=200)])
    owner_seat_id = SelectField("Who owns it", coerce=int)
    state = RadioField(
        "Could it be handed back today?",
        choices=options(
            [
                (HandBackState.OPEN.value, "Not yet"),
                (HandBackState.READY.value, "It is ready"),
                (HandBackState.HANDED_BACK.value, "Handed back"),
            ]
        ),
        default=HandBackState.OPEN.value,
    )
    note = TextAreaField("What there is to say of it", validators=[Length(max=LONGEST)])


class NewHandBack(HandBackFields, CreatingForm):
    """Something more that is handed back."""


class EditHandBack(HandBackFields, EditingForm):
    """The same of what is on the list."""


def hand_back(values: Mapping[str, Any]) -> HandBackFacts:
    """What a form says of something that is handed back."""
    kind, state = HandBackKind(values["kind"]), HandBackState(values["state"])
    return HandBackFacts(kind, values["title"] or "", int(values["owner_seat_id"]), state, values["note"] or "")
