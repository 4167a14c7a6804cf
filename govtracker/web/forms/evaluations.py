"""Forms of sourcing evaluations: what is sought, candidates, criteria, evaluators, reasons, the decision."""

from typing import Any

from wtforms import (
    BooleanField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from govtracker.enums import CriterionGroup, SupplierCategory
from govtracker.rules.structure.shipped_templates import SHIPPED
from govtracker.services.sourcing.evaluation_criteria import LEVEL_LENGTH
from govtracker.services.sourcing.evaluations import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, whole_or_none, words_of
from govtracker.web.forms.comments import several_files
from govtracker.web.forms.days import DayField
from govtracker.web.forms.numbers import NumberField

KNOCK_OUTS = options([("", "none"), *((str(level), f"below level {level}") for level in range(2, 6))])
TEMPLATES = [(slug, template.name) for slug, template in SHIPPED.items()]


class SoughtFields:
    """What an evaluation is for."""

    title = StringField("Title", validators=[InputRequired("Give it a title."), Length(max=200)])
    support_type_id = SelectField("Support type", coerce=whole_or_none)
    segment_id = SelectField("Customer segment", coerce=whole_or_none)
    sought = TextAreaField("What is sought", validators=[Length(max=LONGEST)])
    experience_floor = NumberField("Acceptable-experience floor")
    due_on = DayField("Evaluators hand in by", validators=[InputRequired("Choose a day.")])


class NewEvaluation(CreatingForm, SoughtFields):
    """The beginning of one."""


class EditEvaluation(EditingForm, SoughtFields):
    """The same of a draft, with the reasons for what it lacks."""

    why_none_in_house = TextAreaField("Why no candidate is in-house", validators=[Length(max=LONGEST)])
    why_alignment_lighter = TextAreaField("Why alignment is not the heaviest group", validators=[Length(max=LONGEST)])


class CandidateFields:
    """What is known of a candidate."""

    name = StringField("Name", validators=[InputRequired("Enter the candidate’s name."), Length(max=120)])
    is_in_house = BooleanField("In-house: a unit of our own company")
    location = StringField("Location", validators=[Length(max=120)])
    price = NumberField("Price of a year")
    currency = StringField("Currency", validators=[Length(max=3)])
    notes = TextAreaField("Notes", validators=[Length(max=LONGEST)])


class NewCandidate(CreatingForm, CandidateFields):
    """One more who could give it."""


class EditCandidate(EditingForm, CandidateFields):
    """What has become known of it."""


def _level(number: int) -> TextAreaField:
    return TextAreaField(
        f"Level {number}",
        validators=[InputRequired(f"Say what a candidate of level {number} is like."), Length(max=LEVEL_LENGTH)],
    )


class CriterionFields:
    """What candidates are rated by."""

    group = SelectField("Group", choices=words_of(CriterionGroup))
    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=120)])
    description = TextAreaField("What it means", validators=[Length(max=LONGEST)])
    weight = NumberField("Weight", validators=[InputRequired("Enter a number.")])
    minimum = SelectField("Knocks out", choices=KNOCK_OUTS, coerce=whole_or_none)
    is_experience = BooleanField("It is held against the acceptable-experience floor")
    level_1, level_2, level_3, level_4, level_5 = (_level(number) for number in range(1, 6))
    area_ids = SelectMultipleField(
        "Who is competent for it",
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class NewCriterion(CreatingForm, CriterionFields):
    """One criterion more."""


class EditCriterion(EditingForm, CriterionFields):
    """A criterion of a draft."""


class NewEvaluator(CreatingForm):
    """Somebody of the own company who rates, speaking for a function."""

    person_id = SelectField("Colleague", coerce=int)
    area_id = SelectField("Speaks for", coerce=int)


class CandidateFiles(CreatingForm):
    """Files of a candidate."""

    files = several_files()


class Reason(Form):
    """Why a turn is taken; whether one is needed is for the rules to say."""

    reason = TextAreaField("Reason", validators=[Length(max=LONGEST)])


class KnockOut(Form):
    """Another level below which a candidate is out, and why."""

    minimum = SelectField("Knocks out", choices=KNOCK_OUTS, coerce=whole_or_none)
    reason = TextAreaField("Reason", validators=[Length(max=LONGEST)])


class Decide(CreatingForm):
    """Who is chosen, and why."""

    candidate_id = SelectField("Chosen", coerce=int)
    reason = TextAreaField("Reason", validators=[InputRequired("Say why."), Length(max=LONGEST)])
    why_not_first = TextAreaField("If it is not the first: what outweighs the score", validators=[Length(max=LONGEST)])
    why_one_evaluator = TextAreaField("Why one person’s view has to do", validators=[Length(max=LONGEST)])


class BeginRelationship(CreatingForm):
    """How the chosen one becomes a relationship."""

    name = StringField("Supplier", validators=[Length(max=120)])
    key = StringField("Key", validators=[Length(max=6)])
    template = SelectField("Begins as", choices=options(TEMPLATES), default=TEMPLATES[0][0])
    category = SelectField("Supplier category", choices=words_of(SupplierCategory), default="tactical")
    carried = SelectMultipleField(
        "Both sides go on rating",
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    carries_floor = BooleanField(
        "The acceptable-experience floor becomes the floor of the experience gauge", default=True
    )


class Sheet(EditingForm):
    """An evaluator's answers; a field for each level and comment is added by `sheet_over`."""


CANNOT = "cannot"


def sheet_over(pairs: Any) -> type[Sheet]:
    """The form over these (criterion id, candidate id, name)."""
    answers = [("", "no answer yet"), *((str(level), str(level)) for level in range(1, 6)), (CANNOT, "cannot judge")]
    fields: dict[str, Any] = {}
    for criterion, candidate, name in pairs:
        fields[f"level_{criterion}_{candidate}"] = SelectField(name, choices=options(answers), default="")
        fields[f"comment_{criterion}_{candidate}"] = StringField(
            f"Comment on {name}", validators=[Length(max=1000)], default=""
        )
    return type("SheetOver", (Sheet,), fields)
