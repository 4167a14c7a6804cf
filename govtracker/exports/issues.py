"""Issues as a list: what its columns are called and hold."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from govtracker.enums import Audience, Side
from govtracker.exports.columns import Column, Columns, Kind
from govtracker.queries.issues.issues import Standpoint
from govtracker.rules import keys
from govtracker.rules.words import label


def columns(places: Mapping[int, Standpoint]) -> Columns:
    """The columns of rows of queries.issues; `places` are standpoints by relationship id."""

    def seen_by(row: Any) -> str:
        if row.audience is Audience.SHARED:
            return "both companies"
        return f"only {places[row.relationship_id].company(Side(row.audience.value))}"

    def waiting(row: Any) -> str | None:
        return places[row.relationship_id].company(row.waiting_on) if row.is_open else None

    head = (
        Column("key", "Issue", lambda row: keys.issue_key(row.relationship_key, row.number, row.audience), width=10),
        Column("title", "Title", lambda row: row.title, width=50),
        Column("seen_by", "Seen by", seen_by, width=18),
        AREA,
        OWNER,
    )
    return Columns(head, (*PLAIN, Column("waiting", "Waiting on", waiting, width=18)), USUAL)


AREA = Column("area", "Functional area", lambda row: row.area, width=20)
OWNER = Column("owner", "Owner", lambda row: row.owner, width=20)
STATUS = Column("status", "Status", lambda row: label(row.status))
LEVEL = Column("level", "Level", lambda row: row.level if row.is_open else None, Kind.NUMBER, width=8)
PLAIN = (
    Column("severity", "Severity", lambda row: label(row.severity), width=10, sort="severity"),
    replace(STATUS, spread=(STATUS, LEVEL)),
    Column("due", "Due", lambda row: row.due_on, Kind.DAY, sort="due"),
    Column("opened", "Opened", lambda row: row.opened_at, Kind.INSTANT, width=18, sort="opened"),
    Column("updated", "Updated", lambda row: row.updated_at, Kind.INSTANT, width=18, sort="updated"),
    AREA,
    OWNER,
    Column("category", "Category", lambda row: row.category, width=20),
    Column("segment", "Customer segment", lambda row: row.segment, width=20),
    Column("cause", "Root cause", lambda row: row.root_cause, width=16),
    Column("resolved", "Resolved", lambda row: row.resolved_at, Kind.INSTANT, width=18),
)
USUAL = ("severity", "status", "waiting", "due", "opened", "updated")
