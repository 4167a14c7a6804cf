"""Answering actions, one or many: what was typed or came back in a sheet, checked, and taken all or not at all."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.access import Viewer
from govtracker.imports import action_answers as sheets
from govtracker.imports.action_answers import Sheet
from govtracker.models import Action
from govtracker.rules.issues import answers as rules
from govtracker.rules.issues.answers import Answer, BadAnswer
from govtracker.services import Refused
from govtracker.services.issues import action_answers
from govtracker.web.forms import answers as forms
from govtracker.web.forms.answers import Answers


def looked_at(actions: Sequence[Action], sheet: Sheet, *, with_files: bool = False) -> tuple[Answers, list[Action]]:
    """The form filled with what a sheet says, what cannot be taken named beside it, and the actions it speaks of."""
    rows = {row.key: row for row in sheet.rows}
    meant = [action for action in actions if action.key in rows]
    form = forms.answers(meant, with_files=with_files)(formdata=None)
    form.take_over(
        {f"{key}:{part}": text for key, row in rows.items() for part, text in row.typed.items()},
        {f"{key}:{part}": text for key, row in rows.items() for part, text in row.seen.items()},
    )
    values = form.merged(forms.stored(meant))
    for action in meant if values is not None else ():
        try:
            rules.check(form.answer(action, values or {}), status=action.status, before=action.evidence)
        except BadAnswer as refusal:
            form.refuse(refusal.sentence, forms.field(action, refusal.part))
    return form, meant


def read(data: bytes, actions: Sequence[Action]) -> Sheet:
    """What a sheet says of these actions; refuses beside "file"."""
    return sheets.read(data, {action.key for action in actions})


def take(actions: Sequence[Action], form: Answers, *, by: Viewer, at: datetime) -> list[Answer]:
    """Take what was typed of these actions, all of it or none: the answers that say something new.

    Refused carries the name of the field it concerns; a clash with what others wrote stands beside its field.
    """
    values = form.merged(forms.stored(actions))
    if values is None:
        raise Refused("Somebody else has changed something meanwhile: see below.")
    taken = []
    for action in actions:
        answer = form.answer(action, values)
        if answer != Answer(action.status, action.evidence):
            _take(action, answer, by=by, at=at)
            taken.append(answer)
    return taken


def _take(action: Action, answer: Answer, *, by: Viewer, at: datetime) -> None:
    try:
        action_answers.take(action, answer, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.text, forms.field(action, refusal.field) if refusal.field else "") from None
