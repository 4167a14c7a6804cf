"""The import of an action log: what its table says, and how it is taken back."""

from collections.abc import Sequence
from typing import Final

from govtracker.enums import RowOutcome
from govtracker.imports.actions import Actions, plain, unplain
from govtracker.imports.kinds import Field, Ground, Kind
from govtracker.models import Action, ImportRow
from govtracker.queries import owners
from govtracker.queries.installation import references
from govtracker.queries.issues import action_sources
from govtracker.services.issues import action_history

THEIR_OWN: Final = frozenset({"watch"})  # tables whose rows go with an action
FIELDS: Final = (
    Field(
        "source_ref",
        "Reference",
        "what it is called in your list; it says what is here already",
        ("A-17", "A-18"),
        ("id", "no", "nr", "number", "ref", "key", "action id", "action"),
        is_needed=True,
    ),
    Field(
        "title",
        "What",
        "in one line, at most 200 characters",
        ("Send the forecast by the 5th", "Train the new team on refunds"),
        ("title", "action item", "description", "task", "summary", "subject"),
        is_needed=True,
    ),
    Field(
        "owner",
        "Who",
        "e-mail address or name of somebody with a seat in this relationship",
        ("eva.varga@example.com", "Rafael Ortega"),
        ("owner", "responsible", "assignee", "assigned to", "by whom"),
        is_needed=True,
    ),
    Field(
        "due_on",
        "Due",
        "a day",
        ("2026-12-05", "2026-12-18"),
        ("due date", "deadline", "by when", "target date"),
        is_needed=True,
        is_day=True,
    ),
    Field(
        "status",
        "Status",
        "Open, In progress, Done, Verified or Cancelled; empty: open",
        ("In progress", "Done"),
        ("state", "progress"),
    ),
    Field(
        "type",
        "Kind",
        "Containment, Correction, Corrective, Preventive or Improvement; empty: improvement",
        ("Improvement", "Preventive"),
        ("type", "action type"),
    ),
    Field(
        "area", "Functional area", "one of the areas of the relationship", ("", ""), ("area", "function", "workstream")
    ),
    Field(
        "consequence",
        "If it is late",
        "in one line, at most 200 characters",
        ("Too few people on shift", ""),
        ("consequence", "impact", "risk if late"),
    ),
    Field(
        "created_on",
        "Added",
        "a day that is over; empty: today",
        ("2026-10-02", "2026-09-14"),
        ("created", "opened", "raised", "start", "date"),
        is_day=True,
    ),
    Field(
        "done_on",
        "Done on",
        "a day that is over, of what is done",
        ("", "2026-10-30"),
        ("done", "completed", "closed", "completion date", "date closed"),
        is_day=True,
    ),
    Field(
        "evidence",
        "Evidence",
        "what shows that it is done",
        ("", "Training list of 30 October"),
        ("proof", "comment", "comments", "remarks", "notes"),
    ),
    Field(
        "audience",
        "Seen by",
        "both companies, or only us; empty: both companies",
        ("both companies", "only us"),
        ("audience", "visibility"),
    ),
)


def take_back(rows: Sequence[ImportRow], ground: Ground) -> set[int]:
    """Take new actions away and give the others what they said before; what was touched since stays as it is."""
    known = action_sources.by_ids(ground.by, [row.subject_id for row in rows if row.subject_id])
    used = references.pointed_at(Action, list(known), beside=THEIR_OWN)
    left, gone = set(), []
    for row in rows:
        action = known.get(row.subject_id or 0)
        if action is None or plain(action) != row.after or (row.outcome is RowOutcome.NEW and action.id in used):
            left.add(row.line)
        elif row.outcome is RowOutcome.NEW:
            gone.append(action)
        else:
            _restore(action, row, ground)
    action_history.remove(gone)
    return left


def _restore(action: Action, row: ImportRow, ground: Ground) -> None:
    values = unplain(row.before)
    side = owners.side_of(action.relationship, values["owner_id"], on=ground.today) or action.owner_side
    reason = "import taken back"
    action_history.overwrite(action, {**values, "owner_side": side}, by=ground.by, at=ground.at, reason=reason)


ACTIONS: Final = Kind(
    name="actions",
    title="Import actions",
    noun=("action", "actions"),
    lead="an existing action log keeps its days and references, and nobody is told unless you say so",
    fields=FIELDS,
    importer=Actions,
    take_back=take_back,
    tells="Tell the owners of open actions by mail that these are theirs",
)
