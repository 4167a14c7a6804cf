"""Actions as a list: what its columns are called and hold."""

from dataclasses import replace
from typing import Any

from govtracker.exports.columns import SEEN_BY, Column, Columns, Kind
from govtracker.rules import keys
from govtracker.rules.words import label


def _issue_key(row: Any) -> str | None:
    if row.issue_number is None:
        return None
    return keys.issue_key(row.relationship_key, row.issue_number, row.issue_audience)


ISSUE = Column("issue", "From issue", _issue_key, width=12)
CONSEQUENCE = Column("consequence", "If it is late", lambda row: row.consequence, width=40)
WHO = Column("who", "Who", lambda row: row.owner, width=20)
SIDE = Column("side", "Side", lambda row: label(row.owner_side), width=10)
DUE = Column("due", "Due", lambda row: row.due_on, Kind.DAY, sort="due")
SLIPS = Column("slips", "Put off", lambda row: row.slips, Kind.NUMBER, width=8, sort="slips")
COLUMNS = Columns(
    head=(
        Column("key", "Action", lambda row: keys.action_key(row.relationship_key, row.number, row.audience), width=10),
        Column("title", "What", lambda row: row.title, width=50),
        SEEN_BY,
        CONSEQUENCE,
        ISSUE,
        Column("issue_title", "Title of that issue", lambda row: row.issue_title, width=40),
    ),
    others=(
        replace(WHO, spread=(WHO, SIDE)),
        replace(DUE, spread=(DUE, SLIPS)),
        Column("kind", "Kind", lambda row: label(row.type)),
        Column("status", "Status", lambda row: label(row.status)),
        Column("area", "Functional area", lambda row: row.area, width=20),
        SLIPS,
        Column("added", "Added", lambda row: row.created_at, Kind.INSTANT, width=18),
        Column("updated", "Updated", lambda row: row.updated_at, Kind.INSTANT, width=18, sort="updated"),
        Column("done", "Done", lambda row: row.done_at, Kind.INSTANT, width=18),
    ),
    usual=("who", "due", "kind", "status"),
)
