"""Reviews as a list: what its columns are called and hold."""

from govtracker.exports.columns import Column, Kind
from govtracker.rules.words import label

COLUMNS = (
    Column("forum", "Forum", lambda row: row.forum, width=30),
    Column("period", "Review", lambda row: row.period_key, width=12),
    Column("tier", "Tier", lambda row: label(row.tier)),
    Column("when", "When", lambda row: row.scheduled_at, Kind.INSTANT, width=18),
    Column("status", "Status", lambda row: label(row.status), width=16),
)
