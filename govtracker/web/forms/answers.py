"""Forms in which the owner of actions says how far they are, one action or many."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from govtracker.enums import ActionStatus
from govtracker.models import Action
from govtracker.rules.issues.answers import STEPS, Answer
from govtracker.rules.merge import MergedText
from govtracker.services.issues.comments import LONGEST
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.choices import options
from govtracker.web.forms.comments import MOST_FILES

CHOICES = options([(step.value, words) for step, words in STEPS.items()])


class Answers(EditingForm, CreatingForm):
    """Fields named <key>:<part>, made by `answers`."""

    def begin(self, actions: Iterable[Action]) -> None:
        """Fill in what stands, and remember it as seen."""
        self.open(stored(actions))

    def take_over(self, typed: Mapping[str, str], seen: Mapping[str, str]) -> None:
        """Fill in what came back in a sheet, and what was seen when it was taken."""
        self.process(data=dict(typed))
        self.seen.data = json.dumps(dict(seen))

    def answer(self, action: Action, values: Mapping[str, Any]) -> Answer:
        """What is said of an action once `values` are merged with what stands; what was not touched stays."""
        standing = stored([action])
        together = {name: str(values.get(name, kept) or "") for name, kept in standing.items()}
        step, evidence = (together[field(action, part)] for part in ("step", "evidence"))
        return Answer(ActionStatus(step), evidence, self[field(action, "comment")].data or "")

    def _show(self, name: str, theirs: str, found: MergedText | None) -> None:
        words = STEPS.get(ActionStatus(theirs), theirs) if name.endswith(":step") else theirs
        super()._show(name, words, found)


def answers(actions: Sequence[Action], *, with_files: bool = False) -> type[Answers]:
    """A form with the parts of an answer for each of these actions, and files with it if wanted."""
    fields: dict[str, Any] = {}
    for action in actions:
        fields[field(action, "step")] = RadioField("How far it is", choices=CHOICES, validate_choice=True)
        fields[field(action, "evidence")] = TextAreaField(
            "What shows that it is done", validators=[Length(max=LONGEST)]
        )
        fields[field(action, "comment")] = TextAreaField("Comment", validators=[Length(max=LONGEST)])
    if with_files:
        most = Length(max=MOST_FILES, message=f"At most {MOST_FILES} at a time.")
        fields["files"] = MultipleFileField("Files", validators=[most])
    return type("FilledAnswers", (Answers,), fields)


def field(action: Action, part: str) -> str:
    """The name of a part of what is said of an action."""
    return f"{action.key}:{part}"


def stored(actions: Iterable[Action]) -> dict[str, str]:
    """What stands of these actions, by the names of their fields."""
    return {
        field(action, part): value
        for action in actions
        for part, value in (("step", action.status.value), ("evidence", action.evidence))
    }
