"""The full context between its form and its issue or problem: opened, merged, and what it lacks."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from govtracker.queries.issues import root_causes
from govtracker.services.issues import context
from govtracker.services.issues.context import Context, Subject
from govtracker.web.forms import context as forms

Shown = TypeVar("Shown", bound=forms.Resolution)


def offered(form: Shown, subject: Subject) -> Shown:
    """The form with the categories that may be chosen."""
    form.offer(root_causes.choices(kept=subject.root_cause_id))
    return form


def opened(form: Shown, subject: Subject) -> Shown:
    """The form with what stands."""
    offered(form, subject).open(forms.values_of(context.of(subject)))
    return form


def did(form: forms.Resolution, subject: Subject, deed: Callable[[Context], None]) -> bool:
    """Whether the context was taken: what others wrote meanwhile is kept, or shown where it clashes."""
    before = context.of(subject)
    values = form.merged(forms.values_of(before)) if form.validate() else None
    return values is not None and form.did(lambda: deed(forms.merged(before, values)))


def said(form: forms.Resolution, subject: Subject) -> Context:
    """The context as the form has it."""
    return forms.merged(context.of(subject), form.typed)


def gaps(form: forms.Resolution, subject: Subject, actions: Sequence[Any]) -> list[tuple[str, str]]:
    """What is missing to close, as long as the form does not say it itself beside its fields."""
    return [] if form.errors or form.general else context.closing_gaps(subject, context.of(subject), actions)
