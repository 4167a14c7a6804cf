"""Forms of improvement plans: beginning one, changing it, ending it."""

from typing import Self

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


class Texts(Form):
    """What has to become better and why, and what each side puts in and gets out."""

    title = _title()
    why = _text("Why it is needed")
    objective = _text("Objective")
    client_invests = _text("invests")
    client_gains = _text("gains")
    supplier_invests = _text("invests")
    supplier_gains = _text("gains")
    process_changes = _text("Changes of processes that both adopt")

    def name_sides(self, client: str, supplier: str) -> Self:
        """Let the fields say whose they are."""
        for side, company in (("client", client), ("supplier", supplier)):
            for what in ("invests", "gains"):
                self[f"{side}_{what}"].label.text = f"What {company} {what}"
        return self


class NewPlan(CreatingForm, Texts):
    """A plan that is begun."""


class EditPlan(EditingForm, Texts):
    """A plan that is open."""


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
