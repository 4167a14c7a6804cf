"""Forms of the full context: the three sentences, the kind of the cause, and the chain of whys."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from wtforms import DateField, FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from govtracker.rules.issues import five_whys
from govtracker.services.issues import context
from govtracker.services.issues.issue_fields import LONGEST_TEXT
from govtracker.web.forms.base import EditingForm
from govtracker.web.forms.choices import options, whole_or_none

NONE = options([("", "–")])
SPARE = 2  # blank whys after the last one that is filled in


def long_text(label: str) -> TextAreaField:
    """A text of as many lines as people like."""
    return TextAreaField(label, validators=[Length(max=LONGEST_TEXT)])


class Why(Form):
    """One question of the chain, and its answer."""

    question = StringField("Question", validators=[Length(max=context.LONGEST_QUESTION)])
    answer = long_text("Because")


class Resolution(EditingForm):
    """What is said when an issue no longer hurts."""

    why_it_occurred = long_text("Why it occurred")
    what_was_done = long_text("What was done")
    why_not_again = long_text("Why it will not happen again")
    root_cause_id = SelectField("Kind of root cause", coerce=whole_or_none)

    @property
    def typed(self) -> dict[str, Any]:
        """The values of all fields; a sentence that was not sent at all is an empty one."""
        return {
            name: "" if value is None and name != "root_cause_id" else value for name, value in super().typed.items()
        }

    def offer(self, causes: Sequence[tuple[int, str]]) -> None:
        """Let people choose from the categories in use."""
        self.root_cause_id.choices = NONE + options(causes)

    def show(self, gaps: Sequence[tuple[str, str]]) -> None:
        """Put each gap beside its field, those that concern none over the form; none of them twice."""
        for name, sentence in gaps:
            if name in self and sentence not in self[name].errors:
                self.refuse(sentence, name)
            elif name not in self and sentence not in self.general:
                self.refuse(sentence)


class Context(Resolution):
    """All that everybody has to understand before an issue or a problem is closed."""

    five_whys = FieldList(
        FormField(Why), "Chain of whys", min_entries=five_whys.USUAL, max_entries=five_whys.MOST + SPARE
    )

    @property
    def typed(self) -> dict[str, Any]:
        """The values of all fields; of the chain what was really said."""
        return {**super().typed, "five_whys": chain(self.five_whys.data)}

    def ask(self) -> None:
        """Leave room for more whys, each with the question that is usual at its place."""
        filled = len(chain(self.five_whys.data))
        while len(self.five_whys) < min(filled + SPARE, five_whys.MOST):
            self.five_whys.append_entry()
        for place, entry in enumerate(self.five_whys):
            entry.form.question.data = entry.form.question.data or five_whys.asked_at(place)


class Closing(Context):
    """The context, and when the other side looks whether it held; empty: as the severity has it."""

    check_on = DateField("Whether it held is checked on", validators=[Optional()])

    @property
    def typed(self) -> dict[str, Any]:
        """The values of the context alone."""
        return {name: value for name, value in super().typed.items() if name != "check_on"}


class Chain(list[dict[str, str]]):
    """A chain as it is stored; as a text it reads as people write it."""

    def __str__(self) -> str:
        return " → ".join(f"{why['question']} {why['answer']}" for why in self)


def values_of(said: context.Context) -> dict[str, Any]:
    """A context as the form shows it and as `seen` remembers it."""
    return {**vars(said), "five_whys": Chain(asdict(why) for why in said.five_whys)}


def merged(said: context.Context, mine: Mapping[str, Any]) -> context.Context:
    """The stored context with what this person changed."""
    changes = dict(mine)
    if "five_whys" in changes:
        changes["five_whys"] = five_whys.read(changes["five_whys"])
    return replace(said, **changes)


def chain(rows: Sequence[Mapping[str, str | None]]) -> Chain:
    """The whys that were filled in, as they are stored."""
    plain = [{name: (text or "").replace("\r\n", "\n") for name, text in row.items()} for row in rows]
    return Chain(asdict(why) for why in five_whys.read(plain))
