"""Decisions as a list: what its columns are called and hold."""

from decimal import Decimal

from govtracker.exports.columns import SEEN_BY, Column, Kind
from govtracker.rules import keys
from govtracker.rules.words import label

COLUMNS = (
    Column("key", "Decision", lambda row: keys.decision_key(row.relationship_key, row.number, row.audience), width=10),
    Column("title", "What", lambda row: row.title, width=50),
    Column("reason", "Why", lambda row: row.reason, width=60),
    SEEN_BY,
    Column("status", "Status", lambda row: label(row.status)),
    Column("who", "Who", lambda row: row.owner, width=20),
    Column("side", "Side", lambda row: label(row.owner_side), width=10),
    Column("seat", "By the authority of", lambda row: label(row.seat_role), width=20),
    Column("amount", "Amount", lambda row: None if row.amount is None else Decimal(row.amount) / 100, Kind.NUMBER),
    Column("currency", "Currency", lambda row: row.currency, width=10),
    Column("due", "Decided on, or due", lambda row: row.due_on, Kind.DAY),
    Column("goes_up", "Why it went up", lambda row: row.goes_up_because, width=40),
    Column("area", "Functional area", lambda row: row.area, width=20),
    Column("recorded", "Recorded", lambda row: row.created_at, Kind.INSTANT, width=18),
)
