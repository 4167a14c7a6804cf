"""Criteria of a draft that both sides rate: five levels with their words and scores."""

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.enums import Aggregation, CriterionKind, Unit
from govtracker.rules.performance.criteria import Terms
from govtracker.rules.performance.ratings import LEVELS, USUAL_SCORES, Level, curve
from govtracker.web.forms import criterion
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.criterion import NEEDED, CriterionFields
from govtracker.web.forms.numbers import NumberField


class RatedFields(CriterionFields):
    """What both sides agree on of a criterion they rate: what each level looks like, and what it scores."""

    level_1 = TextAreaField("Level 1: what it looks like")
    level_1_score = NumberField("Level 1 scores", default=USUAL_SCORES[0], validators=[InputRequired(NEEDED)])
    level_2 = TextAreaField("Level 2: what it looks like")
    level_2_score = NumberField("Level 2 scores", default=USUAL_SCORES[1], validators=[InputRequired(NEEDED)])
    level_3 = TextAreaField("Level 3: what it looks like")
    level_3_score = NumberField("Level 3 scores", default=USUAL_SCORES[2], validators=[InputRequired(NEEDED)])
    level_4 = TextAreaField("Level 4: what it looks like")
    level_4_score = NumberField("Level 4 scores", default=USUAL_SCORES[3], validators=[InputRequired(NEEDED)])
    level_5 = TextAreaField("Level 5: what it looks like")
    level_5_score = NumberField("Level 5 scores", default=USUAL_SCORES[4], validators=[InputRequired(NEEDED)])


class NewRated(RatedFields, CreatingForm):
    """A criterion to be rated, for a draft."""

    code = StringField("Code", validators=[InputRequired("Enter a code, such as TRUST."), Length(max=40)])


class EditRated(RatedFields, EditingForm):
    """A criterion to be rated, of a draft; its code stays."""


def terms(values: dict[str, Any], code: str) -> Terms:
    """A criterion to be rated, as typed; it comes in points."""
    levels = tuple(
        Level(" ".join((values[f"level_{number}"] or "").split()), values[f"level_{number}_score"]) for number in LEVELS
    )
    return Terms(
        **criterion.common(values, code),
        formula="",
        unit=Unit.POINTS,
        unit_label="",
        decimals=1,
        aggregation=Aggregation.RATIO,
        computed=None,
        source="",
        anchors=curve(levels),
        kind=CriterionKind.QUALITATIVE,
        levels=levels,
    )


def stored(rated: Terms) -> dict[str, Any]:
    """A criterion to be rated, as its form shows it."""
    levels: dict[str, Any] = {}
    for number, level in zip(LEVELS, rated.levels, strict=True):
        levels |= {f"level_{number}": level.description, f"level_{number}_score": level.score}
    return criterion.plain(rated, RatedFields) | levels
