"""Actions that were carried out and did not help: back to their owner, with a new day."""

from collections.abc import Iterable
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ActionStatus
from govtracker.mail import action_messages
from govtracker.models import Action, DueDateMove
from govtracker.rules.issues import workflow
from govtracker.services import Refused, events
from govtracker.services.governance import activity
from govtracker.services.issues import action_turns


def reopen(action: Action, reason: str, due_on: date, *, by: Viewer, at: datetime, today: date) -> None:
    """It has failed: open again with a new day, and counted; only what was carried out can fail."""
    if not reason.strip():
        raise Refused("Say what shows that it did not help.", "reason")
    if action.status not in workflow.CARRIED_OUT:
        raise Refused(f"{action.key} has not been carried out: it cannot have failed.")
    if due_on < today:
        raise Refused("Choose a day that is not over yet.", "due_on")
    before = action.due_on
    events.change(
        action,
        "action_failed",
        by=by,
        at=at,
        reason=reason.strip(),
        status=ActionStatus.OPEN,
        is_open=True,
        failures=action.failures + 1,
        failed_at=at,
        done_at=None,
        verified_at=None,
        verified_by_id=None,
        due_on=due_on,
        updated_at=at,
    )
    moved = DueDateMove(action_id=action.id, from_on=before, to_on=due_on, reason=reason.strip(), moved_at=at)
    moved.moved_by_id = by.person_id
    db.session.add(moved)
    action_turns.note(action, at=at)
    activity.note(action, by=by, at=at)
    action_messages.failed(action, reason.strip(), by=by, at=at)


def reopen_all(
    actions: Iterable[Action], reason: str, due_on: date | None, *, by: Viewer, at: datetime, today: date
) -> None:
    """Each of them; refuses to go without a day when there is one."""
    for action in actions:
        if due_on is None:
            raise Refused("Choose by when what failed is done anew.", "due_on")
        reopen(action, reason, due_on, by=by, at=at, today=today)
