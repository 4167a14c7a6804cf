"""The RAID log as a list: what its columns are called and hold."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from govtracker.enums import RaidKind
from govtracker.exports.columns import SEEN_BY, Column, Kind
from govtracker.rules import keys
from govtracker.rules.words import label

KEYS: Mapping[str, Callable[..., str]] = {
    RaidKind.RISK: keys.risk_key,
    RaidKind.ACTION: keys.action_key,
    RaidKind.ISSUE: keys.issue_key,
    RaidKind.DECISION: keys.decision_key,
}
NOTES: Mapping[str, Callable[[str], str]] = {
    RaidKind.ACTION: lambda consequence: f"if late: {consequence}" if consequence else "",
    RaidKind.ISSUE: label,
}


def key_of(relationship_key: str, row: Any) -> str:
    """What people call a row of the log: MER-R2, MER-A31, MER-42, MER-D5."""
    return KEYS[row.kind](relationship_key, row.number, row.audience)


def note_of(row: Any) -> str:
    """What a row says beside its title: what is done about a risk, the consequence of an action, the reason…"""
    return NOTES.get(row.kind, str)(row.note)


def columns(relationship_key: str, *, today: date) -> list[Column]:
    """The columns of rows of queries.raid; ages are counted to `today`."""
    return [
        Column("kind", "Kind", lambda row: label(row.kind), width=10),
        Column("key", "Key", lambda row: key_of(relationship_key, row), width=10),
        Column("title", "What", lambda row: row.title, width=50),
        Column("note", "Note", note_of, width=50),
        SEEN_BY,
        Column("who", "Who", lambda row: row.owner, width=20),
        Column("side", "Side", lambda row: label(row.side), width=10),
        Column("due", "Due", lambda row: row.due, Kind.DAY, sort="due"),
        Column("opened", "Since", lambda row: row.opened, Kind.INSTANT, width=18, sort="opened"),
        Column("age", "Days old", lambda row: age(row, today), Kind.NUMBER, width=8),
        Column("status", "Status", lambda row: label(row.status)),
        Column("area", "Functional area", lambda row: row.area, width=20),
    ]


def age(row: Any, today: date) -> int:
    """Whole days since it was opened (by the day in UTC)."""
    opened_on: date = row.opened.date()
    return max(0, (today - opened_on).days)
