"""Open actions as a sheet their owner fills in: how far each is, what shows it, a comment."""

from collections.abc import Sequence
from datetime import date

from govtracker.documents import fill_in_marks
from govtracker.documents.fill_in_sheets import Column, FillIn
from govtracker.models import Action
from govtracker.rules.issues.answers import COLUMNS, PURPOSE, STEPS

STEP, EVIDENCE, COMMENT = COLUMNS
HEADS = (
    Column("Action", 12),
    Column("What will be done", 44),
    Column("Due", 12),
    Column(STEP, 16, is_open=True, choices=tuple(STEPS.values())),
    Column(EVIDENCE, 40, is_open=True, says="What can be seen, where. Only for what is done."),
    Column(COMMENT, 40, is_open=True, says="Read by all who see the action."),
)


def sheet(actions: Sequence[Action]) -> FillIn:
    """These actions as they stand, a row each, with the mark by which each is known when it comes back."""
    return FillIn("Actions to answer", HEADS, [_row(action) for action in actions])


def _row(action: Action) -> tuple[str | date, ...]:
    seen = {"key": action.key, "step": action.status.value, "evidence": action.evidence}
    step = STEPS.get(action.status, "")
    return action.key, action.title, action.due_on, step, action.evidence, "", fill_in_marks.mark(PURPOSE, seen)
