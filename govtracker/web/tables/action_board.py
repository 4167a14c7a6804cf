"""Actions as a board: a column a status, and the moves each card may make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govtracker.access import Permission, Place, Stance, Viewer, allowed
from govtracker.enums import ActionStatus
from govtracker.queries.issues.lateness import Deadlines
from govtracker.queries.paging import Slice
from govtracker.rules import keys
from govtracker.web import moments
from govtracker.web.tables import actions
from govtracker.web.tables.cells import Cell


@dataclass(frozen=True)
class Move:
    """Where a card may go: at once by a POST, or by a form on the page of the action that asks for what is missing."""

    to: ActionStatus
    label: str
    url: str
    at_once: bool


@dataclass(frozen=True)
class Card:
    """One action on the board."""

    key: str
    url: str
    title: str
    owner: str
    side: str
    is_internal: bool
    due: Cell
    moves: Sequence[Move]


@dataclass(frozen=True)
class Column:
    """The first cards of a status; `more` when there are others."""

    status: ActionStatus
    cards: Sequence[Card]
    more: bool


def columns(found: Mapping[ActionStatus, Slice], viewer: Viewer, *, today: date, deadlines: Deadlines) -> list[Column]:
    """The columns of queries.actions.board for one person."""
    reader = moments.reader()

    def card(row: Any) -> Card:
        return _card(row, viewer, actions.late(row, today, reader, deadlines))

    return [
        Column(status, [card(row) for row in part.rows], more=part.after is not None) for status, part in found.items()
    ]


def _card(row: Any, viewer: Viewer, due: Cell) -> Card:
    url = f"/r/{row.relationship_key}/actions/{keys.number(row.number, row.audience)}"
    place = Place(row.relationship_id, row.client_id, row.supplier_id, row.audience)
    stance = Stance(place, area_id=row.area_id, owner_id=row.owner_id, owner_side=row.owner_side)
    return Card(
        key=keys.action_key(row.relationship_key, row.number, row.audience),
        url=url,
        title=row.title,
        owner=row.owner,
        side=row.owner_side,
        is_internal=row.audience.value != "shared",
        due=due,
        moves=[
            Move(to, label, url + tail, at_once)
            for permission, to, label, tail, at_once in MOVES.get(row.status, ())
            if allowed(viewer, permission, stance)
        ],
    )


EDIT, VERIFY = Permission.EDIT_ACTION, Permission.VERIFY_ACTION
DONE = (EDIT, ActionStatus.DONE, "Done…", "#done", False)
MOVES: Mapping[ActionStatus, Sequence[tuple[Permission, ActionStatus, str, str, bool]]] = {
    ActionStatus.OPEN: ((EDIT, ActionStatus.IN_PROGRESS, "Start", "/start", True), DONE),
    ActionStatus.IN_PROGRESS: (DONE,),
    ActionStatus.DONE: (
        (VERIFY, ActionStatus.VERIFIED, "Verify", "/verification", True),
        (VERIFY, ActionStatus.IN_PROGRESS, "Not done yet…", "#return", False),
    ),
}
