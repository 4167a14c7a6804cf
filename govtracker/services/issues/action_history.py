"""Imported actions: they keep their times and source, send mail only when somebody says so, and can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, Side
from govtracker.mail import action_messages
from govtracker.models import Action, Relationship, Watch
from govtracker.queries import claims, search_documents
from govtracker.queries.issues import action_sources
from govtracker.rules.issues import workflow
from govtracker.services import events

FINISHED = (ActionStatus.DONE, ActionStatus.VERIFIED)


@dataclass(frozen=True)
class PastAction:
    """A row of somebody's list, checked: the owner may own, days are local, instants UTC."""

    reference: str
    audience: Audience
    title: str
    type: ActionType
    area_id: int | None
    owner_id: int
    owner_side: Side
    due_on: date
    consequence: str
    status: ActionStatus
    evidence: str
    created_at: datetime
    done_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.status in workflow.OPEN_ACTIONS


def take_in(
    relationship: Relationship,
    rows: Sequence[PastAction],
    *,
    source: str,
    by: Viewer,
    at: datetime,
    today: date,
    tell: bool,
) -> dict[tuple[Audience, str], Action]:
    """Store actions that are not here yet; by audience and reference. With `tell` owners of open ones get mail.

    What is overdue already is not raised as an issue by the system: it was late before it came here.
    """
    numbers = {audience: _first_number(relationship.id, audience, rows) for audience in Audience}
    values = []
    for row in rows:
        values.append(_values(relationship, row, source=source, by=by, at=at, today=today))
        values[-1]["number"] = numbers[row.audience]
        numbers[row.audience] += 1
    claims.insert_rows(Action, values)
    stored = action_sources.known(by, relationship.id, [row.reference for row in rows])
    search_documents.changed(Action, [action.id for action in stored.values()])
    _follow([action for action in stored.values() if action.is_open], by=by, at=at, tell=tell)
    return stored


def overwrite(action: Action, values: Mapping[str, Any], *, by: Viewer, at: datetime, reason: str) -> None:
    """Give an imported action what its list says now, whatever step that skips."""
    status = values["status"]
    is_open = status in workflow.OPEN_ACTIONS
    done_at = (action.done_at or at) if status in FINISHED else None
    verified_at = (action.verified_at or done_at) if status is ActionStatus.VERIFIED else None
    facts = {**values, "is_open": is_open, "done_at": done_at, "verified_at": verified_at}
    events.change(action, "action_imported_again", by=by, at=at, reason=reason, **facts)
    action.updated_at = at


def remove(actions: Sequence[Action]) -> None:
    """Take back actions that nothing points at."""
    action_sources.forget([action.id for action in actions])
    for action in actions:
        db.session.delete(action)
    db.session.flush()


def _first_number(relationship_id: int, audience: Audience, rows: Sequence[PastAction]) -> int:
    wanted = sum(row.audience is audience for row in rows)
    return claims.next_number(relationship_id, f"action:{audience.value}", how_many=wanted) if wanted else 0


def _values(
    relationship: Relationship, row: PastAction, *, source: str, by: Viewer, at: datetime, today: date
) -> dict[str, Any]:
    done_at = row.done_at or at if row.status in FINISHED else None
    return {
        "relationship_id": relationship.id,
        "audience": row.audience,
        "title": row.title,
        "type": row.type,
        "area_id": row.area_id,
        "owner_id": row.owner_id,
        "owner_side": row.owner_side,
        "due_on": row.due_on,
        "first_due_on": row.due_on,
        "consequence": row.consequence,
        "status": row.status,
        "is_open": row.is_open,
        "evidence": row.evidence,
        "source": source,
        "source_ref": row.reference,
        "added_by_id": by.person_id,
        "created_at": row.created_at,
        "updated_at": done_at or at,
        "done_at": done_at,
        "verified_at": done_at if row.status is ActionStatus.VERIFIED else None,
        "raised_for_on": row.due_on if row.is_open and row.due_on < today else None,
    }


def _follow(actions: Sequence[Action], *, by: Viewer, at: datetime, tell: bool) -> None:
    """Let owners watch what is theirs to do, and tell them of it when somebody said so."""
    rows = [{"action_id": one.id, "person_id": one.owner_id, "is_on": True, "since_at": at} for one in actions]
    claims.insert_missing(Watch, rows, unique=["action_id", "person_id"])
    if tell:
        for action in actions:
            action_messages.assigned(action, by=by, at=at)
